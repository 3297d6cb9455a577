import Bytes
import Images
import Layers
import TestSupport
import Testing

/// What registries keep in the form of images and is something else.
@Suite("Artifacts that are not images")
struct ArtifactTests {
    private static let imageType = "application/vnd.oci.image.config.v1+json"
    private static let digest = "\(Digest(of: []))"

    /// A manifest and its configuration.
    private static func manifest(
        configuration: [UInt8], type: String, layers: [String], more: String = ""
    ) -> [UInt8] {
        let blobs = layers.map { #"{"mediaType":"\#($0)","digest":"\#(digest)","size":0}"# }.joined(separator: ",")
        let described = ImageFixture.descriptor(configuration, type)
        return Array(#"{"schemaVersion":2,"config":\#(described),"layers":[\#(blobs)]\#(more)}"#.utf8)
    }

    private static func failure(_ manifest: [UInt8], _ configuration: [UInt8]) throws -> ImageError? {
        let folder = try TemporaryFolder()
        for document in [manifest, configuration, []] {
            try folder.write("layout/blobs/sha256/\(Digest(of: document).hex)", document)
        }
        let type = "application/vnd.oci.image.manifest.v1+json"
        try folder.write("layout/oci-layout", text: #"{"imageLayoutVersion":"1.0.0"}"#)
        try folder.write(
            "layout/index.json",
            text: #"{"schemaVersion":2,"manifests":[\#(ImageFixture.descriptor(manifest, type))]}"#)
        do {
            _ = try ImageFinder(platform: nil, limits: Limits()).find(ImageTarget(folder("layout")))
        } catch let error as ImageError {
            return error
        }
        return nil
    }

    private static let rootOfOne = #"{"os":"linux","rootfs":{"type":"layers","diff_ids":["\#(digest)"]}}"#

    @Test(
        "an artifact is refused, and its type is named",
        arguments: [
            (
                "{}", "application/vnd.oci.empty.v1+json", [], #","artifactType":"application/vnd.example+type""#,
                "vnd.example+type"
            ),
            ("{}", "application/vnd.unknown.config.v1+json", [], "", "vnd.unknown.config"),
            ("{}", imageType, [], "", "image.config"),
            (
                "{}", "application/vnd.cncf.helm.config.v1+json",
                ["application/vnd.cncf.helm.chart.content.v1.tar+gzip"], "", "helm"
            ),
            (rootOfOne, imageType, ["application/vnd.dev.cosign.simplesigning.v1+json"], "", "simplesigning"),
            (rootOfOne, imageType, ["application/vnd.in-toto+json"], "", "in-toto"),
            (#"{"os":"wasip1"}"#, "application/vnd.wasm.config.v0+json", ["application/wasm"], "", "wasm"),
            ("{}", "application/vnd.oci.empty.v1+json", ["text/spdx+json"], "", "text/spdx+json"),
        ] as [(String, String, [String], String, String)])
    func refused(_ configuration: String, _ type: String, _ layers: [String], _ more: String, _ name: String) throws {
        let bytes = Array(configuration.utf8)
        let manifest = Self.manifest(configuration: bytes, type: type, layers: layers, more: more)
        let error = try #require(try Self.failure(manifest, bytes))
        #expect(error.code == .unsupported)
        #expect(error.message.contains("not a container image"), "\(error.message)")
        #expect(error.message.contains(name), "\(error.message)")
    }

    @Test(
        "an image is read whatever its media types leave open",
        arguments: [
            (rootOfOne, imageType, ["application/vnd.oci.image.layer.v1.tar"]), (rootOfOne, "", [""]),
            (rootOfOne, "application/octet-stream", ["application/octet-stream"]),
            (rootOfOne, "application/vnd.example.config+json", ["application/vnd.docker.image.rootfs.diff.tar.gzip"]),
            (#"{"os":"linux","rootfs":{"type":"layers","diff_ids":null}}"#, imageType, []),
            (#"{"os":"linux","rootfs":{"type":"layers"}}"#, imageType, []),
        ] as [(String, String, [String])])
    func read(_ configuration: String, _ type: String, _ layers: [String]) throws {
        let bytes = Array(configuration.utf8)
        #expect(try Self.failure(Self.manifest(configuration: bytes, type: type, layers: layers), bytes) == nil)
    }

    @Test("the former manifest of artifacts is refused by its type")
    func artifactManifest() throws {
        let manifest = Array(#"{"artifactType":"application/vnd.example.thing","blobs":[]}"#.utf8)
        #expect(try Self.failure(manifest, [])?.message.contains("vnd.example.thing") == true)
    }
}
