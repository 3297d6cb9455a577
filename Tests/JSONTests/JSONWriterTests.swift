import JSON
import TestSupport
import Testing

@Suite("Writing JSON")
struct JSONWriterTests {
    private static func text(_ writer: consuming JSONWriter) -> String { String(decoding: writer.bytes, as: UTF8.self) }

    @Test("objects and arrays are laid out with two spaces a level")
    func layout() {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("text", "a\"b")
            writer.member("number", -3)
            writer.member("flag", true)
            writer.null("nothing")
            writer.member(ifPresent: "absent", nil)
            writer.member(ifPresent: "present", "x")
            writer.member("texts", ["a", "b"])
            writer.member("none", [String]())
            writer.member("ratio", 0.5, decimals: 2)
            writer.object("empty") { _ in }
            writer.array("list") { writer in
                writer.value(1)
                writer.value(false)
                writer.object { $0.member("deep", 1) }
                writer.array { _ in }
            }
        }
        let expected = """
            {
              "text": "a\\"b",
              "number": -3,
              "flag": true,
              "nothing": null,
              "present": "x",
              "texts": [
                "a",
                "b"
              ],
              "none": [],
              "ratio": 0.50,
              "empty": {},
              "list": [
                1,
                false,
                {
                  "deep": 1
                },
                []
              ]
            }

            """
        #expect(String(decoding: writer.finish(), as: UTF8.self) == expected)
    }

    @Test("without indent all is in one line")
    func oneLine() {
        var writer = JSONWriter(indent: 0)
        writer.object { writer in
            writer.member("a", 1)
            writer.array("b") { $0.value("c") }
        }
        #expect(Self.text(writer) == #"{"a":1,"b":["c"]}"#)
    }

    @Test("every character comes back as it went", arguments: [0, 2])
    func characters(_ indent: Int) throws {
        let all =
            (0..<0x300).compactMap(Unicode.Scalar.init).map { String($0) } + [
                "\u{2028}", "\u{fffd}", "😀", "\u{10ffff}", "",
            ]
        var writer = JSONWriter(indent: indent)
        writer.array { writer in for text in all + [all.joined()] { writer.value(text) } }
        #expect(!writer.bytes.contains { $0 < 0x20 && $0 != 0x0a || $0 == 0x7f })
        #expect(try JSONValue(writer.bytes.span) == .array((all + [all.joined()]).map { .string($0) }))
    }

    @Test(
        "what was read is written back as it was",
        arguments: [
            "null", "true", "-1.50e+300", "\"\"", "[]", "{}", #"{"b":[1,2,{"a":null}],"a":{},"b":"twice","\n":"é"}"#,
            "[[[[]]],[{},{}],0]",
        ])
    func roundTrip(_ text: String) throws {
        let value = try JSONValue(text.utf8.span)
        var writer = JSONWriter(indent: 0)
        writer.value(value)
        #expect(Self.text(writer) == text)
        var indented = JSONWriter()
        indented.value(value)
        #expect(try JSONValue(indented.bytes.span) == value)
    }

    @Test(
        "decimals are fixed and rounded half away from zero",
        arguments: [
            (0.0, 0, "0"), (0.5, 0, "1"), (-0.5, 0, "-1"), (1.25, 1, "1.3"), (-1.25, 1, "-1.3"), (9.96, 1, "10.0"),
            (0.04, 1, "0.0"),
            (-0.04, 1, "0.0"), (0.00001, 5, "0.00001"), (0.97123, 5, "0.97123"), (123.0, 2, "123.00"), (7.0, -1, "7"),
            (.nan, 1, "0"), (.infinity, 2, "0"), (-.infinity, 2, "0"), (1e300, 2, "0"), (1, 400, "0"),
        ] as [(Double, Int, String)])
    func fixed(number: Double, decimals: Int, expected: String) {
        #expect(JSONWriter.fixed(number, decimals: decimals) == expected)
    }
}
