package import Bytes

/// A small image made in a test, to be written as a layout, as an archive of either kind, or put into a registry.
package struct ImageFixture: Sendable {
    /// How layers are stored.
    package enum Compression: Sendable { case none, gzip }

    package var layers: [[TarWriter.Entry]]
    package var system = "linux"
    package var architecture = "amd64"
    package var variant = ""
    package var environment: [String] = ["PATH=/bin"]
    package var labels: [String: String] = [:]
    /// The members of `config` in JSON, in place of a shell as the command.
    package var settings = ""
    package var compression = Compression.none
    /// Whether its documents have the media types of Docker's schema 2 in place of OCI's.
    package var isDocker = false

    /// An image of layers, lowest first.
    package init(_ layers: [[TarWriter.Entry]]) { self.layers = layers }

    /// An image of one layer with text files.
    package init(files: KeyValuePairs<String, String>) {
        self.init([files.map { TarWriter.Entry($0.key, text: $0.value) }])
    }

    /// The same image for another architecture.
    package func on(_ architecture: String, variant: String = "") -> ImageFixture {
        var image = self
        image.architecture = architecture
        image.variant = variant
        return image
    }

    /// The plain layers.
    package var archives: [[UInt8]] { layers.map(TarWriter.archive) }

    /// The digests of the plain layers.
    package var diffIDs: [Digest] { archives.map { Digest(of: $0) } }

    /// The layers as they are stored.
    package var blobs: [[UInt8]] {
        switch compression {
        case .none: archives
        case .gzip: archives.map(storedGzip)
        }
    }

    /// The configuration's bytes.
    package var configuration: [UInt8] {
        let variant = variant.isEmpty ? "" : #","variant":"\#(variant)""#
        let history = layers.indices.map { #"{"created_by":"step \#($0)"}"# }.joined(separator: ",")
        let labels = labels.sorted { $0.key < $1.key }.map { #""\#($0.key)":"\#($0.value)""# }.joined(separator: ",")
        return Array(
            """
            {"architecture":"\(architecture)","os":"\(system)"\(variant),"created":"2024-01-02T03:04:05Z",\
            "config":{"Env":[\(quoted(environment))],\(settings.isEmpty ? #""Cmd":["/bin/sh"]"# : settings),"Labels":{\(labels)}},\
            "rootfs":{"type":"layers","diff_ids":[\(quoted(diffIDs.map(\.description)))]},"history":[\(history)]}
            """.utf8)
    }

    /// The manifest's bytes.
    package var manifest: [UInt8] {
        let configuration = configuration
        let layers = blobs.map { Self.descriptor($0, layerType) }.joined(separator: ",")
        return Array(
            """
            {"schemaVersion":2,"mediaType":"\(manifestType)",\
            "config":\(Self.descriptor(configuration, configurationType)),"layers":[\(layers)]}
            """.utf8)
    }

    /// The manifest's digest.
    package var digest: Digest { Digest(of: manifest) }

    /// Everything that the manifest leads to, by digest.
    package var content: [Digest: [UInt8]] {
        var content = [Digest(of: configuration): configuration]
        for blob in blobs { content[Digest(of: blob)] = blob }
        return content
    }

    package var manifestType: String {
        isDocker
            ? "application/vnd.docker.distribution.manifest.v2+json" : "application/vnd.oci.image.manifest.v1+json"
    }

    private var configurationType: String {
        isDocker ? "application/vnd.docker.container.image.v1+json" : "application/vnd.oci.image.config.v1+json"
    }

    private var layerType: String {
        let suffix = compression == .gzip ? "gzip" : ""
        if isDocker { return "application/vnd.docker.image.rootfs.diff.tar" + (suffix.isEmpty ? "" : ".gzip") }
        return "application/vnd.oci.image.layer.v1.tar" + (suffix.isEmpty ? "" : "+gzip")
    }

    /// The descriptor of bytes, as JSON.
    package static func descriptor(_ bytes: [UInt8], _ mediaType: String, more: String = "") -> String {
        #"{"mediaType":"\#(mediaType)","digest":"\#(Digest(of: bytes))","size":\#(bytes.count)\#(more)}"#
    }

    /// The descriptor of this image in an index, as JSON.
    package func descriptor(name: String? = nil) -> String {
        let variant = variant.isEmpty ? "" : #","variant":"\#(variant)""#
        let platform = #","platform":{"architecture":"\#(architecture)","os":"\#(system)"\#(variant)}"#
        let annotations = name.map { #","annotations":{"org.opencontainers.image.ref.name":"\#($0)"}"# } ?? ""
        return Self.descriptor(manifest, manifestType, more: platform + annotations)
    }

    /// An index of several images.
    package static func index(_ images: [ImageFixture]) -> [UInt8] {
        let manifests = images.map { $0.descriptor() }.joined(separator: ",")
        return Array(
            #"{"schemaVersion":2,"mediaType":"\#(indexType)","manifests":[\#(manifests)]}"#.utf8)
    }

    package static let indexType = "application/vnd.oci.image.index.v1+json"

    private func quoted(_ texts: [String]) -> String { texts.map { "\"\($0)\"" }.joined(separator: ",") }
}
