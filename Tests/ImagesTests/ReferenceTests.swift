import Images
import TestSupport
import Testing

@Suite("References")
struct ReferenceTests {
    private static let hex = String(repeating: "0123456789abcdef", count: 4)
    private static var digest: String { "sha256:\(hex)" }

    @Test(
        "a reference is read by the distribution grammar",
        arguments: [
            ("debian", "docker.io", "library/debian", "latest"),
            ("debian:12", "docker.io", "library/debian", "12"),
            ("team/app", "docker.io", "team/app", "latest"),
            ("docker.io/debian", "docker.io", "library/debian", "latest"),
            ("index.docker.io/debian", "docker.io", "library/debian", "latest"),
            ("docker.io/library/debian", "docker.io", "library/debian", "latest"),
            ("localhost/app", "localhost", "app", "latest"),
            ("localhost:5000/app:1", "localhost:5000", "app", "1"),
            ("registry.example/app", "registry.example", "app", "latest"),
            ("registry.example:5000/a/b/c:v1.2-rc_3", "registry.example:5000", "a/b/c", "v1.2-rc_3"),
            ("Registry/app", "Registry", "app", "latest"),
            ("127.0.0.1:5000/app", "127.0.0.1:5000", "app", "latest"),
            ("[::1]:5000/app:x", "[::1]:5000", "app", "x"),
            ("[2001:db8::1]/app", "[2001:db8::1]", "app", "latest"),
            ("a.b/c__d.e_f--g/0", "a.b", "c__d.e_f--g/0", "latest"),
            ("app:_", "docker.io", "library/app", "_"),
            ("xn--bcher-kva.example/app", "xn--bcher-kva.example", "app", "latest"),
        ])
    func grammar(_ text: String, domain: String, repository: String, tag: String) throws {
        let reference = try Reference(text)
        #expect(reference.domain == domain)
        #expect(reference.repository == repository)
        #expect(reference.tag == tag)
        #expect(reference.digest == nil)
        #expect(reference.selector == tag)
        #expect(try Reference(reference.description) == reference)
    }

    @Test("a digest comes before a tag, and without either there is no tag beside it")
    func digests() throws {
        let both = try Reference("registry.example/app:1@\(Self.digest)")
        #expect(both.tag == "1")
        #expect(both.selector == Self.digest)
        let alone = try Reference("app@\(Self.digest)")
        #expect(alone.tag == nil)
        #expect(alone.description == "docker.io/library/app@\(Self.digest)")
        #expect(try Reference("app@sha512:\(Self.hex)\(Self.hex)").selector.hasPrefix("sha512:"))
        #expect(try Reference("debian").endpoint == "registry-1.docker.io")
        #expect(try Reference("registry.example:1/a").endpoint == "registry.example:1")
    }

    @Test(
        "what is no reference is refused",
        arguments: [
            "", ":", "@", "/", "app:", "app@", ":1", "App", "team/App", "app/", "/app", "a//b", "a..b", "a___b", "-a",
            "a-",
            "_a", "a.", "app:-1", "app:.1", "app: 1", "app:a/b", "app:\u{e4}", "a b", "app\n", "app\u{0}",
            "h\u{e4}us.de/a",
            "registry.example:/app", "registry.example:0/app", "registry.example:65536/app", "registry.example:x/app",
            "registry.example:99999999999999999999/app", "-registry.example/app", "registry..example/app", ".a/b",
            "[::1/app",
            "[]/app", "[::1]x/app", "[zz]/app", "https://registry.example/app", "user@registry.example/app",
            "app@sha256:abc", "app@md5:d41d8cd98f00b204e9800998ecf8427e",
            "app@sha256:\(String(repeating: "A", count: 64))",
            "app@sha256:\(String(repeating: "0", count: 63))g", "app@\(digest)@\(digest)", hex, "../etc", "a/../b",
            "./a",
            "a.b/%2e%2e/c", "a.b/", "app:\(String(repeating: "1", count: 129))",
            String(repeating: "a", count: 300), "a.b/\(String(repeating: "a/", count: 200))a", "registry.example/App:x",
        ])
    func refused(_ text: String) {
        let error = #expect(throws: ImageError.self) { try Reference(text) }
        #expect(error?.code == .invalidReference)
    }

    @Test("no prefix and no changed byte of a reference brings the parser down")
    func hostile() {
        let text = "registry.example:5000/team/app-x__y:v1.2@\(Self.digest)"
        let bytes = Array(text.utf8)
        for count in 0...bytes.count { _ = try? Reference(String(decoding: bytes[..<count], as: UTF8.self)) }
        for index in bytes.indices {
            for byte: UInt8 in [0, 10, 32, 47, 58, 64, 91, 127, 128, 255] {
                var changed = bytes
                changed[index] = byte
                _ = try? Reference(String(decoding: changed, as: UTF8.self))
            }
        }
        for seed in 0..<200 { _ = try? Reference(String(decoding: noise(40, seed: UInt64(seed)), as: UTF8.self)) }
    }
}
