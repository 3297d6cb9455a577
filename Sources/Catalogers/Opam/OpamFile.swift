internal import Bytes

/// The fields of a file in opam's format (the opam manual, "Common file format").
///
/// Kept are texts alone: of `"a" {= "1" & >= "0"} | "b"` the texts `a` and `b`, with the texts that an `=` demands of each.
struct OpamFile {
    /// One text of a field, and the texts in braces behind it that it must be equal to.
    struct Item: Equatable {
        var text: String
        var equals: [String] = []
    }

    private(set) var fields: [(name: String, items: [Item])] = []
    /// Whether a text, a list or a comment has no end.
    private(set) var isCut = false

    subscript(name: String) -> [Item]? { fields.first { $0.name == name }?.items }

    init(_ bytes: Span<UInt8>) {
        var offset = 0
        var depth = 0
        var word = ""
        // The last sign was an `=` that is not the end of another.
        var isEquality = false
        while offset < bytes.count, fields.count < 10_000 {
            let byte = bytes[offset]
            switch byte {
            case UInt8(ascii: "#"): offset = bytes.index(of: 0x0a, from: offset) ?? bytes.count
            case UInt8(ascii: "(") where bytes.hasPrefix("(*", at: offset):
                skipComment(bytes, &offset)
            case UInt8(ascii: "\""):
                guard let text = Self.text(bytes, &offset) else {
                    isCut = true
                    return
                }
                add(text, inFilter: depth > 0, isEquality: isEquality)
                isEquality = false
            case UInt8(ascii: ":"):
                if depth == 0, !word.isEmpty { fields.append((word, [])) }
                word = ""
                offset += 1
            case UInt8(ascii: "{"):
                depth += 1
                offset += 1
            case UInt8(ascii: "}"):
                depth = max(0, depth - 1)
                offset += 1
            default:
                if Self.isIdentifier(byte) {
                    let start = offset
                    while offset < bytes.count, Self.isIdentifier(bytes[offset]) { offset += 1 }
                    word = bytes.extracting(start..<offset).text
                } else {
                    if !isSpace(byte) { isEquality = byte == UInt8(ascii: "=") && !Self.endsOther(bytes, offset) }
                    offset += 1
                }
            }
        }
        isCut = isCut || depth > 0
    }

    private mutating func add(_ text: String, inFilter: Bool, isEquality: Bool) {
        guard let field = fields.indices.last, fields[field].items.count < 100_000 else { return }
        if inFilter, let item = fields[field].items.indices.last {
            if isEquality { fields[field].items[item].equals.append(text) }
        } else if !inFilter {
            fields[field].items.append(Item(text: text))
        }
    }

    private mutating func skipComment(_ bytes: Span<UInt8>, _ offset: inout Int) {
        guard let end = bytes.index(of: Array("*)".utf8), from: offset + 2) else {
            isCut = true
            offset = bytes.count
            return
        }
        offset = end + 2
    }

    /// A text between quotes, or between three of them, in which quotes may stand.
    private static func text(_ bytes: Span<UInt8>, _ offset: inout Int) -> String? {
        guard bytes.hasPrefix("\"\"\"", at: offset) else { return bytes.quotedText(at: &offset) }
        guard let end = bytes.index(of: Array("\"\"\"".utf8), from: offset + 3) else { return nil }
        let text = bytes.extracting((offset + 3)..<end).text
        offset = end + 3
        return text
    }

    /// Whether an `=` ends `>=`, `<=` or `!=`.
    private static func endsOther(_ bytes: Span<UInt8>, _ offset: Int) -> Bool {
        offset > 0 && [UInt8(ascii: ">"), UInt8(ascii: "<"), UInt8(ascii: "!")].contains(bytes[offset - 1])
    }

    private static func isIdentifier(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x5f, 0x2b: true
        default: false
        }
    }
}
