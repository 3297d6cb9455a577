import JSON
import Testing

@Suite("The canonical form of JSON")
struct CanonicalTests {
    /// The last is the example of RFC 8785 §3.2.2, its order by UTF-16 that of §3.2.3.
    static let forms = [
        ("{ \"b\" : 1, \"a\" : [ true , null ] }", "{\"a\":[true,null],\"b\":1}"),
        ("{\"a\":1,\"a\":2}", "{\"a\":2}"),
        ("\"\\u0007\\u0008\\t\\n\\f\\r\\\"\\\\\\/\\u007f\\u20ac\"", "\"\\u0007\\b\\t\\n\\f\\r\\\"\\\\/\u{7f}€\""),
        ("{\"\u{ff01}\":1,\"\u{1f600}\":2}", "{\"\u{1f600}\":2,\"\u{ff01}\":1}"),
        (
            "[56, 333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001, -0, 100, 1e21, 1e20, 0.000001, 1e-7, -1.5, 9007199254740993]",
            "[56,333333333.3333333,1e+30,4.5,0.002,1e-27,0,100,1e+21,100000000000000000000,0.000001,1e-7,-1.5,9007199254740992]"
        ),
    ]

    @Test("is one for all ways of writing a value", arguments: forms)
    func canonical(_ text: String, _ form: String) throws {
        #expect(String(decoding: try JSONValue(text.utf8.span).canonical, as: UTF8.self) == form)
    }
}
