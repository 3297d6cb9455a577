import Bytes
import Images
import JSON
import Layers
import TestSupport
import Testing

@Suite("Documents attached to an image")
struct AttachmentTests {
    private let folder: TemporaryFolder
    private let image = ImageFixture(files: ["etc/x": "x"])
    private let bill = Array(#"{"bomFormat":"CycloneDX"}"#.utf8)

    init() throws { folder = try TemporaryFolder("attachments") }

    /// A manifest that attaches the bill.
    private func manifest(
        subject: Digest?, artifactType: String = "application/vnd.cyclonedx+json", layerType: String? = nil,
        annotations: String = "{}"
    ) -> [UInt8] {
        let empty = Array("{}".utf8)
        let subject = subject.map { #""subject":{"mediaType":"x","digest":"\#($0)","size":1},"# } ?? ""
        let layer = ImageFixture.descriptor(bill, layerType ?? artifactType, more: #","annotations":\#(annotations)"#)
        return Array(
            """
            {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","artifactType":"\(artifactType)",\
            \(subject)"config":\(ImageFixture.descriptor(empty, "application/vnd.oci.empty.v1+json")),"layers":[\(layer)]}
            """.utf8)
    }

    private func write(_ manifests: [(bytes: [UInt8], more: String)]) throws -> String {
        for file in ImageFixture.layout([("latest", image)]) { try folder.write("layout/\(file.path)", file.bytes) }
        let type = "application/vnd.oci.image.manifest.v1+json"
        var descriptors = [image.descriptor(name: "latest")]
        for manifest in manifests {
            descriptors.append(ImageFixture.descriptor(manifest.bytes, type, more: manifest.more))
            try folder.write("layout/blobs/sha256/\(Digest(of: manifest.bytes).hex)", manifest.bytes)
        }
        try folder.write("layout/blobs/sha256/\(Digest(of: bill).hex)", bill)
        try folder.write(
            "layout/index.json", text: #"{"schemaVersion":2,"manifests":[\#(descriptors.joined(separator: ","))]}"#)
        return "\(folder("layout")):latest"
    }

    private func open(_ target: String) throws -> Image {
        let finder = ImageFinder(platform: nil, limits: Limits())
        guard case .image(let image) = try finder.find(ImageTarget(target)) else {
            throw ImageError(.unsupported, "no image")
        }
        return image
    }

    /// What is attached to the image in a registry's repository.
    private func bills(in registry: FakeRegistry) throws -> [Images.Attachment] {
        let client = RegistryClient(RegistryOptions(plainHTTP: true))
        let found = try client.image(
            Reference("\(registry.authority)/app"), resolver: ImageResolver(platform: nil, limits: Limits()))
        return try #require(found.attachments).bills()
    }

    @Test("are found in a layout by their subject, and by BuildKit's annotation")
    func layout() throws {
        let subject = manifest(subject: image.digest)
        let buildKit = manifest(
            subject: nil, artifactType: "", layerType: "application/vnd.in-toto+json",
            annotations: #"{"in-toto.io/predicate-type":"https://spdx.dev/Document"}"#)
        let provenance = manifest(
            subject: image.digest, artifactType: "", layerType: "application/vnd.in-toto+json",
            annotations: #"{"in-toto.io/predicate-type":"https://slsa.dev/provenance/v1"}"#)
        let other = manifest(subject: Digest(of: [1]))
        let named =
            #","annotations":{"vnd.docker.reference.type":"attestation-manifest","vnd.docker.reference.digest":"\#(image.digest)"}"#
        let found = try open(write([(subject, ""), (buildKit, named), (provenance, ""), (other, "")]))
        let bills = try #require(found.attachments).bills()
        #expect(Set(bills.map(\.kind)) == ["application/vnd.cyclonedx+json", "https://spdx.dev/Document"])
        #expect(try bills.allSatisfy { try $0.bytes(limit: 1000) == bill })
        #expect(throws: ImageError.self) { try bills[0].bytes(limit: 3) }
    }

    @Test("are found under the names that Cosign gives them, which are no images")
    func cosign() throws {
        let envelope = "application/vnd.dsse.envelope.v1+json"
        let attestation = manifest(
            subject: nil, artifactType: "", layerType: envelope,
            annotations: #"{"predicateType":"https://cyclonedx.org/bom"}"#)
        let document = manifest(subject: nil, artifactType: "", layerType: "text/spdx+json")
        let signature = manifest(
            subject: nil, artifactType: "", layerType: "application/vnd.dev.cosign.simplesigning.v1+json")
        func named(_ name: String) -> String { #","annotations":{"org.opencontainers.image.ref.name":"\#(name)"}"# }
        let tag = "sha256-\(image.digest.hex)"
        let target = try write([
            (attestation, named("\(tag).att")), (document, named("example.org/app:\(tag).sbom")),
            (signature, named("\(tag).sig")),
            (manifest(subject: nil), named("sha256-\(Digest(of: [3]).hex).att")),
        ])
        for target in [target, String(target.dropLast(":latest".count))] {
            let bills = try #require(try open(target).attachments).bills()
            #expect(Set(bills.map(\.kind)) == ["https://cyclonedx.org/bom", "text/spdx+json"])
        }
    }

    @Test("are asked of a registry under the tags that Cosign gives them")
    func cosignRegistry() throws {
        let type = "application/vnd.oci.image.manifest.v1+json"
        let document = manifest(subject: nil, artifactType: "", layerType: "application/vnd.cyclonedx+json")
        let registry = try FakeRegistry()
        registry.put(image, in: "app")
        registry.put(bill, in: "app")
        registry.put(document, type: type, in: "app", tag: "sha256-\(image.digest.hex).sbom")
        let bills = try bills(in: registry)
        #expect(bills.map(\.kind) == ["application/vnd.cyclonedx+json"])
        #expect(try bills.first?.bytes(limit: 1000) == bill)
    }

    @Test("of an image without any are none")
    func none() throws { #expect(try #require(open(write([])).attachments).bills().isEmpty) }

    @Test("are asked of a registry's referrers, or of the tag that stands in for them", arguments: [true, false])
    func registry(hasReferrers: Bool) throws {
        let attached = manifest(subject: image.digest)
        let type = "application/vnd.oci.image.manifest.v1+json"
        let index = Array(
            #"{"schemaVersion":2,"mediaType":"\#(ImageFixture.indexType)","manifests":[\#(ImageFixture.descriptor(attached, type))]}"#
                .utf8)
        let path = "/v2/app/referrers/\(image.digest)"
        let registry = try FakeRegistry(fault: { request, _ in
            guard hasReferrers, request.path == path else { return nil }
            return .answer(HTTPTestResponse(headers: [("Content-Type", ImageFixture.indexType)], body: index))
        })
        registry.put(image, in: "app")
        registry.put(attached, type: type, in: "app")
        registry.put(bill, in: "app")
        if !hasReferrers {
            registry.put(index, type: ImageFixture.indexType, in: "app", tag: "sha256-\(image.digest.hex)")
        }
        let bills = try bills(in: registry)
        #expect(bills.map(\.kind) == ["application/vnd.cyclonedx+json"])
        #expect(try bills.first?.bytes(limit: 1000) == bill)
    }

    @Test("a registry that knows neither has none")
    func oldRegistry() throws {
        let registry = try FakeRegistry()
        registry.put(image, in: "app")
        #expect(try bills(in: registry).isEmpty)
    }
}
