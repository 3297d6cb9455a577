internal import Bytes

/// Reads the literals that a gem's specification is written in: texts, and arrays of them.
///
/// | form | meaning |
/// |---|---|
/// | `"a\n"`, `'a'`, `%q<a>`, `%Q(a)`, `%(a)` | a text |
/// | `["a", 'b'.freeze]`, `%w[a b]` | several texts |
/// | `Gem::Version.new("1.0")` | what stands in the brackets |
struct RubyLiteral: ~Escapable {
    /// More texts, or longer ones, than a specification has.
    private static let countLimit = 4096

    private let bytes: Span<UInt8>
    private(set) var offset: Int

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>, at offset: Int) {
        self.bytes = bytes
        self.offset = offset
    }

    /// The texts of the literal at the offset; none where something else stands there.
    @_lifetime(self: copy self)
    mutating func texts() -> [String] {
        skipSpace()
        for call in ["Gem::Version.new(", "Gem::Version.new (", "Gem::Version.new "] {
            if bytes.extracting(offset...).starts(with: call) { offset += call.utf8.count }
        }
        guard offset < bytes.count else { return [] }
        switch bytes[offset] {
        case UInt8(ascii: "["):
            offset += 1
            return elements()
        case UInt8(ascii: "%") where offset + 1 < bytes.count && (bytes[offset + 1] | 0x20) == UInt8(ascii: "w"):
            offset += 2
            return delimited().map { $0.split(whereSeparator: \.isWhitespace).map(String.init) } ?? []
        default: return text().map { [$0] } ?? []
        }
    }

    /// The text at the offset.
    @_lifetime(self: copy self)
    mutating func text() -> String? {
        guard offset < bytes.count else { return nil }
        switch bytes[offset] {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return delimited()
        case UInt8(ascii: "%"):
            offset += 1
            if offset < bytes.count, (bytes[offset] | 0x20) == UInt8(ascii: "q") { offset += 1 }
            return delimited()
        default: return nil
        }
    }

    @_lifetime(self: copy self)
    private mutating func elements() -> [String] {
        var texts: [String] = []
        while texts.count < Self.countLimit {
            skipSpace()
            guard offset < bytes.count, bytes[offset] != UInt8(ascii: "]") else { return texts }
            guard let text = text() else { return texts }
            texts.append(text)
            // A method on the text, and the comma.
            while offset < bytes.count, bytes[offset] != UInt8(ascii: ","), bytes[offset] != UInt8(ascii: "]") {
                offset += 1
            }
            if offset < bytes.count, bytes[offset] == UInt8(ascii: ",") { offset += 1 }
        }
        return texts
    }

    /// The text up to the sign that closes the one at the offset.
    @_lifetime(self: copy self)
    private mutating func delimited() -> String? {
        guard offset < bytes.count else { return nil }
        let opener = bytes[offset]
        let closer: UInt8 =
            switch opener {
            case UInt8(ascii: "<"): UInt8(ascii: ">")
            case UInt8(ascii: "("): UInt8(ascii: ")")
            case UInt8(ascii: "["): UInt8(ascii: "]")
            case UInt8(ascii: "{"): UInt8(ascii: "}")
            default: opener
            }
        var text: [UInt8] = []
        var depth = 0
        var index = offset + 1
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "\\"), index + 1 < bytes.count {
                let next = bytes[index + 1]
                text.append(next == UInt8(ascii: "n") && opener == UInt8(ascii: "\"") ? 0x0a : next)
                index += 2
                continue
            }
            if byte == closer {
                if depth == 0 {
                    offset = index + 1
                    return String(decoding: text, as: UTF8.self)
                }
                depth -= 1
            } else if byte == opener {
                depth += 1
            }
            text.append(byte)
            index += 1
        }
        offset = bytes.count
        return nil
    }

    @_lifetime(self: copy self)
    private mutating func skipSpace() {
        while offset < bytes.count {
            if bytes[offset] == UInt8(ascii: "#") {
                offset = bytes.index(of: 0x0a, from: offset) ?? bytes.count
            } else if isSpace(bytes[offset]) {
                offset += 1
            } else {
                return
            }
        }
    }
}

extension Span where Element == UInt8 {
    /// Whether the bytes begin with a text's UTF-8.
    fileprivate func starts(with text: String) -> Bool {
        let prefix = text.utf8.span
        return prefix.count <= count && extracting(0..<prefix.count).equals(prefix)
    }
}
