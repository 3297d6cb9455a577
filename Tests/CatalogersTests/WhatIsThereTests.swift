import Inventory
import Layers
import Testing

@testable import Catalogers

@Suite("Lists and manifests tell which packages are there")
struct WhatIsThereTests {
    /// What a cataloger finds in one file: `NAME VERSION`, with `!` where it is not installed.
    private static func found(_ path: String, _ text: String, by cataloger: any Cataloger) -> [String] {
        let bytes = Array(text.utf8)
        let run = CatalogerRun([[CaseFile(entry: LayerEntry(path: path, size: bytes.count), bytes: bytes)]])
        return run.packages(of: cataloger).map { "\($0.name) \($0.version)\($0.isLeftOut ? "!" : "")" }
    }

    @Test(
        "in go.mod, where replacements take the place of what is required",
        arguments: [
            ("replace a.example/b => ./b", ["a.example/b (devel)"]),
            ("replace a.example/b v1.0.0 => c.example/d v1.1.0", ["c.example/d v1.1.0"]),
            ("replace a.example/b v0.9.0 => c.example/d v1.1.0", ["a.example/b v1.0.0"]),
            ("replace a.example/other => c.example/d v1.1.0", ["a.example/b v1.0.0"]),
            ("exclude a.example/b v1.0.0", []),
        ])
    func goReplacements(_ directive: String, _ expected: [String]) {
        let text = "module a.example/a\ngo 1.20\nrequire a.example/b v1.0.0\n\(directive)\n"
        #expect(Self.found("app/go.mod", text, by: GoModCataloger()) == expected)
    }

    @Test("in deps.json, where a package without files was not published")
    func libraries() {
        let text = """
            {"targets": {"net8.0": {"a/1.0.0": {"runtime": {"lib/a.dll": {}}}, "b/1.0.0": {}, "app/1.0.0": {}}},
            "libraries": {"a/1.0.0": {"type": "package"}, "b/1.0.0": {"type": "package"},
            "app/1.0.0": {"type": "project"}, "c/1.0.0": {"type": "package"}}}
            """
        let found = Self.found("app/app.deps.json", text, by: DotNetCataloger())
        #expect(found == ["a 1.0.0", "app 1.0.0", "b 1.0.0!", "c 1.0.0"])
    }

    @Test(
        "in manifests of npm, and not in those of extensions and of Unity",
        arguments: [
            (#""engines": {"node": ">=18"}"#, ["kelp 1.0.0"]),
            (#""engines": {"vscode": "^1.80.0"}, "publisher": "sea""#, []), (#""unity": "2021.3""#, []),
            (#""engines": {"vscode": "^1.80.0"}"#, ["kelp 1.0.0"]), (#""unity": "yes", "engines": []"#, ["kelp 1.0.0"]),
        ])
    func manifests(_ members: String, _ expected: [String]) {
        let text = #"{"name": "kelp", "version": "1.0.0", \#(members)}"#
        #expect(Self.found("app/package.json", text, by: NodeCataloger()) == expected)
    }

    @Test(
        "in lock files of Node, by the name of a registry's archive",
        arguments: [
            ("https://registry.example/weed/-/weed-1.0.0.tgz#00", "weed"),
            ("https://registry.example/@sea/weed/-/weed-1.0.0.tgz", "@sea/weed"),
            ("https://registry.example/@sea%2fweed/-/weed-1.0.0.tgz", "@sea/weed"),
            ("https://files.example/weed-1.0.0.tgz", "kelp"), ("git+https://files.example/a/-/a-1.git#00", "kelp"),
        ])
    func archives(_ address: String, _ name: String) {
        let text = "# yarn lockfile v1\n\n\nkelp@^1.0.0:\n  version \"1.0.0\"\n  resolved \"\(address)\"\n"
        #expect(Self.found("app/yarn.lock", text, by: NodeCataloger()) == ["\(name) 1.0.0"])
    }
}
