import Inventory
import Layers
import Platform
import Testing

@testable import Catalogers

@Suite("Names of packages")
struct NamesTests {
    @Test(
        "addresses of repositories give host, owner and name",
        arguments: [
            ("https://github.com/apple/swift-nio.git", "github.com/apple/swift-nio"),
            ("http://user@GitHub.com:8080/a/b", "github.com/a/b"), ("git@github.com:a/b.git", "github.com/a/b"),
            ("ssh://git@host.example:22/team/sub/b.git/", "host.example/team/sub/b"), ("/src/here", nil),
            ("../here", nil),
            ("file:///src/here", nil), ("", nil), ("name", nil),
        ] as [(String, String?)])
    func repositories(_ text: String, _ path: String?) {
        #expect(RepositoryAddress(text)?.path == path)
    }

    @Test(
        "references of Conan give all their parts",
        arguments: [
            ("zlib/1.2.11", "zlib", "1.2.11", "", "", ""), ("a/1@u/c#r%1.5:id#p", "a", "1", "u", "c", "r"),
            ("a/[>=1 <2]@u/c", "a", "[>=1 <2]", "u", "c", ""),
            ("bzip2/1.0.8:b27e", "bzip2", "1.0.8", "", "", ""),
        ])
    func conan(_ text: String, _ name: String, _ version: String, _ user: String, _ channel: String, _ revision: String)
    {
        let found = ConanReference(text)
        #expect(found?.name == name)
        #expect(found?.version == version)
        #expect(found?.user == user)
        #expect(found?.channel == channel)
        #expect(found?.revision == revision)
    }

    @Test("what is no reference of Conan is none", arguments: ["", "name", "/1", "a/", "a b/1"])
    func noConan(_ text: String) {
        #expect(ConanReference(text) == nil)
    }

    @Test(
        "package URLs are taken apart and come out in their canonical form",
        arguments: [
            ("pkg:npm/%40scope/a@1.0.0", "npm", "@scope/a", "1.0.0", "pkg:npm/%40scope/a@1.0.0"),
            ("pkg:npm/@scope/a@1.0.0", "npm", "@scope/a", "1.0.0", "pkg:npm/%40scope/a@1.0.0"),
            ("pkg:npm/@scope/a", "npm", "@scope/a", "", "pkg:npm/%40scope/a"),
            ("PKG://Maven/org.x/y@1?type=jar", "maven", "org.x:y", "1", "pkg:maven/org.x/y@1?type=jar"),
            (
                "pkg:golang/github.com/a/b@v1#cmd/x", "golang", "github.com/a/b", "v1",
                "pkg:golang/github.com/a/b@v1#cmd/x"
            ),
            ("pkg:rpm/redhat/a@1-2?epoch=3&arch=x", "rpm", "a", "3:1-2", "pkg:rpm/redhat/a@1-2?arch=x&epoch=3"),
            ("pkg:deb/debian/a@1%3A2%2B3", "deb", "a", "1:2+3", "pkg:deb/debian/a@1:2%2B3"),
            ("pkg:pypi/a@1.0%zz", "pypi", "a", "1.0%zz", "pkg:pypi/a@1.0%25zz"),
        ])
    func urls(_ text: String, _ type: String, _ name: String, _ version: String, _ url: String) throws {
        let parts = try #require(PackageURL.Parts(text))
        #expect(parts.record.type.rawValue == type)
        #expect(parts.record.name == name)
        #expect(parts.record.version == version)
        #expect(PackageURL(parts).description == url)
    }

    @Test(
        "what is no package URL is none",
        arguments: ["", "pkg:", "pkg:npm", "pkg:npm/", "npm/a@1", "pkg:a b/c", "pkg:/a"])
    func noURLs(_ text: String) {
        #expect(PackageURL.Parts(text) == nil)
    }

    @Test(
        "folders of a Nix store are packages where they have a version",
        arguments: [
            ("glibc-2.38-44", "glibc 2.38-44 "), ("openssl-3.0.12-bin", "openssl 3.0.12 bin"), ("source", nil),
            ("python3.11-requests-2.31.0", "python3.11-requests 2.31.0 "), ("bash-5.2-p15-man", "bash 5.2-p15 man"),
            ("-1.0", nil), ("", nil),
        ] as [(String, String?)])
    func nix(_ name: String, _ expected: String?) throws {
        let path = "nix/store/0c0w4d9wcfj1g6p2yzq8s8x3m2v5k7ra-\(name)"
        let nothing: [UInt8] = []
        let record = try NixCataloger().read(LayerEntry(path: path, kind: .directory), nothing.span)?.records.first
        #expect(record.map { "\($0.name) \($0.version) \($0.attributes["output"] ?? "")" } == expected)
    }

    @Test("an image of Linux that says no version in its header has none")
    func kernel() {
        var bytes = [UInt8](repeating: 0, count: 0x400)
        #expect(KernelImage.version(bytes.span) == nil)
        bytes.replaceSubrange(0x202..<0x206, with: Array("HdrS".utf8))
        bytes[0x207] = 2
        #expect(KernelImage.version(bytes.span) == nil)
        bytes[0x20e] = 0x80
        #expect(KernelImage.version(bytes.span) == nil)
        bytes.replaceSubrange(0x280..<0x286, with: Array("6.1.0 ".utf8))
        #expect(KernelImage.version(bytes.span) == "6.1.0 ")
        bytes[0x20f] = 0xff
        #expect(KernelImage.version(bytes.span) == nil)
    }
}
