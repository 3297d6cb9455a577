import Bytes
import TestSupport
import Testing

@testable import Catalogers

@Suite("TOML")
struct TOMLTests {
    private func parse(_ text: String) throws(TOMLError) -> TOMLValue { try TOMLValue(text.utf8.span) }

    static let scalars: [(String, TOMLValue)] = [
        ("true", .boolean(true)), ("false", .boolean(false)), ("0", .integer("0")), ("+99", .integer("+99")),
        ("-17", .integer("-17")), ("1_000", .integer("1_000")), ("0xDEAD_beef", .integer("0xDEAD_beef")),
        ("0o755", .integer("0o755")), ("0b1101", .integer("0b1101")), ("+1.0", .float("+1.0")),
        ("-0.01", .float("-0.01")), ("5e+22", .float("5e+22")), ("6.626e-34", .float("6.626e-34")),
        ("-inf", .float("-inf")), ("nan", .float("nan")), ("1979-05-27T07:32:00Z", .date("1979-05-27T07:32:00Z")),
        ("1979-05-27T00:32:00.999999-07:00", .date("1979-05-27T00:32:00.999999-07:00")),
        ("1979-05-27 07:32:00", .date("1979-05-27 07:32:00")), ("2024-02-29", .date("2024-02-29")),
        ("07:32:00.5", .date("07:32:00.5")), (#""a\tb\u00e9\U0001F600\"\\""#, .string("a\tbé😀\"\\")),
        (#"'C:\path'"#, .string(#"C:\path"#)),
        ("\"\"\"\nRoses\r\nare \\\n   \n  red\"\"\"", .string("Roses\r\nare red")),
        ("'''\nraw \\ it's '''''", .string("raw \\ it's ''")), ("\"\"", .string("")), ("\"\"\"\"\"\"", .string("")),
        ("[ 1, [2, 'x'], # c\n ]", .array([.integer("1"), .array([.integer("2"), .string("x")])])), ("[]", .array([])),
        (
            "{ a.b = 1, 'c' = {} }",
            .table(table([("a", .table(table([("b", .integer("1"))]))), ("c", .table(table([])))]))
        ),
    ]

    private static func table(_ members: [(String, TOMLValue)]) -> TOMLTable {
        TOMLTable(members.map { .init(name: $0.0, value: $0.1) })
    }

    @Test("values are read as they are written", arguments: scalars)
    func values(_ text: String, _ value: TOMLValue) throws {
        #expect(try parse("key = \(text)")["key"] == value)
        #expect(try parse("\u{feff}a.'b c'.\"d\" = \(text) # comment\r\n")["a"]?["b c"]?["d"] == value)
    }

    @Test("tables come from headers, dotted keys and arrays of tables")
    func tables() throws {
        let text = """
            title = "x"
            [a.b]
            c.d = 1
            c.e = 2
            [a]
            f = 3
            [[list]]
            name = "one"
            [[list.sub]]
            deep = true
            [list.table]
            [[list]]
            name = "two"
            [a.b.g]
            "" = 4
            """
        let value = try parse(text)
        #expect(value["a"]?["b"]?["c"]?["e"] == .integer("2"))
        #expect(value["a"]?["f"] == .integer("3"))
        #expect(value["a"]?["b"]?["g"]?[""] == .integer("4"))
        #expect(value["list"]?.array?.compactMap { $0["name"]?.string } == ["one", "two"])
        #expect(value["list"]?.array?.first?["sub"]?.array?.first?["deep"]?.boolean == true)
        #expect(value.table?.members.map(\.name) == ["title", "a", "list"])
    }

    static let invalid: [(String, TOMLError.Code)] = [
        ("a", .truncated), ("a =", .truncated), ("a = 1 b = 2", .malformed), ("= 1", .malformed),
        ("a = 01", .malformed),
        ("a = 1__0", .malformed), ("a = _1", .malformed), ("a = 0x", .malformed), ("a = +0x1", .malformed),
        ("a = 1.", .malformed), ("a = .5", .malformed), ("a = 1.e5", .malformed), ("a = 2023-02-29", .malformed),
        ("a = 25:00:00", .malformed), ("a = 1979-05-27T07:32", .malformed), ("a = True", .malformed),
        ("a = \"\\x41\"", .malformed), ("a = \"\\ud800\"", .malformed), ("a = \"b\nc\"", .malformed),
        ("a = 'x", .truncated), ("a = \"\"\"x", .truncated), ("a = [1", .truncated), ("a = [1 2]", .malformed),
        ("a = [,]", .malformed), ("a = {b = 1,}", .malformed), ("a = {b = 1\n}", .malformed), ("a = {", .truncated),
        ("a = 1\na = 2", .redefined), ("[a]\n[a]", .redefined), ("a = 1\n[a]", .redefined),
        ("a = 1\na.b = 2", .redefined),
        ("a = []\n[[a]]", .redefined), ("[[a]]\n[a]", .redefined), ("[a]\n[[a]]", .redefined),
        ("a = {}\n[a.b]", .redefined),
        ("a = {}\na.b = 1", .redefined), ("[a.b]\nc = 1\n[a]\nb.d = 2", .redefined),
        ("[a]\nb.c = 1\n[a.b]", .redefined),
        ("a = {b = 1, b = 2}", .redefined), ("[a", .truncated), ("[]", .malformed), ("[a]]", .malformed),
        ("[ [a]]", .malformed), ("a = 1 # \u{1}", .malformed), ("a = 1\rb = 2", .malformed), ("a..b = 1", .malformed),
        ("\"\"\"a\"\"\" = 1", .malformed), ("a = \"\u{7f}\"", .malformed), ("a = ", .truncated),
    ]

    @Test("what is no TOML 1.0 is refused", arguments: invalid)
    func refusals(_ text: String, _ code: TOMLError.Code) {
        let error = #expect(throws: TOMLError.self) { try parse(text) }
        #expect(error?.code == code)
    }

    @Test("bytes that are no UTF-8 are refused where they are")
    func encoding() {
        let bytes: [UInt8] = Array("a = \"".utf8) + [0xff, 0x22]
        #expect(throws: TOMLError(.notUTF8, at: 5)) { try TOMLValue(bytes.span) }
    }

    @Test(
        "nesting has a bound",
        arguments: [
            "a = " + String(repeating: "[", count: 100_000), "a = " + String(repeating: "{b = ", count: 100_000),
            Array(repeating: "a", count: 100_000).joined(separator: ".") + " = 1",
            "[" + Array(repeating: "a", count: 100_000).joined(separator: ".") + "]",
        ])
    func depth(_ text: String) {
        let error = #expect(throws: TOMLError.self) { try parse(text) }
        #expect(error?.code == .tooDeep)
    }

    @Test("cut and changed documents never trap")
    func mutations() throws {
        let text =
            Self.scalars.enumerated().map { "k\($0).'x' = \($1.0)\n" }.joined() + "[a.b]\n[[c.d]]\ne.f = {g = [1]}\n"
        _ = try parse(text)
        var mutations = Mutations(of: Array(text.utf8), seed: 4)
        var refused = 0
        for bytes in mutations.prefixes + mutations.flips() + mutations.splices() + mutations.noise() {
            do { _ = try TOMLValue(bytes.span) } catch { refused += 1 }
        }
        #expect(refused > 0)
    }
}
