import Bytes
import Testing

@testable import Catalogers

@Suite("Terms of Erlang and Elixir")
struct BEAMTermTests {
    static let erlang: [(String, BEAMTerm)] = [
        ("abc.", .atom("abc")), ("'A b'.", .atom("A b")), ("\"a\\\"b\".", .text("a\"b")), ("<<\"a\">>.", .text("a")),
        ("<<1,2>>.", .text("")), ("-1.5.", .text("-1.5")), ("{}.", .tuple([])),
        ("[a|b].", .list([.atom("a"), .atom("b")])), ("% c\n{a, % c\n 1}.", .tuple([.atom("a"), .text("1")])),
        ("#{a => 1}.", .list([.tuple([.atom("a"), .text("1")])])),
    ]

    static let elixir: [(String, BEAMTerm)] = [
        (":abc", .atom("abc")), (":\"a b\"", .atom("a b")), ("# c\n%{}", .list([])),
        ("%{\"a\": 1}", .list([.tuple([.text("a"), .text("1")])])),
        (
            "[only: :dev, b: [c: 1]]",
            .list([
                .tuple([.atom("only"), .atom("dev")]),
                .tuple([.atom("b"), .list([.tuple([.atom("c"), .text("1")])])]),
            ])
        ),
        ("{:ok, Some.Module, ~s}", .tuple([.atom("ok"), .atom("Some.Module"), .atom("s")])),
    ]

    @Test("Erlang's are read as they are written", arguments: erlang)
    func erlangTerms(_ text: String, _ term: BEAMTerm) throws {
        #expect(try BEAMTerm.terms(in: text.utf8.span, .erlang) == [term])
    }

    @Test("Elixir's are read as they are written", arguments: elixir)
    func elixirTerms(_ text: String, _ term: BEAMTerm) throws {
        #expect(try BEAMTerm.terms(in: text.utf8.span, .elixir) == [term])
    }

    @Test(
        "what is cut or is no term is refused", arguments: ["{a", "[", "\"a", "<<\"a\"", "}", "<a", "{a,", "#x", "'a"])
    func refused(_ text: String) {
        #expect(throws: ByteError.self) { try BEAMTerm.terms(in: text.utf8.span, .erlang) }
        #expect(throws: ByteError.self) { try BEAMTerm.terms(in: "%{".utf8.span, .elixir) }
    }

    @Test("deep terms are refused, not followed", arguments: ["{", "[", "~", "a: ", "%{a => "])
    func depth(_ opener: String) {
        let text = String(repeating: opener, count: 100_000)
        #expect(throws: ByteError.self) { try BEAMTerm.terms(in: text.utf8.span, .elixir) }
    }
}
