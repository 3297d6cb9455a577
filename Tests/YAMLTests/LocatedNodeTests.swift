import Testing
import YAML

@Suite("YAML with lines")
struct LocatedNodeTests {
    /// Keys and scalars with their lines, in their order.
    private static func lines(_ node: LocatedNode) -> [String] {
        switch node.content {
        case .scalar(let text, _): ["\(text) \(node.line)"]
        case .sequence(let items): items.flatMap(lines)
        case .mapping(let members): members.flatMap { ["\($0.key)= \($0.line)"] + lines($0.value) }
        }
    }

    static let nodes = [
        ("a: b\n\nc:\n  - d\n  - e: f\n", ["a= 1", "b 1", "c= 3", "d 4", "e= 5", "f 5"]),
        (
            "a: &x [b, {c: d}]\ne: *x\nf: g\n",
            ["a= 1", "b 1", "c= 1", "d 1", "e= 2", "b 2", "c= 2", "d 2", "f= 3", "g 3"]
        ),
        ("# x\na: >\n  b\n  c\nd: [\n  e,\n  f]\n", ["a= 2", "b c\n 2", "d= 5", "e 6", "f 7"]),
    ]

    @Test("every node has the line that it stands in", arguments: nodes)
    func located(_ text: String, _ lines: [String]) throws {
        #expect(Self.lines(try LocatedNode(text.utf8.span)) == lines)
    }

    @Test(
        "two documents, and keys that are no scalars, are refused",
        arguments: ["a: b\n--- c\n", "? [a]\n: b\n", "? *x\n: b\n"])
    func refused(_ text: String) {
        #expect(throws: YAMLError.self) { try LocatedNode(text.utf8.span) }
    }
}

@Suite("Written YAML")
struct YAMLWriterTests {
    static let nodes: [(YAMLNode, String)] = [
        (
            .mapping([.init("a", .scalar("b c", isPlain: false)), .init("d", .scalar("1", isPlain: true))]),
            "a: b c\nd: 1\n"
        ),
        (
            .mapping([
                .init(
                    "a", .sequence([.mapping([.init("b", .scalar("1", isPlain: false)), .init("c", .sequence([]))])]))
            ]),
            "a:\n  - b: \"1\"\n    c: []\n"
        ),
        (.mapping([.init("a", .mapping([.init("b", .mapping([]))]))]), "a:\n  b: {}\n"),
        (
            .mapping([.init("a", .sequence([.scalar("x, y", isPlain: false), .scalar("no", isPlain: false)]))]),
            "a: [\"x, y\", \"no\"]\n"
        ),
    ]

    @Test("is laid out for people", arguments: nodes)
    func layout(_ node: YAMLNode, _ text: String) {
        #expect(String(decoding: YAMLWriter.bytes(of: node), as: UTF8.self) == text)
    }

    @Test("breaks long lists of words between them")
    func wrapping() throws {
        let words = (0..<60).map { YAMLNode.scalar("word\($0)", isPlain: false) }
        let bytes = YAMLWriter.bytes(of: .mapping([.init("names", .sequence(words))]), comment: ["for people"])
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 112 } && lines.count > 5)
        #expect(try YAMLNode(bytes.span)["names"]?.items.count == 60)
    }
}
