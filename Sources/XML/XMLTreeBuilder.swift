internal import CExpat

/// Puts the elements together as expat meets their tags.
///
/// Used by one thread within one call of the parser, which is stopped as soon as a limit is passed.
final class XMLTreeBuilder {
    /// An element whose end has not come.
    private struct Open {
        let name: String
        let namespace: String
        let attributes: [XMLElement.Attribute]
        var children: [XMLElement] = []
        var text: [UInt8] = []
    }

    private(set) var root: XMLElement?
    private(set) var failure: XMLError.Code?
    private let parser: XML_Parser
    private var open: [Open] = []
    private var nodes = 0

    init(_ parser: XML_Parser) {
        self.parser = parser
    }

    /// The builder that expat hands back.
    static func from(_ data: UnsafeMutableRawPointer?) -> XMLTreeBuilder? {
        data.map { Unmanaged<XMLTreeBuilder>.fromOpaque($0).takeUnretainedValue() }
    }

    func begin(_ name: UnsafePointer<XML_Char>?, _ attributes: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?) {
        guard failure == nil else { return }
        let (namespace, local) = Self.split(name)
        var all: [XMLElement.Attribute] = []
        var place = 0
        // Names and values by turns, a null pointer at the end.
        while let attributes, let key = attributes[place], let value = attributes[place + 1] {
            let (namespace, local) = Self.split(key)
            all.append(.init(name: local, namespace: namespace, value: String(cString: value)))
            place += 2
        }
        nodes += 1 + all.count
        guard nodes <= XMLElement.nodeLimit else { return stop(.tooLarge) }
        guard open.count < XMLElement.depthLimit else { return stop(.tooDeep) }
        open.append(Open(name: local, namespace: namespace, attributes: all))
    }

    func end() {
        guard failure == nil, let ended = open.popLast() else { return }
        let element = XMLElement(
            name: ended.name, namespace: ended.namespace, attributes: ended.attributes, children: ended.children,
            text: Self.trimmed(ended.text))
        if open.isEmpty { root = element } else { open[open.count - 1].children.append(element) }
    }

    func append(_ text: UnsafePointer<XML_Char>?, _ count: Int32) {
        guard failure == nil, let text, count > 0, !open.isEmpty else { return }
        text.withMemoryRebound(to: UInt8.self, capacity: Int(count)) { bytes in
            open[open.count - 1].text.append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
        }
    }

    func stop(_ code: XMLError.Code) {
        guard failure == nil else { return }
        failure = code
        XML_StopParser(parser, 0)
    }

    /// Address and name of one of expat's names.
    private static func split(_ name: UnsafePointer<XML_Char>?) -> (namespace: String, local: String) {
        let text = name.map { String(cString: $0) } ?? ""
        guard let place = text.utf8.lastIndex(of: XMLParser.separator) else { return ("", text) }
        return (String(text[..<place]), String(text[text.utf8.index(after: place)...]))
    }

    private static func trimmed(_ text: [UInt8]) -> String {
        var start = 0
        var end = text.count
        while start < end && isSpace(text[start]) { start += 1 }
        while end > start && isSpace(text[end - 1]) { end -= 1 }
        return String(decoding: text[start..<end], as: UTF8.self)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d }
}
