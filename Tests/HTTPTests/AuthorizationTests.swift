import HTTP
import Testing

@Suite("Credentials")
struct AuthorizationTests {
    @Test(
        "a user and a password become base64 of any length",
        arguments: [
            ("", "", "Og=="), ("a", "", "YTo="), ("", "ab", "OmFi"), ("a", "b", "YTpi"), ("f", "oo", "Zjpvbw=="),
            ("Aladdin", "open sesame", "QWxhZGRpbjpvcGVuIHNlc2FtZQ=="), ("~~", "???", "fn46Pz8/"),
            ("ü", ">", "w7w6Pg=="),
        ])
    func basic(_ user: String, _ password: String, _ expected: String) {
        #expect(Authorization.basic(user: user, password: password) == "Basic \(expected)")
    }
}
