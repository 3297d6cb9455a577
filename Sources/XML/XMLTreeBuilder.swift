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

    /// A name as expat gives it, taken apart.
    private typealias Name = (namespace: String, local: String)

    private(set) var root: XMLElement?
    private(set) var failure: XMLError.Code?
    private let parser: XML_Parser
    private var open: [Open] = []
    /// What the tree may still take.
    private var memory: Int
    /// The names met so far, so that each is in memory once.
    private var names: [String: Name] = [:]

    init(_ parser: XML_Parser, memoryLimit: Int) {
        self.parser = parser
        memory = memoryLimit
    }

    /// The builder that expat hands back.
    static func from(_ data: UnsafeMutableRawPointer?) -> XMLTreeBuilder? {
        data.map { Unmanaged<XMLTreeBuilder>.fromOpaque($0).takeUnretainedValue() }
    }

    func begin(_ name: UnsafePointer<XML_Char>?, _ attributes: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?) {
        guard failure == nil else { return }
        let (namespace, local) = self.name(name)
        var all: [XMLElement.Attribute] = []
        var place = 0
        // Names and values by turns, a null pointer at the end.
        while let attributes, let key = attributes[place], let value = attributes[place + 1] {
            let (namespace, local) = self.name(key)
            let text = String(cString: value)
            spend(MemoryLayout<XMLElement.Attribute>.stride + Self.memory(of: text))
            all.append(.init(name: local, namespace: namespace, value: text))
            place += 2
        }
        // An element's place in an array that grows to twice its size, and the two arrays that it may have.
        spend(2 * MemoryLayout<XMLElement>.stride + (all.isEmpty ? 0 : Self.block))
        guard memory >= 0 else { return stop(.tooLarge) }
        guard open.count < XMLElement.depthLimit else { return stop(.tooDeep) }
        open.append(Open(name: local, namespace: namespace, attributes: all))
    }

    func end() {
        guard failure == nil, let ended = open.popLast() else { return }
        let element = XMLElement(
            name: ended.name, namespace: ended.namespace, attributes: ended.attributes, children: ended.children,
            text: Self.trimmed(ended.text))
        spend(Self.memory(of: element.text) + (element.children.isEmpty ? 0 : Self.block))
        guard memory >= 0 else { return stop(.tooLarge) }
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

    /// What an array or a text of its own takes beside its content.
    private static let block = 32

    private func spend(_ bytes: Int) {
        let (rest, isOverflow) = memory.subtractingReportingOverflow(bytes)
        memory = isOverflow ? -1 : rest
    }

    /// What a text takes outside of the value that holds it: short ones nothing.
    private static func memory(of text: String) -> Int {
        let count = text.utf8.count
        return count > 15 ? count + block : 0
    }

    /// Address and name of one of expat's names.
    private func name(_ name: UnsafePointer<XML_Char>?) -> Name {
        let text = name.map { String(cString: $0) } ?? ""
        if let known = names[text] { return known }
        var parts: Name = ("", text)
        if let place = text.utf8.lastIndex(of: XMLParser.separator) {
            parts = (String(text[..<place]), String(text[text.utf8.index(after: place)...]))
        }
        // All three texts, and their places in a table that is half empty.
        spend(2 * (3 * MemoryLayout<String>.stride) + 3 * Self.memory(of: text))
        names[text] = parts
        return parts
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
