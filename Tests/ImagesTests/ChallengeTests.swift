import TestSupport
import Testing

@testable import Images

@Suite("Challenges of WWW-Authenticate")
struct ChallengeTests {
    private static func read(_ text: String) -> (challenges: String, hasFault: Bool) {
        let (challenges, fault) = Challenge.all(in: text)
        let words = challenges.map { challenge in
            let parameters = challenge.parameters.sorted { $0.key < $1.key }.map { "\($0.key)=<\($0.value)>" }
            return ([challenge.scheme] + parameters).joined(separator: " ")
        }
        return (words.joined(separator: "; "), fault != nil)
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
            ("NTLM abc=", "ntlm"), ("Basic realm=", "basic"),
            ("Bearer a=1,, b=2,", "bearer a=<1> b=<2>"),
            (", Basic", "basic"),
            ("Bearer a=\"\"", "bearer a=<>"),
            ("Bearer a=\"\u{e9}\"", "bearer a=<\u{e9}>"),
        ])
    func challenges(_ text: String, _ expected: String) {
        let found = Self.read(text)
        #expect(found.challenges == expected)
        #expect(!found.hasFault)
    }

    @Test(
        "a fault ends its challenge only, and what was read before it counts",
        arguments: [
            ("Basic realm=/\"", "basic realm=</\">"), ("Basic realm=Our Registry", "basic realm=<Our>"),
            ("Basic realm=\"x\" charset=\"UTF-8\"", "basic charset=<UTF-8> realm=<x>"),
            ("Basic realm=\"x", "basic"), ("Basic realm=\"x\\", "basic"), ("Basic realm='x y'", "basic realm=<'x>"),
            ("Basic =x", "basic"), ("Basic; realm=x", "basic"),
            ("Basic realm=\"x\"; charset=\"UTF-8\"", "basic realm=<x>"),
            ("Basic realm=Our Registry, Bearer realm=\"https://a/t\"", "basic realm=<Our>; bearer realm=<https://a/t>"),
            ("Basic realm=Our Bearer realm, Negotiate", "basic realm=<Our>; negotiate"),
            (
                "Bearer realm=https://auth.example/token,service=a:b",
                "bearer realm=<https://auth.example/token> service=<a:b>"
            ),
            (
                "Bearer realm=\"https://a/t\" service=\"s\" scope=\"x\"",
                "bearer realm=<https://a/t> scope=<x> service=<s>"
            ),
            ("Bearer a=1,a=2", "bearer a=<1>"), ("Bearer a=1,A=2, Basic", "bearer a=<1>; basic"),
            ("Bearer a==b", "bearer a=<=b>"), ("Bearer a=b;c=d", "bearer a=<b;c=d>"),
            ("Bearer a=b\u{0}", "bearer a=<b>"),
            ("Bearer a=\"\u{1}\"", "bearer"), ("B\u{e9}arer", "b"), ("=", ""), ("\"x\"", ""), ("=x, Basic", "basic"),
        ])
    func faults(_ text: String, _ expected: String) {
        let found = Self.read(text)
        #expect(found.challenges == expected)
        #expect(found.hasFault)
    }

    @Test("too many challenges and parameters are cut off")
    func limits() {
        let many = Challenge.all(in: String(repeating: "Basic,", count: 40) + "x")
        #expect(many.challenges.count == 16)
        #expect(many.fault != nil)
        let wide = Challenge.all(in: "Bearer " + (0..<64).map { "p\($0)=1" }.joined(separator: ","))
        #expect(wide.challenges.first?.parameters.count == 32)
        #expect(wide.fault != nil)
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
