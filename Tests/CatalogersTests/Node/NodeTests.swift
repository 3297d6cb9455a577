import Bytes
import Inventory
import JSON
import Layers
import TestSupport
import Testing
import YAML

@testable import Catalogers

@Suite("Node")
struct NodeTests {
    static let specifiers: [(String, String, String, String, String)] = [
        ("a@1.2.3", "a", "1.2.3", "", ""), ("@s/a@v1.2.3", "@s/a", "1.2.3", "", ""),
        ("a@npm:1.2.3", "a", "1.2.3", "", ""), ("a@npm:b@1.2.3", "b", "1.2.3", "", ""),
        ("a@npm:@s/b@1.2.3", "@s/b", "1.2.3", "", ""),
        ("a@git+ssh://git@host/b.git#abc", "a", "", "git+ssh://git@host/b.git", "abc"),
        ("a@https://host/b.git#commit=abc&x=1", "a", "", "https://host/b.git", "abc"),
        ("a@user/repo#abc", "a", "", "user/repo", "abc"),
        ("a@github:user/repo#abc", "a", "", "github:user/repo", "abc"),
        ("a@https://host/b-1.tgz#digest", "a", "", "https://host/b-1.tgz", ""),
        ("a@file:../b", "a", "", "file:../b", ""),
        ("t@patch:t@npm%3A5.0.4#~builtin<x>::hash=1", "t", "5.0.4", "", ""),
        ("a@virtual:0123#npm:1.0.0", "a", "1.0.0", "", ""), ("a@npm:npm:npm:npm:1", "a", "npm:npm:npm:1", "", ""),
    ]

    @Test("what stands for a version tells where a package comes from", arguments: specifiers)
    func origins(_ specifier: String, _ name: String, _ version: String, _ url: String, _ commit: String) throws {
        let origin = try #require(NpmOrigin(specifier))
        #expect(origin.name == name)
        #expect(origin.version == version)
        #expect(origin.url == url)
        #expect(origin.commit == commit)
        #expect(!origin.isLocal)
    }

    @Test("the project's own packages are local", arguments: ["a@workspace:.", "a@link:x", "a@portal:../x", "a@root:"])
    func local(_ specifier: String) { #expect(NpmOrigin(specifier)?.isLocal == true) }

    @Test("a name without what it stands for is no origin", arguments: ["", "a", "@s/a", "@"])
    func nameless(_ specifier: String) { #expect(NpmOrigin(specifier) == nil) }

    @Test(
        "package URLs have the scope as namespace, in lower case",
        arguments: [
            ("lodash", "4.17.21", "pkg:npm/lodash@4.17.21"),
            ("@angular/animation", "12.3.1", "pkg:npm/%40angular/animation@12.3.1"),
            ("JSONStream", "1.3.5", "pkg:npm/jsonstream@1.3.5"), ("@odd", "", "pkg:npm/%40odd"),
        ])
    func urls(_ name: String, _ version: String, _ url: String) {
        #expect(NpmName.url(of: PackageRecord(type: .npm, name: name, version: version)).description == url)
    }

    @Test(
        "a version needs no sign in front",
        arguments: [
            ("1.2.3", "1.2.3"), ("v1.2.3", "1.2.3"), (" = 1.2.3 ", "1.2.3"), ("", ""), ("  ", ""), ("vnext", "vnext"),
        ])
    func versions(_ text: String, _ version: String) { #expect(NpmName.version(text) == version) }

    @Test(
        "a path tells which package a manifest is in",
        arguments: [
            ("srv/package.json", nil, false, nil), ("node_modules/a/package.json", "node_modules/a", false, ""),
            ("srv/node_modules/@s/a/package.json", "srv/node_modules/@s/a", false, "srv"),
            ("srv/node_modules/a/lib/package.json", "srv/node_modules/a", true, "srv"),
            ("srv/node_modules/a/node_modules/b/package.json", "srv/node_modules/a/node_modules/b", false, "srv"),
            (
                "srv/node_modules/.pnpm/a@1/node_modules/a/package.json", "srv/node_modules/.pnpm/a@1/node_modules/a",
                false, "srv"
            ),
            ("srv/node_modules/.package-lock.json", nil, false, "srv"), ("", nil, false, nil),
        ] as [(String, String?, Bool, String?)])
    func paths(_ path: String, _ package: String?, _ isPart: Bool, _ project: String?) {
        let found = NodePath(path)
        #expect(found.package.map(String.init) == package)
        #expect(found.isPart == isPart)
        #expect(found.project.map(String.init) == project)
    }

    @Test(
        "licences are read in all their forms",
        arguments: [
            (#"{"license": "MIT"}"#, ["MIT"]), (#"{"license": {"type": "MIT", "url": "x"}}"#, ["MIT"]),
            (#"{"licenses": [{"type": "MIT"}, {"type": "ISC"}]}"#, ["MIT", "ISC"]),
            (#"{"licenses": ["MIT", "ISC", "MIT"]}"#, ["MIT", "ISC"]), (#"{"licenses": {"type": "MIT"}}"#, ["MIT"]),
            (#"{"license": ["MIT"], "licenses": "ISC"}"#, ["MIT", "ISC"]), (#"{"license": {"url": "x"}}"#, ["x"]),
            (#"{"license": null}"#, []), (#"{"license": 7}"#, []), (#"{"license": ""}"#, []), ("[]", []),
        ])
    func licences(_ text: String, _ licences: [String]) throws {
        #expect(try PackageManifest(text.utf8.span).licences == licences)
    }

    @Test("comments and commas that nothing follows are taken out of bun's lock")
    func strict() {
        let text = #"{"a,}": [1, 2,], // c"# + "\n" + #""b\"//": {}, }"#
        let plain = BunLock.strict(text.utf8.span)
        #expect(plain.count == text.utf8.count)
        #expect((try? JSONValue(plain.span))?["b\"//"] == .object([]))
    }

    @Test("a private part of a package is that package's; a bundled one is its own, and says who brought it")
    func vendors() throws {
        func manifest(_ path: String, _ text: String) throws -> LayeredEvidence.Piece? {
            let entry = LayerEntry(path: "\(path)/package.json", size: text.utf8.count)
            let evidence = try NodeCataloger().read(entry, text.utf8.span)
            return evidence.map { LayeredEvidence.Piece(layer: 0, isVisible: true, evidence: $0) }
        }
        let pieces = try [
            manifest("node_modules/a", #"{"name": "a", "version": "1", "bundleDependencies": ["b"]}"#),
            manifest("node_modules/a/hooks", #"{"name": "a-hooks", "version": "0", "private": true}"#),
            manifest("node_modules/a/node_modules/b", #"{"name": "b", "version": "2"}"#),
            manifest("node_modules/c/node_modules/b", #"{"name": "b", "version": "3"}"#),
        ].compactMap { $0 }
        let packages = NodeCataloger().packages(in: LayeredEvidence(pieces), of: nil)
        #expect(packages.map(\.name) == ["a-hooks", "a", "b", "b"])
        #expect(packages.map { $0.owner?.description } == ["pkg:npm/a@1", nil, nil, nil])
        #expect(packages.map { $0.attributes["vendoredBy"] } == ["pkg:npm/a@1", nil, "pkg:npm/a@1", nil])
    }
}
