import Bytes
import JSON
import TestSupport
import Testing

@Suite("Content that is not what its digest says")
struct DigestTests {
    private let place: Workplace

    init() throws { place = try Workplace() }

    private var good: [UInt8] { TarWriter.archive(SampleImages.base()) }
    private var evil: [UInt8] {
        TarWriter.archive([
            TarWriter.Entry(
                "var/lib/dpkg/status",
                text: "Package: evil\nStatus: install ok installed\nArchitecture: all\nVersion: 1\n")
        ])
    }

    @Test("a layer with a wrong digest is not used, and the others are")
    func wrongBlob() throws {
        var layout = CraftedLayout(in: place.folder)
        try layout.add(good)
        try layout.add(evil, digest: Digest(of: [1, 2, 3]))
        let report = try place.survive(try layout.finish()).report()
        #expect(report.names == ["hull", "libkeel1"])
        #expect(report.diagnosticCodes == ["digestMismatch"])
        #expect(report.diagnostics.first?["layerIndex"]?.integer == 1)
    }

    @Test("a layer whose plain bytes are not the configuration's is not used", arguments: [false, true])
    func wrongDiffID(isGzip: Bool) throws {
        var layout = CraftedLayout(in: place.folder)
        try layout.add(good)
        try layout.add(isGzip ? storedGzip(evil) : evil, diffID: Digest(of: [1, 2, 3]))
        let report = try place.survive(try layout.finish()).report()
        #expect(report.names == ["hull", "libkeel1"])
        #expect(report.diagnosticCodes == ["digestMismatch"])
    }

    @Test("an image of nothing else ends with 1 and leaves nothing in the cache")
    func nothingLeft() throws {
        var layout = CraftedLayout(in: place.folder)
        try layout.add(good, diffID: Digest(of: [1, 2, 3]))
        let run = try place.survive(try layout.finish())
        #expect(run.end == .exited(1))
        #expect(run.errorText.contains("sha256:"))
        #expect(TestFiles.names(in: place.cache).isEmpty)
    }

    @Test("a manifest or a configuration that is not what its digest says ends with 1", arguments: [true, false])
    func documents(isManifest: Bool) throws {
        let image = SampleImages.image()
        let layout = try image.writeLayout(place.folder)
        let document = isManifest ? image.manifest : image.configuration
        try place.folder.write("layout/blobs/sha256/\(Digest(of: document).hex)", document + [0x20])
        let run = try place.survive(layout)
        #expect(run.end == .exited(1))
        #expect(run.errorText.contains(Digest(of: document).hex))
    }

    @Test("a registry that serves another layer under a digest is not believed")
    func registry() throws {
        let image = SampleImages.image()
        let registry = try FakeRegistry()
        registry.put(image, in: "sample")
        var other = image.blobs[1]
        other[700] ^= 1
        registry.put(other, in: "sample", as: Digest(of: image.blobs[1]))
        let report = try place.survive("\(registry.authority)/sample", "--plain-http").report()
        #expect(report.packages("deb").count == 2)
        #expect(report.diagnosticCodes == ["digestMismatch"], "\(report.diagnostics)")
    }
}
