import TestSupport
import Testing

@testable import Images

@Suite("What registries say when they refuse")
struct RegistryFailureTests {
    private static func reasons(_ bytes: some Sequence<UInt8>) -> String {
        let bytes = Array(bytes)
        return RegistryFailure.reasons(bytes.span)
    }

    @Test(
        "reasons are found in each of their forms",
        arguments: [
            (#"{"errors":[{"code":"DENIED","message":"no"}]}"#, "DENIED: no"),
            (#"{"errors":[{"code":"A"},{"message":"b"},{}]}"#, "A; b"),
            (#"{"errors":[{"code":"1"},{"code":"2"},{"code":"3"},{"code":"4"}]}"#, "1; 2; 3"),
            (#"{"error":"invalid_grant","error_description":"x"}"#, "invalid_grant"),
            (#"{"details":"incorrect password"}"#, "incorrect password"),
            (#"{"errors":[],"message":"m"}"#, "m"),
            (#"{"errors":[{"code":"A","message":"x\n\u001b[2Jy"}]}"#, "A: x  [2Jy"),
            (#"{"errors":"no list"}"#, ""), (#"{"errors":[7,null]}"#, ""), ("<html>", ""), ("", ""),
        ])
    func forms(_ body: String, _ expected: String) {
        #expect(Self.reasons(body.utf8) == expected)
    }

    @Test("long texts are clipped, and nothing of them steers a terminal")
    func clipping() {
        #expect(clipped(String(repeating: "x", count: 300)).count == 201)
        #expect(clipped("a\u{1b}]0;b\u{7}c\r\nd\u{9b}31m\u{202e}e\u{2028}") == "a ]0;b c  d 31m\u{fffd}e")
        #expect(clipped("") == "")
    }

    @Test("no prefix and no random bytes bring the readers down")
    func hostile() {
        let error = Array(#"{"errors":[{"code":"DENIED","message":"no"}],"message":"x"}"#.utf8)
        let token = Array(#"{"token":"abc","access_token":"def","expires_in":300}"#.utf8)
        for count in error.indices { #expect(Self.reasons(error[..<count]) == "") }
        for count in token.indices {
            let prefix = Array(token[..<count])
            #expect(throws: ImageError.self) { try AccessToken(prefix.span) }
        }
        for seed in 0..<100 {
            let random = noise(60, seed: UInt64(seed))
            _ = Self.reasons(random)
            _ = try? AccessToken(random.span)
        }
    }

    @Test(
        "a token's lifetime is kept within reason",
        arguments: [
            ("", 60), (#","expires_in":300"#, 300), (#","expires_in":0"#, 1), (#","expires_in":-5"#, 1),
            (#","expires_in":99999999999999999999"#, 60), (#","expires_in":9223372036854775807"#, 86_400),
            (#","expires_in":"300""#, 60),
        ])
    func lifetimes(_ member: String, _ seconds: Int) throws {
        let bytes = Array(#"{"access_token":"abc"\#(member)}"#.utf8)
        #expect(try AccessToken(bytes.span) == AccessToken(text: "abc", lifetime: .seconds(seconds)))
    }
}
