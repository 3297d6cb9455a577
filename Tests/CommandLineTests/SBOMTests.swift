import Bytes
import Glibc
import JSON
import TestSupport
import Testing

@Suite("Bills of materials")
struct SBOMTests {
    static let formats = [
        "spdx-json", "spdx-tag-value", "spdx3-json", "cyclonedx-json", "cyclonedx-xml", "syft-json", "github-json",
    ]

    private let place: Workplace
    private let target: String

    init() throws {
        place = try Workplace()
        target = try SampleImages.image().writeLayout(place.folder)
    }

    @Test("scanned, each gives the findings and packages that the image gave", arguments: formats)
    func findings(format: String) throws {
        let expected = try place.report(target)
        let bill = place("bill")
        let run = try place.run("sbom", target, "--format", format, "--output", bill)
        #expect(run.end == .exited(0), "\(run.errorText)")
        for spelling in ["sbom:\(bill)", bill] {
            let found = try place.report(spelling)
            #expect(found.matches == expected.matches)
            #expect(found.value["image"] == expected.value["image"])
            #expect(found.value["distribution"] == expected.value["distribution"])
            let (read, wanted) = (found.packageValues, expected.packageValues)
            if format == "github-json" {
                #expect(read.map(withoutFiles) == wanted.map(withoutFiles))
            } else {
                #expect(read == wanted)
            }
        }
    }

    /// GitHub's snapshots have no place for files.
    private func withoutFiles(_ package: JSONValue) -> [JSONValue.Member] {
        (package.members ?? []).filter { $0.name != "fileCount" }
    }

    @Test("two runs write the same bytes, and so does another name for the image", arguments: formats)
    func sameBytes(format: String) throws {
        let first = try place.run("sbom", target, "--format", format)
        #expect(first.end == .exited(0))
        #expect(try place.run("sbom", target, "--format", format, "--no-cache").output == first.output)
        let archive = try SampleImages.image().writeArchive(place.folder)
        #expect(try place.run("sbom", archive, "--format", format).output == first.output)
    }

    @Test("several formats are written at once")
    func several() throws {
        let run = try place.run(
            "sbom", target, "--format", "spdx-json=\(place("a"))", "--format", "cyclonedx-xml=\(place("b"))",
            "--format",
            "github-json")
        #expect(run.end == .exited(0), "\(run.errorText)")
        #expect(try JSONValue(run.output.span)["manifests"] != nil)
        #expect(try TestFiles.bytes(at: place("a")) == place.run("sbom", target, "--format", "spdx-json").output)
        #expect(try TestFiles.bytes(at: place("b")) == place.run("sbom", target, "--format", "cyclonedx-xml").output)
    }

    @Test("the time is the image's, or the one that the environment sets")
    func time() throws {
        func created(_ environment: [String: String]) throws -> String? {
            let run = try place.run(["sbom", target, "--format", "spdx-json"], environment: environment)
            return try JSONValue(run.output.span)["creationInfo"]?["created"]?.string
        }
        #expect(try created([:]) == "2024-01-02T03:04:05Z")
        #expect(try created(["SOURCE_DATE_EPOCH": "86400"]) == "1970-01-02T00:00:00Z")
        let wrong = try place.run(["sbom", target], environment: ["SOURCE_DATE_EPOCH": "yesterday"])
        #expect(wrong.end == .exited(1))
        #expect(wrong.errorText.contains("SOURCE_DATE_EPOCH"))
    }

    @Test("names, suppliers and files are as the flags ask")
    func flags() throws {
        let run = try place.run("sbom", target, "--name", "ship", "--supplier", "Example Ltd", "--no-files")
        let json = try JSONValue(run.output.span)
        #expect(json["metadata"]?["component"]?["name"]?.string == "ship")
        #expect(json["metadata"]?["component"]?["supplier"]?["name"]?.string == "Example Ltd")
        #expect(!run.text.contains("/usr/bin/hull"))
        #expect(try place.run("sbom", target).text.contains("/usr/bin/hull"))
    }

    @Test("a bill becomes one of another format")
    func conversion() throws {
        let bill = place("bill")
        try place.run("sbom", target, "--format", "syft-json=\(bill)")
        let run = try place.run("sbom", "sbom:\(bill)", "--format", "cyclonedx-json")
        let direct = try place.run("sbom", target, "--format", "cyclonedx-json")
        #expect(run.end == .exited(0))
        #expect(run.output == direct.output)
    }

    @Test("a root file system has one too")
    func root() throws {
        for entry in SampleImages.image().layers.joined() where entry.kind == .file {
            try place.folder.write("root/\(entry.path)", entry.content)
        }
        let run = try place.run("sbom", "dir:\(place("root"))")
        #expect(run.end == .exited(0))
        #expect(!run.text.contains("hullmark:image:layers"), "it has no layers")
        try place.folder.write("bill", run.output)
        #expect(try place.report("sbom:\(place("bill"))").matches.count == 5)
    }

    @Test(
        "what cannot be is refused with 1",
        arguments: [
            ["--format", "none"], ["--format", "spdx-json", "--format", "cyclonedx-json"], ["--format", "spdx-json="],
            ["--format", "spdx-json=x", "--format", "syft-json=x"],
            ["--format", "spdx-json=x", "--format", "syft-json=./x"],
            ["--format", "spdx-json=/dev/stdout", "--format", "syft-json"],
            ["--format", "spdx-json=x", "--format", "syft-json", "--output", "x"],
        ])
    func refused(arguments: [String]) throws {
        let run = try place.run(["sbom", target] + arguments)
        #expect(run.end == .exited(1))
        #expect(run.output.isEmpty)
        #expect(!run.errorText.isEmpty)
    }

    @Test("two files that a link makes one are refused")
    func linked() throws {
        try place.folder.write("a", text: "before")
        #expect(symlink("a", place("b")) == 0)
        let run = try place.run(
            "sbom", target, "--format", "spdx-json=\(place("a"))", "--format", "syft-json=\(place("b"))")
        #expect(run.end == .exited(1))
        #expect(run.errorText.contains("the same place"))
        #expect(try TestFiles.bytes(at: place("a")) == Array("before".utf8))
    }

    @Test("--output is refused where every format names a file, and serves the one that names none")
    func output() throws {
        let run = try place.run("sbom", target, "--format", "spdx-json=\(place("a"))", "--output", place("b"))
        #expect(run.end == .exited(1))
        #expect(run.errorText.contains("has no use: every format names its own file"))
        let both = try place.run(
            "sbom", target, "--format", "spdx-json=\(place("a"))", "--format", "syft-json", "--output", place("b"))
        #expect(both.end == .exited(0))
        let written = try TestFiles.bytes(at: place("b"))
        #expect(try JSONValue(written.span)["artifacts"] != nil)
    }

    @Test("where one bill cannot be written, none is")
    func allOrNone() throws {
        let run = try place.run(
            "sbom", target, "--format", "spdx-json=\(place("a"))", "--format", "syft-json=\(place("no/such/b"))")
        #expect(run.end == .exited(1))
        #expect(run.errorText.contains("no/such/b"))
        #expect(!TestFiles.names(in: place.folder.path).contains { $0.hasPrefix("a") })
    }

    @Test("a device takes a bill and stays what it is", arguments: ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"])
    func device(_ path: String) throws {
        let run = try place.run("sbom", target, "--format", "spdx-json=\(path)")
        #expect(run.end == .exited(0), "\(run.errorText)")
        #expect(run.output == (try place.run("sbom", target, "--format", "spdx-json").output))
    }

    @Test("a control character in what a bill is to say is refused", arguments: ["--supplier", "--name"])
    func controls(_ option: String) throws {
        for text in ["Example\nLtd", "a\tb", "a\u{7f}", "\u{85}"] {
            let run = try place.run("sbom", target, option, text)
            #expect(run.end == .exited(1))
            #expect(run.errorText.contains("\(option) contains a control character"))
            #expect(run.output.isEmpty)
        }
    }

    @Test("a file that is no bill is named with the formats that are known")
    func noBill() throws {
        try place.folder.write("x.json", text: "{\"a\":1}")
        let run = try place.run("scan", "sbom:\(place("x.json"))")
        #expect(run.end == .exited(1))
        #expect(run.errorText.contains("x.json"))
        #expect(run.errorText.contains("cyclonedx-json"))
        #expect(try place.run("scan", "sbom:/no/such").errorText.contains("/no/such"))
        #expect(try place.run("scan", "sbom:").errorText.contains("sbom: a path is missing after the colon"))
    }

    @Test("a report of a scan is no bill, and is named as what it is")
    func report() throws {
        try place.run("scan", target, "--format", "json", "--output", place("report.json"))
        for spelling in ["sbom:\(place("report.json"))", place("report.json")] {
            let run = try place.run("scan", spelling)
            #expect(run.end == .exited(1))
            #expect(run.errorText.contains("is a report of a scan, not a bill of materials"), "\(run.errorText)")
        }
    }

    @Test("scanned, each counts the packages as the image does: what is within others apart", arguments: formats)
    func counts(format: String) throws {
        let list = "/.\n/usr\n/\(SampleImages.site)\n/\(SampleImages.site)/METADATA\n"
        let target = try SampleImages.image(with: [
            TarWriter.Entry("\(SampleImages.site)/METADATA", text: SampleImages.metadata),
            TarWriter.Entry("var/lib/dpkg/info/hull:amd64.list", text: list),
        ]).writeLayout(place.folder, "owned")
        try place.run("sbom", target, "--format", format, "--output", place("bill"))
        for spelling in [target, "sbom:\(place("bill"))"] {
            let text = try place.run("scan", spelling).text
            let headline = "  2 packages (2 deb); 1 more is part of these and not checked on its own\n"
            #expect(text.contains(headline), "\(text)")
            let counts = try place.report(spelling).value["counts"]
            #expect(counts?["packages"]?.integer == 2)
            #expect(counts?["within"]?.integer == 1)
        }
    }
}
