/// A name of the Common Platform Enumeration that every validator takes.
struct CPE: Equatable {
    /// How many of one package are read.
    static let limit = 32

    let text: String
    /// Whether it is a formatted string of version 2.3; else a URI of version 2.2.
    let isFormatted: Bool

    init?(_ text: String?) {
        guard let text, text.utf8.count <= 1_024 else { return nil }
        if text.hasPrefix("cpe:2.3:") {
            let parts = Self.components(text.dropFirst(8))
            guard parts.count == 11, ["a", "h", "o", "*", "-"].contains(parts[0]) else { return nil }
            for (index, part) in parts.enumerated().dropFirst() {
                guard index == 6 ? Self.isLanguage(part) : Self.isComponent(part) else { return nil }
            }
            isFormatted = true
        } else if text.hasPrefix("cpe:/") {
            let parts = text.dropFirst(5).split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count <= 7, ["", "a", "h", "o"].contains(parts[0].lowercased()) else { return nil }
            for part in parts.dropFirst() {
                guard part.utf8.allSatisfy({ Self.isWord($0) || $0 == 0x7e || $0 == 0x25 }) else { return nil }
            }
            isFormatted = false
        } else {
            return nil
        }
        self.text = text
    }

    /// What stands between colons, but for those with a backslash before them.
    private static func components(_ text: Substring) -> [Substring] {
        var parts: [Substring] = []
        var start = text.startIndex
        var isEscaped = false
        for index in text.utf8.indices {
            if isEscaped {
                isEscaped = false
            } else if text.utf8[index] == 0x5c {
                isEscaped = true
            } else if text.utf8[index] == 0x3a {
                parts.append(text[start..<index])
                start = text.utf8.index(after: index)
            }
        }
        return parts + [text[start...]]
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f: true
        default: false
        }
    }

    /// `*`, `-`, or words whose other signs have a backslash before them.
    private static func isComponent(_ part: Substring) -> Bool {
        if part == "*" || part == "-" { return true }
        let escapable = "\\*?!\"#$%&'()+,/:;<=>@[]^`{|}~".utf8
        var isEscaped = false
        for byte in part.utf8 {
            if isEscaped {
                guard escapable.contains(byte) else { return false }
                isEscaped = false
            } else if byte == 0x5c {
                isEscaped = true
            } else if !isWord(byte) {
                return false
            }
        }
        return !isEscaped && !part.isEmpty
    }

    private static func isLanguage(_ part: Substring) -> Bool { part == "*" || part == "-" }
}
