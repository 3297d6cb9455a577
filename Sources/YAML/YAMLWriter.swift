/// Writes YAML that people read and any YAML 1.1 or 1.2 reader understands, the same bytes for the same nodes.
///
/// Mappings are written a member a line, sequences of scalars in brackets, others an item a dash. A plain scalar is written as it is; a text
/// without quotes only where no reader could take it for anything else.
package struct YAMLWriter {
    private static let columns = 110

    private var text = ""

    package init() {}

    /// The bytes of a document.
    package static func bytes(of node: YAMLNode, comment: [String] = []) -> [UInt8] {
        var writer = YAMLWriter()
        for line in comment { writer.text += line.isEmpty ? "#\n" : "# \(line)\n" }
        writer.write(node, indent: 0)
        return Array(writer.text.utf8)
    }

    private mutating func write(_ node: YAMLNode, indent: Int) {
        switch node {
        case .scalar: text += "\(Self.scalar(node))\n"
        case .sequence(let items):
            for item in items { writeItem(item, indent: indent) }
        case .mapping(let members):
            for (index, member) in members.enumerated() {
                if index > 0 || indent == 0 { pad(indent) }
                write(member, indent: indent)
            }
        }
    }

    private mutating func write(_ member: YAMLNode.Member, indent: Int) {
        text += "\(Self.quoted(member.key)):"
        switch member.value {
        case .scalar: text += " \(Self.scalar(member.value))\n"
        case .sequence(let items) where items.isEmpty: text += " []\n"
        case .mapping(let members) where members.isEmpty: text += " {}\n"
        case .sequence(let items) where items.allSatisfy(Self.isScalar): writeFlow(items, indent: indent)
        case .sequence:
            text += "\n"
            write(member.value, indent: indent + 2)
        case .mapping:
            text += "\n"
            pad(indent + 2)
            write(member.value, indent: indent + 2)
        }
    }

    private mutating func writeItem(_ item: YAMLNode, indent: Int) {
        pad(indent)
        text += "- "
        switch item {
        case .scalar: text += "\(Self.scalar(item))\n"
        case .mapping(let members) where members.isEmpty: text += "{}\n"
        case .mapping: write(item, indent: indent + 2)
        case .sequence(let items):
            text += "[\(items.map(Self.flow).joined(separator: ", "))]\n"
        }
    }

    /// Scalars in brackets, as many a line as fit.
    private mutating func writeFlow(_ items: [YAMLNode], indent: Int) {
        let words = items.map(Self.scalar)
        let line = " [\(words.joined(separator: ", "))]"
        if line.utf8.count <= Self.columns - indent {
            text += "\(line)\n"
            return
        }
        text += " [\n"
        pad(indent + 2)
        var width = indent + 2
        for (index, word) in words.enumerated() {
            let piece = index + 1 < words.count ? "\(word)," : word
            if width > indent + 2 && width + 1 + piece.utf8.count > Self.columns {
                text += "\n"
                pad(indent + 2)
                width = indent + 2
            } else if width > indent + 2 {
                text += " "
                width += 1
            }
            text += piece
            width += piece.utf8.count
        }
        text += "\n"
        pad(indent)
        text += "]\n"
    }

    private static func flow(_ node: YAMLNode) -> String {
        switch node {
        case .scalar: scalar(node)
        case .sequence(let items): "[\(items.map(flow).joined(separator: ", "))]"
        case .mapping(let members):
            "{\(members.map { "\(quoted($0.key)): \(flow($0.value))" }.joined(separator: ", "))}"
        }
    }

    private static func isScalar(_ node: YAMLNode) -> Bool { if case .scalar = node { true } else { false } }

    private static func scalar(_ node: YAMLNode) -> String {
        guard case .scalar(let text, let isPlain) = node else { return "" }
        return isPlain ? text : quoted(text)
    }

    private mutating func pad(_ count: Int) { text += String(repeating: " ", count: count) }

    /// A text without quotes where every reader takes it for a text, else between double quotes.
    private static func quoted(_ text: String) -> String {
        if isSafe(text) { return text }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            default:
                if isPrintable(scalar) { quoted.unicodeScalars.append(scalar) } else { quoted += escape(scalar) }
            }
        }
        return quoted + "\""
    }

    /// What YAML takes as it is, leaving out what terminals obey and what breaks or turns lines (YAML 1.1 §4.1.1).
    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20..<0x7f, 0xa1..<0x200b, 0x2010..<0x2028, 0x2030..<0x2060, 0x2070..<0xd800, 0xe000..<0xfeff,
            0xff00..<0xfffe, 0x10000..<0x110000:
            true
        default: false
        }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16)
        let width = scalar.value < 0x100 ? 2 : scalar.value < 0x10000 ? 4 : 8
        let letter = width == 2 ? "x" : width == 4 ? "u" : "U"
        return "\\\(letter)\(String(repeating: "0", count: max(0, width - digits.utf8.count)))\(digits)"
    }

    /// Words that readers of YAML 1.1 take for null or a truth value.
    private static let reserved: Set<String> = [
        "null", "true", "false", "yes", "no", "on", "off", "y", "n", "~",
    ]

    /// Begins with a letter, `/` or `_`, goes on with what has no meaning of its own, and is no word that stands for something else.
    private static func isSafe(_ text: String) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last else { return false }
        guard isLetter(first) || first == 0x2f || first == 0x5f, last != 0x20, last != 0x3a else { return false }
        var previous: UInt8 = 0
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x20, 0x28...0x29, 0x2b, 0x2d...0x2f, 0x3b, 0x3d, 0x40, 0x5f,
                0x27:
                break
            case 0x3a: break
            case 0x2c: return false
            default: return false
            }
            // A colon ends a key before a space only.
            if previous == 0x3a && byte == 0x20 { return false }
            previous = byte
        }
        return !reserved.contains(text.lowercased()) && !looksNumeric(text)
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a)
    }

    private static func looksNumeric(_ text: String) -> Bool {
        text.lowercased() == "nan" || text.lowercased() == "inf" || text.lowercased() == "infinity"
    }
}
