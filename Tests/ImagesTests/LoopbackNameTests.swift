import Testing

@testable import Images

@Suite("Names of registries on this machine")
struct LoopbackNameTests {
    @Test(
        "localhost, 127.0.0.0/8 and ::1 are this machine, and nothing that looks alike",
        arguments: [
            ("localhost/a", true), ("localhost:5000/a", true), ("LOCALHOST:5000/a", true), ("127.0.0.1/a", true),
            ("127.1.2.3:80/a", true), ("[::1]:5000/a", true), ("[0:0:0:0:0:0:0:1]/a", true),
            ("registry.localhost:5000/a", true), ("debian", false), ("registry.example/a", false),
            ("127.example.org/a", false), ("127.0.0.1.example.org/a", false), ("localhost.example/a", false),
            ("128.0.0.1/a", false), ("[::2]:5000/a", false), ("[fe80::1]/a", false), ("127.0.0/a", false),
            ("10.127.0.1/a", false),
        ])
    func names(_ text: String, _ isLoopback: Bool) throws {
        #expect(try Reference(text).isLoopback == isLoopback)
    }
}
