import Inventory
import Testing

@testable import Catalogers

@Suite("Source repositories")
struct SourceRepositoryTests {
    @Test(
        "addresses have the form of SPDX's download locations",
        arguments: [
            ("git+ssh://git@host/a.git", "git+ssh://git@host/a.git"), ("https://host/a.git", "git+https://host/a.git"),
            ("git://host/a", "git+git://host/a"), ("git@host:a/b.git", "git+ssh://git@host/a/b.git"),
            ("github:a/b", "git+https://github.com/a/b"), ("gitlab:a/b", "git+https://gitlab.com/a/b"),
            ("bitbucket:a/b", "git+https://bitbucket.org/a/b"), ("a/b", "git+https://github.com/a/b"),
        ])
    func addresses(_ text: String, _ address: String) { #expect(SourceRepository.address(text) == address) }

    @Test("without a commit there is nothing to say")
    func commits() {
        var record = PackageRecord(type: .npm, name: "a", version: "1")
        record.attributes = ["url": "https://host/a.git"]
        #expect(SourceRepository.qualifier(of: record).value.isEmpty)
        record.attributes["commit"] = "abc"
        #expect(SourceRepository.qualifier(of: record).value == "git+https://host/a.git@abc")
    }
}
