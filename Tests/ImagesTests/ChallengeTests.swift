import TestSupport
import Testing

@testable import Images

@Suite("Challenges of WWW-Authenticate")
struct ChallengeTests {
    private static func read(_ text: String) -> String {
        do {
            return try Challenge.all(in: text).map { challenge in
                let parameters = challenge.parameters.sorted { $0.key < $1.key }.map { "\($0.key)=<\($0.value)>" }
                return ([challenge.scheme] + parameters).joined(separator: " ")
            }.joined(separator: "; ")
        } catch {
            return "\(error.code)"
        }
    }

    @Test(
        "challenges are read by RFC 9110",
        arguments: [
            ("", ""),
            ("Basic", "basic"),
            ("Basic realm=\"x\"", "basic realm=<x>"),
            ("  basic  REALM = x ", "basic realm=<x>"),
            (
                "Bearer realm=\"https://auth.example/token\",service=\"registry.example\",scope=\"repository:a/b:pull,push\"",
                "bearer realm=<https://auth.example/token> scope=<repository:a/b:pull,push> service=<registry.example>"
            ),
            ("Bearer realm=\"a \\\"b\\\" \\\\ c\"", "bearer realm=<a \"b\" \\ c>"),
            ("Bearer a=1, b=2, Basic realm=\"x, y\"", "bearer a=<1> b=<2>; basic realm=<x, y>"),
            ("Basic realm=\"x\", Bearer realm=\"y\",scope=z", "basic realm=<x>; bearer realm=<y> scope=<z>"),
            ("Negotiate, Basic realm=x", "negotiate; basic realm=<x>"),
            ("Negotiate YWJj/+==, Bearer a=b", "negotiate; bearer a=<b>"),
            ("NTLM abc=", "ntlm"),
            ("Bearer a=1,, b=2,", "bearer a=<1> b=<2>"),
            (", Basic", "basic"),
            ("Bearer a=\"\"", "bearer a=<>"),
            ("Bearer a=\"\u{e9}\"", "bearer a=<\u{e9}>"),
        ])
    func challenges(_ text: String, _ expected: String) {
        #expect(Self.read(text) == expected)
    }

    @Test(
        "what is no challenge is refused",
        arguments: [
            ",", "=", "\"x\"", "Bearer realm=\"x", "Bearer realm=\"x\\", "Bearer realm=\"x\\\"",
            "Bearer a=\"b\"c",
            "Bearer a=b c=d", "Bearer a=1,a=2", "Bearer a=1,A=2", "Bearer a==b", "Bearer =b", "Bearer a=\"\u{1}\"",
            "Bearer a=b\u{0}", "Basic Bearer realm=x", "Bearer a=b;c=d", "B\u{e9}arer",
            String(repeating: "Basic,", count: 17) + "x",
            "Bearer " + (0..<33).map { "p\($0)=1" }.joined(separator: ","),
        ])
    func refused(_ text: String) {
        #expect(Self.read(text) == "malformed")
    }

    @Test("no prefix and no random bytes bring the parser down")
    func hostile() {
        let text = "Basic realm=\"a\\\"b\", Bearer realm=\"https://x/token\",service=s, Negotiate YQ==, Digest a=b"
        let bytes = Array(text.utf8)
        for count in 0...bytes.count { _ = Self.read(String(decoding: bytes[..<count], as: UTF8.self)) }
        for seed in 0..<500 {
            let alphabet = Array("Ba =\",\\\t~/\u{0}".utf8)
            let random = noise(60, seed: UInt64(seed)).map { alphabet[Int($0) % alphabet.count] }
            _ = Self.read(String(decoding: random, as: UTF8.self))
        }
        _ = Self.read("Bearer a=\"" + String(repeating: "\\", count: 100_000))
        _ = Self.read(String(repeating: "a ", count: 100_000))
    }
}
