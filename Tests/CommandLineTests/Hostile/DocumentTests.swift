import Bytes
import JSON
import TestSupport
import Testing

@Suite("Image documents that lie")
struct DocumentTests {
    private static let hex = String(repeating: "ab", count: 32)

    @Test(
        "an index that makes no sense is refused in a sentence",
        arguments: [
            "", "{", "[]", "null", "{}", #"{"manifests":[]}"#, #"{"manifests":7}"#,
            String(repeating: "[", count: 1_000_000),
            String(repeating: #"{"manifests":"#, count: 100_000),
            "{\"manifests\":[" + String(repeating: "{},", count: 1000) + "{}]}",
            #"{"schemaVersion":2,"manifests":[{"digest":"sha256:../../../../etc/passwd","size":1}]}"#,
            #"{"schemaVersion":2,"manifests":[{"digest":"sha256:\#(hex)","size":-1}]}"#,
            #"{"schemaVersion":2,"manifests":[{"digest":"sha256:\#(hex)","size":99999999999999999999}]}"#,
            #"{"schemaVersion":2,"manifests":[{"digest":"sha256:\#(hex)","size":1e999}]}"#,
            #"{"schemaVersion":2,"manifests":[{"digest":"md5:abcd","size":1}]}"#,
            #"{"schemaVersion":2,"manifests":[{"mediaType":"x","digest":"sha256:\#(hex)","size":5}]}"#,
        ])
    func index(text: String) throws {
        let place = try Workplace(hasAdvisories: false)
        try place.folder.write("layout/oci-layout", text: #"{"imageLayoutVersion":"1.0.0"}"#)
        try place.folder.write("layout/index.json", text: text)
        let run = try place.survive(place("layout"))
        #expect(run.end == .exited(1))
        #expect(run.peakMemory < memoryLimit, "\(run.peakMemory >> 20) MiB")
        let archive = TarWriter.archive([
            TarWriter.Entry("oci-layout", text: "{}"), TarWriter.Entry("index.json", text: text),
        ])
        #expect(try place.survive(try place.folder.write("image.tar", archive)).end == .exited(1))
    }

    @Test("an index that leads to an index without end is given up")
    func indexChain() throws {
        let place = try Workplace(hasAdvisories: false)
        var document = Array(#"{"schemaVersion":2,"manifests":[]}"#.utf8)
        for _ in 0..<20 {
            try place.folder.write("layout/blobs/sha256/\(Digest(of: document).hex)", document)
            let inner = ImageFixture.descriptor(document, ImageFixture.indexType)
            document = Array(
                #"{"schemaVersion":2,"mediaType":"\#(ImageFixture.indexType)","manifests":[\#(inner)]}"#.utf8)
        }
        try place.folder.write("layout/oci-layout", text: "{}")
        try place.folder.write("layout/index.json", document)
        #expect(try place.survive(place("layout")).end == .exited(1))
    }

    @Test("an image with more layers than any has is refused")
    func manyLayers() throws {
        let place = try Workplace(hasAdvisories: false)
        var layout = CraftedLayout(in: place.folder)
        let empty = TarWriter.archive([])
        for _ in 0..<2000 { try layout.add(empty) }
        #expect(try place.survive(try layout.finish()).end == .exited(1))
    }

    @Test(
        "a broken package database is named, and the good ones beside it are read",
        arguments: [
            "no paragraph\n", String(repeating: "\u{0}", count: 5000), "Package hull\nVersion 1\n\n",
            String(repeating: "A", count: 3_000_000),
            "Package: x\nStatus: install ok installed\n\nPackage: y\nStatus: install ok installed\nArchitecture: all\n\n",
        ])
    func brokenDatabase(status: String) throws {
        let place = try Workplace()
        let database = try TestFiles.bytes(
            at: "\(projectFolder)/Tests/CatalogersTests/Fixtures/rpm/sqlite/root/var/lib/rpm/rpmdb.sqlite")
        let target = try ImageFixture([
            [
                TarWriter.Entry("etc/os-release", text: SampleImages.release("12")),
                TarWriter.Entry("var/lib/dpkg/status", text: status),
                TarWriter.Entry("var/lib/rpm/rpmdb.sqlite", database),
                TarWriter.Entry("lib/apk/db/installed", text: "P:musl\nV:1.2.4-r0\nA:x86_64\no:musl\n\n"),
                TarWriter.Entry("\(SampleImages.site)/METADATA", text: SampleImages.metadata),
            ]
        ]).writeLayout(place.folder)
        let run = try place.survive(target)
        #expect(run.code == 0)
        let report = try run.report()
        #expect(Set(report.packageValues.compactMap { $0["type"]?.string }) == ["apk", "rpm", "pypi"])
        #expect(report.diagnostics.contains { $0["path"]?.string == "/var/lib/dpkg/status" }, "\(report.diagnostics)")
        #expect(try place.run("scan", target).text.contains("Not read: layer 1, /var/lib/dpkg/status"))
    }
}
