import Bytes
import JSON
import TestSupport
import Testing

@Suite("Bills attached to an image")
struct AttachedBillTests {
    private let place: Workplace
    private let target: String
    private let layout: String

    /// The sample image, to which a bill of its own is attached.
    init() throws {
        place = try Workplace()
        let image = SampleImages.image()
        layout = try image.writeLayout(place.folder)
        let bill = try place.run("sbom", layout, "--format", "spdx-json").output
        let empty = Array("{}".utf8)
        let manifest = Array(
            """
            {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","artifactType":"application/spdx+json",\
            "subject":{"mediaType":"x","digest":"\(image.digest)","size":1},\
            "config":\(ImageFixture.descriptor(empty, "application/vnd.oci.empty.v1+json")),\
            "layers":[\(ImageFixture.descriptor(bill, "application/spdx+json"))]}
            """.utf8)
        let type = "application/vnd.oci.image.manifest.v1+json"
        for bytes in [bill, manifest] { try place.folder.write("layout/blobs/sha256/\(Digest(of: bytes).hex)", bytes) }
        try place.folder.write(
            "layout/index.json",
            text: """
                {"schemaVersion":2,"manifests":[\(image.descriptor(name: "latest")),\(ImageFixture.descriptor(manifest, type))]}
                """)
        target = "\(layout):latest"
    }

    @Test("are named in the table, and are no part of the JSON report")
    func line() throws {
        #expect(try place.run("scan", target).text.contains("Attached: application/spdx+json (sha256:"))
        #expect(try !place.run("scan", target, "--format", "json").text.contains("spdx"))
    }

    @Test("stand in for the layers where that is asked for")
    func used() throws {
        let expected = try place.report(target)
        let found = try place.report(target, "--use-sbom", "--no-cache")
        #expect(found.matches == expected.matches)
        #expect(try place.run("scan", target, "--use-sbom").text.contains("no layer was read"))
    }

    @Test("that are asked for and missing end the scan with 1")
    func missing() throws {
        let other = try ImageFixture([SampleImages.base()]).writeLayout(place.folder, "other")
        let run = try place.run("scan", other, "--use-sbom")
        #expect(run.end == .exited(1))
        #expect(run.errorText.contains("attached"))
    }
}
