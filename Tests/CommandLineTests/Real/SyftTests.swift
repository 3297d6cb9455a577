import Platform
import TestSupport
import Testing

@Suite("Syft as the peer", .serialized)
struct SyftTests {
    /// Compares as `make coverage` does; `Scripts/coverage.py` has the reasons of differences that are meant.
    private static func compare(_ program: String, _ peer: String, _ layout: String) throws -> (
        lines: [String], isEqual: Bool
    ) {
        let python = try #require(RunningProgram.path("python3"))
        let outcome = try ChildProcess.run(
            python, ["\(projectFolder)/Scripts/coverage.py", "check", program, peer, layout], outputLimit: 16 << 20,
            timeout: .seconds(600))
        let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n").map(String.init)
        return (lines, outcome.end == .exited(0))
    }

    @Test(
        "no package that Syft finds is missing, and every difference has a reason that holds",
        .enabled(if: RealImages.areBuilt && PythonTools.syft != nil), arguments: RealImages.layouts)
    func packages(layout: String) throws {
        let (lines, isEqual) = try Self.compare(try Program.path(), try #require(PythonTools.syft), layout)
        for line in lines { Issue.record("\(line)") }
        #expect(isEqual)
    }

    @Test(
        "a package that is missing, that nothing explains or that is listed twice is said",
        .enabled(if: RunningProgram.path("python3") != nil),
        arguments: [
            (["pkg:npm/a@1", "pkg:pypi/B.c@2"], ["pkg:npm/a@1", "pkg:pypi/b-c@2"], []),
            (["pkg:npm/a@1"], ["pkg:npm/a@1", "pkg:npm/b@1"], ["x: Syft alone finds npm b 1 in /file"]),
            (["pkg:npm/a@1", "pkg:npm/b@1"], ["pkg:npm/a@1"], ["x: Syft does not find npm b 1 in ['/file'] (y)"]),
            (["pkg:npm/a@1", "pkg:npm/a@1?vcs_url=z"], ["pkg:npm/a@1"], ["x: npm a 1 is listed 2 times"]),
            (
                ["pkg:npm/a@2"], ["pkg:npm/a@1"],
                ["x: Syft alone finds npm a 1 in /file", "x: Syft does not find npm a 2 in ['/file'] (y)"]
            ),
        ] as [([String], [String], [String])])
    func differences(ours: [String], theirs: [String], expected: [String]) throws {
        let folder = try TemporaryFolder("peers")
        func program(_ name: String, _ document: String) throws -> String {
            try folder.write("\(name).json", text: document)
            return try folder.write(name, text: "#!/bin/sh\ncat '\(folder("\(name).json"))'\n", mode: 0o755)
        }
        let packages = ours.map { #"{"purl":"\#($0)","cataloger":"y","locations":["file"]}"# }
        let artifacts = theirs.map {
            #"{"purl":"\#($0)","type":"t","name":"n","version":"v","locations":[{"path":"/file"}]}"#
        }
        let found = try Self.compare(
            try program("ours", "{\"packages\":[\(packages.joined(separator: ","))]}"),
            try program("theirs", "{\"artifacts\":[\(artifacts.joined(separator: ","))]}"), "x")
        #expect(found.lines == expected)
        #expect(found.isEqual == expected.isEmpty)
    }
}
