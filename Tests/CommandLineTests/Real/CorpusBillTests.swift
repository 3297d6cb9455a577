import JSON
import Platform
import TestSupport
import Testing

@Suite("Bills of images with databases of real distributions", .serialized, .enabled(if: Corpus.images.folder != nil))
struct CorpusBillTests {
    private static let environment = "\(projectFolder)/.cache/venv"
    private static let hasValidators = TestFiles.names(in: "\(environment)/bin").contains("sbomcheck")

    private static let images: [String] = {
        guard let folder = Corpus.images.folder else { return [] }
        return TestFiles.names(in: folder).filter { $0.hasSuffix(".tar") }
    }()

    @Test("give the report of the image, whichever format they have", arguments: images)
    func reports(image: String) throws {
        let place = try Workplace(hasAdvisories: false)
        let target = "\(try #require(Corpus.images.folder))/\(image)"
        let expected = try place.report(target)
        let formats = SBOMTests.formats.flatMap { ["--format", "\($0)=\(place($0))"] }
        #expect(try place.run(["sbom", target] + formats).code == 0)
        for format in SBOMTests.formats {
            let found = try place.report("sbom:\(place(format))")
            #expect(found.matches == expected.matches, "\(format)")
            let (read, wanted) = (found.packageValues, expected.packageValues)
            let isSame =
                format == "github-json" ? read.map(withoutFiles) == wanted.map(withoutFiles) : read == wanted
            #expect(isSame, "\(format)")
            for member in ["image", "distribution", "coverage", "undetermined", "diagnostics"] {
                #expect(found.value[member] == expected.value[member], "\(format): \(member)")
            }
        }
    }

    @Test(
        "are valid, and have NTIA's minimum elements", .enabled(if: hasValidators),
        arguments: ["alpine-3.20", "pkgdb-rocky-8.4", "rpmdb-mariner-2.0", "pkgdb-ubuntu-22.04"])
    func valid(image: String) throws {
        let place = try Workplace(hasAdvisories: false)
        let target = "\(try #require(Corpus.images.folder))/\(image).tar"
        let bills = SBOMTests.formats.map { "\($0)=\(place($0))" }
        #expect(
            try place.run(["sbom", target, "--supplier", "Example"] + bills.flatMap { ["--format", $0] }).code == 0)
        let check = try ChildProcess.run(
            "\(Self.environment)/bin/python", ["\(projectFolder)/Scripts/validate-bill.py", "--ntia"] + bills,
            outputLimit: 1 << 20, timeout: .seconds(900))
        #expect(check.end == .exited(0), "\(String(decoding: check.output, as: UTF8.self))")
    }

    /// GitHub's snapshots have no place for files.
    private func withoutFiles(_ package: JSONValue) -> [JSONValue.Member] {
        (package.members ?? []).filter { $0.name != "fileCount" }
    }
}
