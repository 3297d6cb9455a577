import HTTP
import TestSupport
import Testing

@Suite("URLs")
struct URLTests {
    @Test(
        "an address is read and written in one form",
        arguments: [
            ("http://example.org", "http://example.org/"),
            ("HTTPS://Registry.Example:443/v2/", "https://registry.example/v2/"),
            ("http://h:80", "http://h/"), ("http://h:/", "http://h/"), ("https://h:80/", "https://h:80/"),
            ("http://127.0.0.1:5000/a?b=c&d#e", "http://127.0.0.1:5000/a?b=c&d"),
            ("http://[::1]:5000/", "http://[::1]:5000/"), ("https://[2001:DB8::1]/x", "https://[2001:db8::1]/x"),
            ("http://h?q", "http://h/?q"), ("http://h/?", "http://h/?"), ("http://h#f", "http://h/"),
            ("http://h/a%2Fb;c=d:e@f", "http://h/a%2Fb;c=d:e@f"), ("http://h/?a?b/c", "http://h/?a?b/c"),
            ("http://h/a|b[c]?d{e}\"", "http://h/a%7Cb%5Bc%5D?d%7Be%7D%22"),
            ("http://my_host.local./", "http://my_host.local./"), ("http://h//a//", "http://h//a//"),
        ])
    func forms(_ text: String, _ expected: String) throws {
        let url = try URL(text)
        #expect(url.description == expected)
        #expect(try URL(expected) == url)
    }

    @Test(
        "what is no http address is refused",
        arguments: [
            "", "example.org", "example.org:5000/x", "//example.org/", "/a", "ftp://h/", "file:///etc/passwd", "http:",
            "http:/h", "http://", "http:///a", "http://:80/", "http://h:0/", "http://h:65536/", "http://h:8a/",
            "http://h:-1/", "http://h:80:80/", "http://user@h/", "http://user:secret@h/", "http://@h/", "http://[::1/",
            "http://[::1]x/", "http://[127.0.0.1]/", "http://[fe80::1%25eth0]/", "http://[]/", "http://::1/",
            "http://a b/", "http://h/a b", "http://h/\r\nX: y", "http://h/\u{0}", "http://ünïcode/", "http://h/ü",
            "http://h/%", "http://h/%2", "http://h/%zz", "http://h/?%g0", "http://h%2Fx/", "http://h\\x/", "http://./",
            "http://h^/", " http://h/", "http://h/ ", "1http://h/",
        ])
    func refusals(_ text: String) {
        #expect(throws: HTTPError.self) { try URL(text) }
    }

    @Test("a password never reaches a message")
    func secrets() throws {
        let error = #expect(throws: HTTPError.self) { try URL("https://user:secret@h/") }
        #expect(error?.description.contains("secret") == false)
        let proxy = #expect(throws: HTTPError.self) { try Proxy("socks5://user:secret@h:1") }
        #expect(proxy?.description.contains("secret") == false)
    }

    /// The examples of RFC 3986 §5.4, with http for their scheme `g`.
    @Test(
        "a reference is resolved as RFC 3986 resolves it",
        arguments: [
            ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"),
            ("//g", "http://g/"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"),
            ("#s", "http://a/b/c/d;p?q"),
            ("g#s", "http://a/b/c/g"), (";x", "http://a/b/c/;x"), ("g;x?y#s", "http://a/b/c/g;x?y"),
            ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"), ("./", "http://a/b/c/"), ("..", "http://a/b/"),
            ("../", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"), ("../../", "http://a/"),
            ("../../g", "http://a/g"), ("../../../g", "http://a/g"), ("../../../../g", "http://a/g"),
            ("/./g", "http://a/g"), ("/../g", "http://a/g"), ("g.", "http://a/b/c/g."), (".g", "http://a/b/c/.g"),
            ("g..", "http://a/b/c/g.."), ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"),
            ("./g/.", "http://a/b/c/g/"), ("g/./h", "http://a/b/c/g/h"), ("g/../h", "http://a/b/c/h"),
            ("g;x=1/./y", "http://a/b/c/g;x=1/y"), ("g;x=1/../y", "http://a/b/c/y"),
            ("g?y/./x", "http://a/b/c/g?y/./x"),
            ("https://x/../y", "https://x/y"), ("HTTP://Other:81", "http://other:81/"),
        ])
    func resolution(_ reference: String, _ expected: String) throws {
        #expect(try URL("http://a/b/c/d;p?q").resolving(reference).description == expected)
    }

    @Test(
        "a reference to elsewhere than http is refused",
        arguments: ["mailto:a", "ftp://h/", "//u:p@h/", "http:g", "a\r\nb"])
    func badReferences(_ reference: String) throws {
        let base = try URL("http://a/b")
        #expect(throws: HTTPError.self) { try base.resolving(reference) }
    }

    @Test("segments and query items are encoded")
    func building() throws {
        let url = try URL("https://h:5000").appending(segments: ["v2", "library/nginx", "sha256:ab", "..", "ü %"])
        #expect(url.description == "https://h:5000/v2/library%2Fnginx/sha256:ab/%2E%2E/%C3%BC%20%25")
        let query = url.appending(queryItem: "scope", "repository:a/b:pull,push").appending(queryItem: "a&b", "c+d=e#f")
        #expect(query.query == "scope=repository:a/b:pull,push&a%26b=c%2Bd%3De%23f")
        #expect(try URL(query.description) == query)
    }

    @Test("random text never crashes")
    func randomText() {
        for seed in 1...500 as ClosedRange<UInt64> {
            let text = String(decoding: noise(40, seed: seed).map { $0 & 0x7F }, as: UTF8.self)
            _ = try? URL("http://\(text)")
            _ = try? URL("http://h/a").resolving(text)
            _ = try? Proxy(text)
        }
    }
}
