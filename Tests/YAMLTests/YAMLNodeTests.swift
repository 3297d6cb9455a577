import Testing
import YAML

@Suite("YAML")
struct YAMLNodeTests {
    private func parse(_ text: String) throws(YAMLError) -> YAMLNode { try YAMLNode(text.utf8.span) }

    static let nodes: [(String, YAMLNode)] = [
        ("a", .scalar("a", isPlain: true)), ("'a'", .scalar("a", isPlain: false)), ("", .null), ("---\n...\n", .null),
        ("1.10", .scalar("1.10", isPlain: true)), ("\"\\u00e9\\n\"", .scalar("é\n", isPlain: false)),
        ("|\n a\n b\n", .scalar("a\nb\n", isPlain: false)),
        ("[a, 'b', []]", .sequence([.scalar("a", isPlain: true), .scalar("b", isPlain: false), .sequence([])])),
        ("- a\n- - b\n", .sequence([.scalar("a", isPlain: true), .sequence([.scalar("b", isPlain: true)])])),
        (
            "a: {b: c}\nd:\n",
            .mapping([.init("a", .mapping([.init("b", .scalar("c", isPlain: true))])), .init("d", .null)])
        ),
        ("a: &x [b]\nc: *x\n", .mapping(["a", "c"].map { .init($0, .sequence([.scalar("b", isPlain: true)])) })),
        ("? [a, b]\n: c\n", .mapping([.init("", .scalar("c", isPlain: true))])),
        ("\u{feff}a: b # c\n", .mapping([.init("a", .scalar("b", isPlain: true))])),
        ("'/@a/b@1.0(c@2)': {}\n", .mapping([.init("/@a/b@1.0(c@2)", .mapping([]))])),
    ]

    @Test("nodes are read as they are written", arguments: nodes)
    func reading(_ text: String, _ node: YAMLNode) throws { #expect(try parse(text) == node) }

    @Test("only plain nulls are null", arguments: ["~", "null", "Null", "NULL", ""])
    func nulls(_ text: String) throws {
        #expect(try parse("a: \(text)\n")["a"]?.text == nil)
        #expect(try parse("a: '\(text)'\n")["a"]?.text == text)
    }

    @Test("of keys that are the same the last counts")
    func sameKeys() throws {
        let node = try parse("a: 1\nb: 2\na: 3\n")
        #expect(node["a"]?.text == "3")
        #expect(node.members.map(\.key) == ["a", "b", "a"])
        #expect(node["c"] == nil)
        #expect(node.items.isEmpty)
        #expect(try parse("[x]").items.first?.text == "x")
    }

    @Test("a text may hold several documents")
    func documents() throws {
        let text = "--- a\n--- [b]\n...\n---\nc: d\n"
        let nodes = try YAMLNode.documents(in: text.utf8.span)
        #expect(nodes == [try parse("a"), try parse("[b]"), try parse("c: d")])
        #expect(try parse(text) == nodes[0])
        #expect(try parse("a: b\n--- [") == parse("a: b"))
    }

    @Test(
        "what is no YAML is refused with its line",
        arguments: [
            ("a: b: c", 1), ("a: 1\n\tb: 2\n", 2), ("[a", 1), ("a: *x\n", 1), ("- &a [*a]\n", 1), ("\"a", 1),
            ("a: 1\nb: \u{7}\n", 1), ("\u{0}", 1), ("}", 1),
        ])
    func malformed(_ text: String, _ line: Int) {
        #expect {
            try parse(text)
        } throws: { error in
            guard let error = error as? YAMLError, error.code == .malformed else { return false }
            return error.line >= line
        }
    }

    @Test("deep nesting is refused, not followed")
    func depth() throws {
        let limit = YAMLNode.depthLimit
        _ = try parse(String(repeating: "[", count: limit) + String(repeating: "]", count: limit))
        #expect(throws: YAMLError(.tooDeep, line: 1)) { try parse(String(repeating: "[", count: 1_000_000)) }
        #expect(throws: YAMLError.self) { try parse(String(repeating: "- ", count: 100_000)) }
    }

    @Test("aliases that nest deeper and deeper are refused")
    func towers() {
        let text = "- &a0 [x]\n" + (1...200).map { "- &a\($0) [*a\($0 - 1)]\n" }.joined()
        #expect(throws: YAMLError(.tooDeep, line: YAMLNode.depthLimit)) { try parse(text) }
    }

    @Test("aliases that multiply are refused once they make too many nodes")
    func aliases() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...12 {
            text += "a\(level): &a\(level) [" + [String](repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "]\n"
        }
        #expect {
            try parse(text)
        } throws: {
            ($0 as? YAMLError)?.code == .tooLarge
        }
    }

    @Test("many tag directives are refused before they are compared")
    func directives() {
        let text = (0..<100).map { "%TAG !a\($0)! tag:b\n" }.joined() + "--- c\n"
        #expect(throws: YAMLError(.tooLarge, line: 1)) { try parse(text) }
    }
}
