import Bytes
import Inventory
import Testing

@testable import Catalogers

@Suite("PHP")
struct PHPTests {
    @Test(
        "serialised values are read",
        arguments: [
            ("N;", .null), ("b:1;", .number("1")), ("i:-4;", .number("-4")), ("d:0.5;", .number("0.5")),
            ("s:3:\"a\";\";", .text("a\";")), ("a:0:{}", .array([])), ("R:2;", .null),
            (
                "a:2:{i:0;s:1:\"a\";s:1:\"k\";N;}",
                .array([.init(key: "0", value: .text("a")), .init(key: "k", value: .null)])
            ),
            ("O:1:\"C\":1:{s:1:\"x\";i:1;}", .array([.init(key: "x", value: .number("1"))])),
        ] as [(String, PHPValue)])
    func values(_ text: String, _ value: PHPValue) throws { #expect(try PHPValue(text.utf8.span) == value) }

    @Test(
        "what is cut or lies is refused",
        arguments: [
            "", "N", "s:9:\"a\";", "s:-1:\"\";", "s:99999999999999999999:\"\";", "a:1:{", "a:1:{N;N;}", "x:1;",
            "a:1:{a:0:{}i:1;}", "i:",
        ])
    func refused(_ text: String) { #expect(throws: ByteError.self) { try PHPValue(text.utf8.span) } }

    @Test(
        "comments are no code, and texts are no comments",
        arguments: [
            ("/* $a = 1; */$b;", " $b;"), ("// $a\n$b;", "\n$b;"), ("# a\n$b;", "\n$b;"), ("#[A]\n", "#[A]\n"),
            ("'// a' . \"/*\"", "'// a' . \"/*\""), (#"'\'//'"#, #"'\'//'"#), ("/* open", " "), ("'open", "'open"),
            ("", ""),
        ])
    func comments(_ text: String, _ code: String) {
        #expect(String(decoding: PHPCode.withoutComments(text.utf8.span), as: UTF8.self) == code)
    }

    @Test("deep arrays are refused, not followed")
    func depth() {
        let text = String(repeating: "a:1:{i:0;", count: 100_000)
        #expect(throws: ByteError.self) { try PHPValue(text.utf8.span) }
    }

    @Test("a package URL of Composer's is in lower case, its namespace the vendor")
    func urls() {
        let record = PackageRecord(type: .composer, name: "Laravel/Laravel", version: "v5.5.0")
        #expect(ComposerPackages.url(of: record).description == "pkg:composer/laravel/laravel@v5.5.0")
    }
}
