import Testing

@testable import Inventory

@Suite("Addresses that are shown")
struct WebAddressTests {
    @Test(
        "have no user information and no tokens",
        arguments: [
            ("https://user:word@git.example/a.git", "https://git.example/a.git"),
            ("git+https://made-up@git.example/a.git#0123", "git+https://git.example/a.git#0123"),
            ("https://git.example/a?private_token=x&ref=1#b", "https://git.example/a?ref=1#b"),
            ("https://git.example/a?access_token=x", "https://git.example/a"),
            ("ssh://git:word@git.example/a", "ssh://git.example/a"),
            ("git+ssh://git@git.example/a@0123", "git+ssh://git@git.example/a@0123"),
            ("a@b", "a@b"), ("", ""),
            ("https://a@b@c.example", "https://c.example"), ("://@", "://"),
        ])
    func shown(_ text: String, _ expected: String) {
        #expect(WebAddress.withoutCredentials(text) == expected)
    }

    @Test("stand so in package URLs and in what packages say")
    func packages() {
        let address = "git+https://made-up@git.example/a.git@0123"
        let purl = PackageURL(type: .npm, name: "a", version: "1", qualifiers: [("vcs_url", address)])
        #expect(!purl.description.contains("made-up"))
        var record = PackageRecord(type: .npm, name: "a", version: "1")
        record.attributes = ["author": "A <a@b.example>", "url": address]
        let package = Package(record, purl: purl, layer: 0, locations: [], cataloger: "node")
        #expect(package.attributes["url"] == "git+https://git.example/a.git@0123")
        #expect(package.attributes["author"] == "A <a@b.example>")
    }
}
