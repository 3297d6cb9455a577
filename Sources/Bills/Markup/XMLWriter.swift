/// Writes XML 1.0 in UTF-8 in the order that it is told, so that the same input gives the same bytes.
struct XMLWriter {
    private(set) var bytes: [UInt8] = Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".utf8)
    private var depth = 0

    /// An element with others inside.
    mutating func element(
        _ name: String, _ attributes: [(name: String, value: String)] = [], _ content: (inout XMLWriter) -> Void
    ) {
        open(name, attributes)
        let start = bytes.count
        append(">\n")
        depth += 1
        let inside = bytes.count
        content(&self)
        depth -= 1
        if bytes.count == inside {
            bytes.removeLast(bytes.count - start)
            append("/>\n")
            return
        }
        indent()
        append("</\(name)>\n")
    }

    /// An element with text.
    mutating func element(_ name: String, _ attributes: [(name: String, value: String)] = [], text: String) {
        open(name, attributes)
        append(">")
        escape(text)
        append("</\(name)>\n")
    }

    /// An element with text, left out where there is none.
    mutating func element(ifPresent name: String, _ text: String?) {
        if let text, !text.isEmpty { element(name, text: text) }
    }

    private mutating func open(_ name: String, _ attributes: [(name: String, value: String)]) {
        indent()
        append("<\(name)")
        for attribute in attributes {
            append(" \(attribute.name)=\"")
            escape(attribute.value)
            append("\"")
        }
    }

    private mutating func indent() { bytes.append(contentsOf: repeatElement(0x20, count: 2 * depth)) }

    private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    private mutating func escape(_ text: String) {
        for byte in PropertyText.line(text).utf8 {
            switch byte {
            case 0x26: append("&amp;")
            case 0x3c: append("&lt;")
            case 0x3e: append("&gt;")
            case 0x22: append("&quot;")
            default: bytes.append(byte)
            }
        }
    }
}
