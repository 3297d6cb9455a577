import Bytes
import JSON
import TestSupport
import Testing

@Suite("The options of a scan")
struct OptionTests {
    private let place: Workplace
    private let target: String

    init() throws {
        place = try Workplace()
        target = try SampleImages.image().writeLayout(place.folder)
    }

    @Test("severities choose findings, and the others are counted")
    func severity() throws {
        let all = try place.report(target)
        #expect(
            all.matches.compactMap { $0["id"]?.string }
                == ["CVE-2030-0001", "CVE-2030-0003", "CVE-2030-0004", "CVE-2030-0006", "CVE-2030-0008"])
        let chosen = try place.report(target, "--severity", "critical, HIGH")
        #expect(chosen.matches.compactMap { $0["id"]?.string } == ["CVE-2030-0001", "CVE-2030-0004"])
        #expect(chosen.packageValues.count == all.packageValues.count)
        let table = try place.run("scan", target, "--severity", "critical,high")
        #expect(table.text.contains("2 findings: 1 critical, 1 high"))
        #expect(table.text.contains("3 hidden by --severity or --only-fixed"))
    }

    @Test("only findings with a fix are shown where those are asked for")
    func onlyFixed() throws {
        let chosen = try place.report(target, "--only-fixed")
        #expect(chosen.matches.compactMap { $0["id"]?.string } == ["CVE-2030-0001", "CVE-2030-0004", "CVE-2030-0008"])
        #expect(chosen.matches.allSatisfy { $0["fixedVersions"]?.array?.isEmpty == false })
    }

    @Test("the table sorts by what to fix first and ends with what to do")
    func table() throws {
        let text = try place.run("scan", target).text
        let lines = text.split(separator: "\n").map(String.init)
        let findings = lines.filter { $0.hasPrefix("CVE-") }
        #expect(findings.first?.hasPrefix("CVE-2030-0001  critical  yes  91.2 %") == true)
        #expect(findings.count == 5)
        #expect(text.contains("packages (2 deb, 1 golang, 1 pypi)"))
        #expect(
            text.contains("5 findings: 1 critical, 1 high, 1 low, 2 unknown; 3 with a fix; 1 known to be exploited"))
        #expect(text.contains("What to do"))
        #expect(text.contains("upgrade hull-src 1.0-1+b2 to 1.0-2 (hull): fixes 1 (1 critical)"))
        #expect(text.contains("\n      apt-get install --only-upgrade hull\n"))
    }

    @Test("a report goes to a file whole, and standard output stays empty", arguments: ["table", "json"])
    func output(format: String) throws {
        let expected = try place.run("scan", target, "--format", format)
        let file = place("report")
        try place.folder.write("report", text: "an older report")
        let run = try place.run("scan", target, "--format", format, "--output", file)
        #expect(run.end == .exited(0))
        #expect(run.output.isEmpty)
        #expect(try TestFiles.bytes(at: file) == expected.output)
        #expect(TestFiles.names(in: place.folder.path).allSatisfy { !$0.hasSuffix(".tmp") })
    }

    @Test(
        "-o names a format where its word is one, as with Syft and Grype, and a file otherwise",
        arguments: [
            (["scan", "-o", "json"], "{"), (["scan", "--output", "json"], "{"), (["scan", "--output=json"], "{"),
            (["scan", "-f", "json"], "{"), (["scan", "-o", "table", "-q"], ""), (["sbom", "-o", "spdx-json"], "{"),
            (["sbom", "-f", "cyclonedx-xml"], "<"), (["sbom", "-o", "spdx-tag-value"], "SPDXVersion"),
        ] as [([String], String)])
    func outputFormat(arguments: [String], start: String) throws {
        let run = try place.run(arguments + [target])
        #expect(run.end == .exited(0), "\(run.errorText)")
        #expect(run.text.hasPrefix(start))
        #expect(!run.output.isEmpty, "nothing went to a file")
    }

    @Test("-o with a format that the command does not have is an error, and never a file of that name")
    func unknownOutputFormat() throws {
        let run = try place.run("scan", target, "-o", "sarif")
        #expect(run.end == .exited(1))
        #expect(run.errorText.contains("sarif"))
    }

    @Test("a file that cannot be written ends with 1 and is named; a dash is standard output")
    func unwritable() throws {
        let run = try place.run("scan", target, "--output", place("no/such/folder/report"))
        #expect(run.end == .exited(1))
        #expect(run.errorText.contains("no/such/folder/report: "))
        #expect(!run.errorText.contains(".tmp"), "a name that the user never gave")
        #expect(try place.run("scan", target, "--output", "-").text.contains("5 findings"))
    }

    @Test("quiet runs say nothing on standard error, and the same on standard output", arguments: ["table", "json"])
    func quiet(format: String) throws {
        let quiet = try place.run("scan", target, "--format", format, "--quiet")
        #expect(quiet.end == .exited(0))
        #expect(quiet.errors.isEmpty)
        #expect(try place.run("scan", target, "--format", format).output == quiet.output)
        let wrong = try place.run("scan", "/no/such", "--quiet")
        #expect(!wrong.errors.isEmpty, "errors are said all the same")
    }

    @Test("a JSON report has its notices on standard error")
    func notices() throws {
        let run = try place.run("scan", target, "--format", "json")
        #expect(run.errorText.contains("Debian:12 (newest record 2024-02-01, "))
        #expect(run.errorText.contains("KEV and EPSS (newest record 2024-02-01, "), "\(run.errorText)")
        #expect(run.errorText.split(separator: "\n").allSatisfy { $0.hasPrefix("hullmark: ") })
    }

    @Test("with everything asked for, the files that packages own are listed")
    func full() throws {
        #expect(try place.report(target).package("hull")?["files"] == nil)
        let hull = try #require(try place.report(target, "--full").package("hull"))
        #expect(hull["files"]?.array?.compactMap { $0["path"]?.string } == ["/usr/bin/hull"])
        #expect(hull["fileCount"]?.integer == 1)
    }

    @Test("the cache goes where it is told, or nowhere")
    func cacheFolder() throws {
        let other = try Workplace(hasAdvisories: false)
        _ = try other.report(target, "--no-cache")
        #expect(TestFiles.names(in: other.folder.path).isEmpty)
        _ = try other.report(target, "--cache-dir", other("elsewhere"))
        #expect(TestFiles.names(in: other("elsewhere/layers")).count == 4)
        #expect(TestFiles.names(in: other.folder.path) == ["elsewhere"])
        let run = try other.run("scan", target, environment: ["HULLMARK_CACHE_DIR": other("third")])
        #expect(run.end == .exited(0))
        #expect(TestFiles.names(in: other("third/layers")).count == 4)
    }

    @Test("of an image for several platforms the one asked for is scanned")
    func platform() throws {
        let folder = place.folder
        let images = [SampleImages.image(), ImageFixture([SampleImages.base("42")]).on("arm64")]
        for file in ImageFixture.layout(images.map { (nil, $0) }) {
            try folder.write("several/\(file.path)", file.bytes)
        }
        #expect(try place.report(place("several"), "--platform", "linux/arm64").packageValues.count == 2)
        let wrong = try place.run("scan", place("several"), "--platform", "linux/s390x")
        #expect(wrong.end == .exited(1))
        #expect(wrong.errorText.contains("linux/arm64"))
    }
}
