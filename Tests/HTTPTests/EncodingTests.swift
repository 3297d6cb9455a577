import HTTP
import Testing

@Suite("Small encodings")
struct EncodingTests {
    @Test(
        "base64 as RFC 4648 §10 has it",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func base64Text(_ text: String, _ expected: String) {
        #expect(base64(text.utf8) == expected)
    }

    @Test("Basic credentials as RFC 7617 has them")
    func basic() {
        #expect(basicAuthorization(user: "Aladdin", password: "open sesame") == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
    }
}
