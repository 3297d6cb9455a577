/// A word of a shell text, in pieces: what is known of it, and what is not.
struct ShellWord: Equatable {
    enum Piece: Equatable {
        case text([UInt8])
        case variable(String, fallback: String?)
        /// The output of a command, or an expansion that is not understood.
        case unknown
    }

    private(set) var pieces: [Piece] = []
    /// Whether any of it stands in quotes, so that it is no reserved word and no assignment.
    var isQuoted = false

    mutating func append(_ byte: UInt8, isQuoted: Bool) {
        if isQuoted { self.isQuoted = true }
        if case .text(var bytes)? = pieces.last {
            pieces.removeLast()
            bytes.append(byte)
            pieces.append(.text(bytes))
        } else {
            pieces.append(.text([byte]))
        }
    }

    mutating func append(_ piece: Piece) { pieces.append(piece) }

    /// The text, where it is one piece of text or none.
    var literal: String? {
        switch pieces.count {
        case 0: return ""
        case 1:
            if case .text(let bytes) = pieces[0] { return String(decoding: bytes, as: UTF8.self) }
            return nil
        default: return nil
        }
    }

    /// The words that it becomes; nothing stands for a part that is not known.
    func expanded(_ variables: [String: String], arguments: [String]) -> [String]? {
        if pieces.count == 1, case .variable(let name, _) = pieces[0], name == "@" || name == "*" {
            return Array(arguments.dropFirst())
        }
        var text: [UInt8] = []
        for piece in pieces {
            switch piece {
            case .text(let bytes): text += bytes
            case .variable(let name, let fallback):
                if let number = Int(name), (0...9).contains(number) {
                    text += (arguments.indices.contains(number) ? arguments[number] : fallback ?? "").utf8
                } else if let value = variables[name], !value.isEmpty {
                    text += value.utf8
                } else if let fallback {
                    text += fallback.utf8
                } else {
                    return nil
                }
            case .unknown: return nil
            }
            guard text.count <= 1 << 16 else { return nil }
        }
        let whole = String(decoding: text, as: UTF8.self)
        // Without quotes a value is split into words.
        if !isQuoted, pieces.contains(where: { if case .variable = $0 { true } else { false } }) {
            return whole.split(separator: " ").map(String.init)
        }
        return [whole]
    }
}
