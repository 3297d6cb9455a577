import Bytes
import Glibc
import JSON
import Platform
import TestSupport
import Testing

@Suite("How a run ends")
struct ExitCodeTests {
    @Test("the version is one line and needs nothing else")
    func version() throws {
        let place = try Workplace(hasAdvisories: false)
        let run = try place.run("--version")
        #expect(run.end == .exited(0))
        #expect(run.text.hasPrefix("hullmark "))
        #expect(run.text.split(separator: "\n").count == 1)
        #expect(run.errors.isEmpty)
    }

    @Test(
        "help is asked for, so that it is no error, and names the commands",
        arguments: [["--help"], ["help"], ["scan", "--help"], ["explain", "--help"], ["db", "build", "--help"]])
    func help(arguments: [String]) throws {
        let run = try Workplace(hasAdvisories: false).run(arguments)
        #expect(run.end == .exited(0))
        #expect(run.text.contains("USAGE: hullmark"))
        #expect(run.errors.isEmpty)
    }

    @Test("the help says what exit codes mean")
    func documentation() throws {
        let run = try Workplace(hasAdvisories: false).run("--help")
        for word in ["Exit codes", "scan", "explain", "db"] { #expect(run.text.contains(word)) }
    }

    @Test(
        "arguments that mean nothing end with 1, and say why on standard error",
        arguments: [
            ["scan"], ["scan", ""], ["scan", "/", "--no-such-flag"], ["nothing"], ["scan", "/", "--severity", "awful"],
            ["scan", "/", "--severity", ""], ["scan", "/", "--severity", ","], ["scan", "/", "--severity", " , "],
            ["scan", "/", "--fail-on", "sometimes"], ["scan", "/", "--fail-on", ""], ["scan", "/", "--format", "xml"],
            ["scan", "/", "--platform", "linux/"],
            ["explain", "/"], ["db", "build"], ["scan", "one", "two"],
            ["explain", "/", ""], ["explain", "/", " "], ["explain", "/", "nonsense"], ["explain", "/", "CVE"],
            ["explain", "/", "CVE-"], ["explain", "/", "CVE-2024"], ["explain", "/", "CVE-2024-x"],
            ["explain", "/", "a b-1"],
        ])
    func wrongArguments(arguments: [String]) throws {
        let run = try Workplace(hasAdvisories: false).run(arguments)
        #expect(run.end == .exited(1))
        #expect(run.output.isEmpty)
        #expect(run.errorText.contains("Error:"))
    }

    @Test(
        "a target that is not there ends with 1 and is named",
        arguments: [
            "/no/such/place", "./missing.tar", "oci-archive:/no/such.tar", "oci-dir:/no/such", "dir:/no/such",
            "docker-archive:gone.tar", "nosuch.tar", "nosuch.tar.gz", "folder/nosuch.tgz", "nosuch.tar:latest",
            "./nosuch",
        ])
    func missingTarget(target: String) throws {
        let run = try Workplace(hasAdvisories: false).run("scan", target)
        #expect(run.end == .exited(1))
        #expect(run.output.isEmpty)
        #expect(run.errorText.hasPrefix("hullmark: "))
        #expect(run.errorText.contains(target.split { "/:".contains($0) }.last.map(String.init) ?? target))
        #expect(run.errorText.lowercased().contains("no such file"))
    }

    @Test("a registry that nobody runs ends with 1 within its time")
    func noRegistry() throws {
        let port = try #require(RunningProgram.freePort())
        let run = try Workplace(hasAdvisories: false).run("scan", "127.0.0.1:\(port)/image:tag", "--plain-http")
        #expect(run.end == .exited(1))
        #expect(run.errorText.contains("127.0.0.1"))
    }

    @Test(
        "the threshold decides between 0 and 2, over the findings that are shown",
        arguments: [
            ([], 0), (["--fail-on", "critical"], 2), (["--fail-on", "low"], 2), (["--fail-on", "any"], 2),
            (["--fail-on", "HIGH"], 2), (["--severity", "high", "--fail-on", "critical"], 0),
            (["--severity", "high", "--fail-on", "high"], 2),
            (["--severity", "low", "--only-fixed", "--fail-on", "any"], 0),
        ] as [([String], Int32)])
    func threshold(arguments: [String], code: Int32) throws {
        let place = try Workplace()
        let target = try SampleImages.image().writeLayout(place.folder)
        for format in [[], ["--format", "json"]] {
            let run = try place.run(["scan", target] + arguments + format)
            #expect(run.end == .exited(code))
            #expect(!run.output.isEmpty, "the report is written whatever the threshold says")
        }
    }

    @Test(
        "an image of nothing but a package database that cannot be read ends with 1 and names it",
        arguments: [
            ("var/lib/dpkg/status", "no paragraph\n"), ("var/lib/rpm/rpmdb.sqlite", "SQLite format 3\0 and no more"),
            ("lib/apk/db/installed", "no field\n"),
        ], [true, false])
    func brokenDatabase(database: (path: String, text: String), isKnown: Bool) throws {
        let place = try Workplace()
        var entries = [TarWriter.Entry(database.path, text: database.text)]
        if isKnown { entries.append(TarWriter.Entry("etc/os-release", text: SampleImages.release("12"))) }
        let target = try ImageFixture([entries]).writeLayout(place.folder)
        for entry in entries { try place.folder.write("root/\(entry.path)", entry.content) }
        for target in [target, target, place("root")] {
            for arguments in [[], ["--fail-on", "critical"]] {
                let run = try place.run(["scan", target] + arguments)
                #expect(run.end == .exited(1), "\(run.text)")
                #expect(run.errorText.contains("nothing of \(target) could be read"), "\(run.errorText)")
                #expect(run.errorText.contains(database.path.split(separator: "/").last ?? ""))
            }
        }
    }

    @Test("where the distribution's packages are unknown, a threshold is not passed, and a finding still fails it")
    func unknownPackages() throws {
        let place = try Workplace()
        for status in ["no paragraph\n", ""] {
            let target = try ImageFixture([
                [
                    TarWriter.Entry("etc/os-release", text: SampleImages.release("12")),
                    TarWriter.Entry("var/lib/dpkg/status", text: status),
                    TarWriter.Entry("\(SampleImages.site)/METADATA", text: SampleImages.metadata),
                ]
            ]).writeLayout(place.folder, "image\(status.utf8.count)")
            #expect(try place.run("scan", target).end == .exited(0))
            let gated = try place.run("scan", target, "--quiet", "--fail-on", "critical")
            #expect(gated.end == .exited(1))
            #expect(!gated.output.isEmpty, "the report is written all the same")
            #expect(gated.errorText.contains("--fail-on cannot say whether the image passes"))
            #expect(try place.run("scan", target, "--fail-on", "any").end == .exited(2))
        }
    }

    @Test("an image without findings passes every threshold, if it was checked")
    func clean() throws {
        let place = try Workplace()
        let status = "Package: bilge\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1\n\n"
        let target = try ImageFixture([
            [
                TarWriter.Entry("etc/os-release", text: SampleImages.release("12")),
                TarWriter.Entry("var/lib/dpkg/status", text: status),
            ]
        ]).writeLayout(place.folder)
        #expect(try place.run("scan", target, "--fail-on", "any").end == .exited(0))
    }

    @Test(
        "packages without advisories pass a threshold only where that is allowed, and the report says so",
        arguments: [
            ([], 1), (["--allow-unchecked"], 0), (["--allow-unchecked=advisories"], 0),
            (["--allow-unchecked=layers,ADVISORIES"], 0), (["--allow-unchecked=layers"], 1),
        ] as [([String], Int32)])
    func unchecked(arguments: [String], code: Int32) throws {
        let place = try Workplace()
        let target = try ImageFixture([SampleImages.base("42")]).writeLayout(place.folder)
        let run = try place.run(["scan"] + arguments + [target, "--fail-on", "any"])
        #expect(run.end == .exited(code), "\(run.errorText)")
        let reason = "no advisories for Debian 42; 2 packages not checked"
        let isRefused = run.errorText.contains(reason)
        #expect(isRefused == (code == 1))
        let isSaid = run.text.contains("Allowed by --allow-unchecked: \(reason)")
        #expect(isSaid == (code == 0))
        let json = try place.run(["scan"] + arguments + [target, "--fail-on", "any", "--format", "json"])
        let gate = try JSONValue(json.output.span)["gate"]
        let isAllowed = code == 0
        let outcome = isAllowed ? "passed" : "undecided"
        #expect(gate?["outcome"]?.string == outcome)
        let kinds = ["unchecked", "allowed"].map { gate?[$0]?[0]?["kind"]?.string ?? "" }
        let expected = isAllowed ? ["", "advisories"] : ["advisories", ""]
        #expect(kinds == expected)
    }

    @Test("a layer that was not read whole passes no threshold", arguments: ["missing", "tampered", "cut"])
    func unreadLayer(fault: String) throws {
        let place = try Workplace()
        let status = "Package: bilge\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1\n\n"
        let fixture = ImageFixture([
            [
                TarWriter.Entry("etc/os-release", text: SampleImages.release("12")),
                TarWriter.Entry("var/lib/dpkg/status", text: status),
            ], [TarWriter.Entry("app", text: "x")],
        ])
        let target = try fixture.writeLayout(place.folder)
        let report = try place.report(target)
        let layer = report.value["image"]?["layers"]?[1]
        let digest = try #require(layer?["digest"]?.string)
        let blob = "\(target)/blobs/sha256/\(digest.dropFirst(7))"
        if fault == "missing" {
            unlink(blob)
        } else {
            try AtomicFile.write(Array(repeating: 120, count: fault == "cut" ? 40 : 9), to: blob)
        }
        let none = ["scan", target, "--no-cache", "--fail-on", "any"]
        let run = try place.run(none)
        #expect(run.end == .exited(1), "\(run.text)")
        #expect(run.text.contains("1 of 2 layers NOT READ WHOLE"))
        #expect(run.errorText.contains("layer 2 of 2 was not read whole"))
        #expect(try place.run(none + ["--allow-unchecked=layers"]).end == .exited(0))
    }

    @Test("diff tells new findings by its exit code, and what was not checked is no answer")
    func newFindings() throws {
        let place = try Workplace()
        let plain = try ImageFixture([SampleImages.base()]).writeLayout(place.folder, "plain")
        let more = try SampleImages.image().writeLayout(place.folder, "more")
        let unknown = try ImageFixture([SampleImages.base("42")]).writeLayout(place.folder, "unknown")
        func check(_ old: String, _ new: String, _ code: Int32) throws {
            let run = try place.run("diff", old, new, "--fail-on-new")
            #expect(run.end == .exited(code), "\(run.text)\(run.errorText)")
            #expect(try place.run("diff", old, new).end == .exited(0))
        }
        try check(plain, more, 2)
        try check(more, plain, 0)
        try check(plain, unknown, 1)
        let text = try place.run("diff", plain, unknown).text
        #expect(text.contains("not checked: no advisories for Debian 42; 2 packages not checked"))
        #expect(text.contains("remain, of what was checked"))
    }

    @Test("what no package was found in passes no threshold")
    func empty() throws {
        let place = try Workplace()
        let image = try ImageFixture([[TarWriter.Entry("app", text: "x")]]).writeLayout(place.folder)
        #expect(try place.run("scan", image).end == .exited(0))
        let gated = try place.run("scan", image, "--fail-on", "any")
        #expect(gated.end == .exited(1))
        #expect(gated.errorText.contains("no package was found in it"))
    }

    @Test("a reader that goes away is no error and no crash", arguments: [["--fail-on", "any"], []])
    func closedPipe(arguments: [String]) throws {
        let place = try Workplace()
        let target = try SampleImages.image().writeLayout(place.folder)
        let expected = HullmarkRun.End.exited(arguments.isEmpty ? 0 : 2)
        for format in ["table", "json"] {
            let command = ["scan", target, "--format", format] + arguments
            #expect(try place.run(command, output: .closedPipe).end == expected)
            #expect(try place.run(command, errors: .closedPipe).end == expected)
        }
        #expect(try place.run("--help", output: .closedPipe).end == .exited(0))
    }

    @Test("a report that finds no room ends with 1 and says so")
    func fullDisk() throws {
        let place = try Workplace()
        let target = try SampleImages.image().writeLayout(place.folder)
        let run = try place.run("scan", target, "--quiet", output: .full)
        #expect(run.end == .exited(1))
        #expect(run.errorText.contains("No space left"))
    }
}
