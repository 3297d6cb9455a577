import Bytes
import JSON
import TestSupport
import Testing

@Suite("Archives that end early")
struct TruncationTests {
    /// The forms of archive.
    enum Form: CaseIterable { case oci, oldDocker, newDocker, gzippedLayers }

    @Test("cut anywhere, an archive is read as far as it goes, and what is missing is said", arguments: Form.allCases)
    func archives(form: Form) throws {
        let place = try Workplace()
        var image = SampleImages.image()
        if form == .gzippedLayers { image.compression = .gzip }
        let whole =
            switch form {
            case .oci, .gzippedLayers: try image.writeArchive(place.folder)
            case .oldDocker: try image.writeDockerArchive(place.folder, .old)
            case .newDocker: try image.writeDockerArchive(place.folder, .new)
            }
        let bytes = try TestFiles.bytes(at: whole)
        let expected = try place.report(whole, "--no-cache").packageValues
        for count in stride(from: 0, to: bytes.count, by: 512) {
            let cut = try place.folder.write("cut.tar", Array(bytes.prefix(count)))
            let run = try place.survive(cut, "--no-cache")
            guard run.code == 0 else { continue }
            let report = try run.report()
            if report.diagnostics.isEmpty {
                #expect(report.packageValues == expected, "\(count) of \(bytes.count) bytes")
            } else {
                #expect(report.packageValues.allSatisfy(expected.contains), "\(count) of \(bytes.count) bytes")
            }
        }
    }

    @Test(
        "cut layers keep what the others hold, and each gap is said", arguments: [ImageFixture.Compression.none, .gzip])
    func layers(compression: ImageFixture.Compression) throws {
        let place = try Workplace()
        var image = SampleImages.image()
        image.compression = compression
        let blob = image.blobs[1]
        let digest = Digest(of: blob)
        let layout = try image.writeLayout(place.folder)
        for count in stride(from: 0, to: blob.count, by: 256) {
            try place.folder.write("layout/blobs/sha256/\(digest.hex)", Array(blob.prefix(count)))
            let run = try place.survive(layout)
            let report = try run.report()
            #expect(report.package("hull") != nil)
            #expect(report.package("example.org/deep") != nil)
            let told = report.diagnostics.filter { $0["layerIndex"]?.integer == 1 }
            #expect(!told.isEmpty, "\(count) of \(blob.count) bytes")
        }
        try place.folder.write("layout/blobs/sha256/\(digest.hex)", blob)
        let report = try place.report(layout)
        #expect(report.diagnostics.isEmpty, "what was cut once is not in the cache")
        #expect(report.packages("pypi").count == 1)
    }
}
