import Testing

@testable import Bills

@Suite("Texts that validators are strict about")
struct CheckedTextTests {
    @Test(
        "addresses of the web",
        arguments: [
            ("https://www.gnu.org/software/libc/", true), ("http://a-b.example.org:80/x?y=%20", true),
            ("https://x", false),
            ("ftp://a.org", false), ("https://a..org", false), ("https://a--b.org/", false),
            ("https://a.org/ b", false),
            ("https://a_b.org", false), ("https://a.1", false), ("https://a.org/%zz", false), ("https://-a.org", false),
        ])
    func addresses(text: String, isTaken: Bool) { #expect((WebAddress.checked(text) != nil) == isTaken) }

    @Test(
        "names of the platform enumeration",
        arguments: [
            ("cpe:2.3:a:example:lib:1.0:*:*:*:*:*:*:*", true), ("cpe:/o:redhat:enterprise_linux:9::baseos", true),
            ("cpe:2.3:a:b:c", false), ("cpe:2.3:o:x:y\\:z:1:*:*:*:*:*:*:*", true), ("cpe:/a:b c", false), ("", false),
            ("cpe:2.3:a:x:y\\+z:1\\.0:*:*:*:*:*:*:*", false), ("cpe:/o:amazon:amazon_linux:2", true),
        ])
    func cpes(text: String, isTaken: Bool) { #expect((CPE(text) != nil) == isTaken) }

    @Test("lines have no control characters and no white space at their ends")
    func lines() {
        #expect(PropertyText.line(" a\tb\n") == "a b")
        #expect(PropertyText.line("a\u{0}b") == "a\u{fffd}b")
        #expect(PropertyText.line("   ").isEmpty)
        #expect(PropertyText.line("ü \u{1f6a2}") == "ü \u{1f6a2}")
    }

    @Test(
        "texts of properties are themselves again",
        arguments: ["", "a", " a", "\"", "\"a\"", "a\nb", "\u{0}", "[1]", "ü"])
    func properties(text: String) { #expect(PropertyText.plain(PropertyText.text(text)) == text) }
}
