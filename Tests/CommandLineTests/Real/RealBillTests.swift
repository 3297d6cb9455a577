import Bytes
import JSON
import Platform
import TestSupport
import Testing

@Suite("Bills of real images", .serialized, .enabled(if: RealImages.areBuilt))
struct RealBillTests {
    private static let python = "\(projectFolder)/.cache/venv/bin/python"
    private static let hasValidators = TestFiles.names(in: "\(projectFolder)/.cache/venv").contains("tools")

    @Test(
        "are valid by the official schemas and validators, and have NTIA's minimum elements",
        .enabled(if: hasValidators),
        arguments: SBOMTests.formats)
    func valid(format: String) throws {
        let place = try Workplace(hasAdvisories: false)
        for image in RealImages.allCases {
            // The schema validators compare every two files of a package, so files are in the smaller image's bill alone.
            let more = image == .slim ? [] : ["--no-files"]
            let run = try place.run(
                [
                    "sbom", try #require(image.layout), "--format", format, "--output", place("bill"), "--supplier",
                    "Example",
                ]
                    + more)
            #expect(run.end == .exited(0), "\(run.errorText)")
            let check = try ChildProcess.run(
                Self.python, ["\(projectFolder)/Scripts/validate-bill.py", "--ntia", "\(format)=\(place("bill"))"],
                outputLimit: 1 << 20, timeout: .seconds(600))
            #expect(check.end == .exited(0), "\(String(decoding: check.output, as: UTF8.self))")
        }
    }

    @Test(
        "give the findings and packages of the image, and are the same bytes when made of themselves",
        arguments: SBOMTests.formats)
    func findings(format: String) throws {
        let place = try Workplace(hasAdvisories: false)
        for source in ["glibc", "openssl", "perl", "ncurses", "util-linux", "golang-1.19", "skopeo", "requests"] {
            try place.folder.write(
                "records/Debian/TEST-\(source).json",
                text: """
                    {"id":"TEST-\(source)","modified":"2026-01-02T00:00:00Z","affected":[{"package":{"ecosystem":"Debian:12",
                     "name":"\(source)"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"99:1-1"}]}]}]}
                    """)
        }
        #expect(try place.run("db", "build", "--from", place("records")).code == 0)
        let layout = try #require(RealImages.app.layout)
        let expected = try place.report(layout)
        let bill = place("bill")
        try place.run("sbom", layout, "--format", format, "--output", bill)
        let found = try place.report("sbom:\(bill)")
        #expect(expected.matches.count > 8)
        #expect(found.matches == expected.matches)
        #expect(found.names == expected.names)
        #expect(found.value["coverage"] == expected.value["coverage"])
        // GitHub's format has no files.
        guard format != "github-json" else { return }
        let again = try place.run("sbom", "sbom:\(bill)", "--format", format)
        let isSame = try TestFiles.bytes(at: bill) == again.output
        #expect(isSame, "a bill made of itself is another")
    }
}
