import Bytes
import Platform
import TestSupport

/// An OCI layout in a folder whose layers are whatever a test makes of them, true to their digests or not.
struct CraftedLayout {
    private struct Layer {
        let digest: Digest
        let size: Int
        let diffID: Digest
    }

    private let folder: TemporaryFolder
    private let name: String
    private var layers: [Layer] = []

    init(in folder: TemporaryFolder, _ name: String = "layout") {
        self.folder = folder
        self.name = name
    }

    /// A layout of layers as plain archives.
    static func write(_ archives: [[UInt8]], in folder: TemporaryFolder, _ name: String = "layout") throws -> String {
        var layout = CraftedLayout(in: folder, name)
        for archive in archives { try layout.add(archive) }
        return try layout.finish()
    }

    /// Adds a layer.
    ///
    /// - Parameter digest: what the manifest says of the blob, if not the truth.
    /// - Parameter diffID: what the configuration says, if not the blob's own digest.
    mutating func add(_ blob: [UInt8], digest: Digest? = nil, diffID: Digest? = nil) throws {
        let digest = digest ?? Digest(of: blob)
        try folder.write("\(name)/blobs/sha256/\(digest.hex)", blob)
        layers.append(Layer(digest: digest, size: blob.count, diffID: diffID ?? Digest(of: blob)))
    }

    /// Adds a plain layer that is too large to be held, piece by piece.
    mutating func add(pieces: (_ write: ([UInt8]) throws -> Void) throws -> Void) throws {
        try folder.write("\(name)/blobs/sha256/draft", [])
        let draft = folder("\(name)/blobs/sha256/draft")
        let file = try FileHandle(appending: draft)
        var hasher = ContentHasher()
        var size = 0
        try pieces { piece in
            hasher.update(piece.span)
            size += piece.count
            try file.write(piece)
        }
        let digest = hasher.digest
        try AtomicFile.replace(folder("\(name)/blobs/sha256/\(digest.hex)"), by: draft)
        layers.append(Layer(digest: digest, size: size, diffID: digest))
    }

    /// Writes the documents; gives the layout's path.
    func finish() throws -> String {
        let diffIDs = layers.map { "\"\($0.diffID)\"" }.joined(separator: ",")
        let configuration = Array(
            #"{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[\#(diffIDs)]}}"#.utf8)
        let blobs = layers.map {
            #"{"mediaType":"application/vnd.oci.image.layer.v1.tar","digest":"\#($0.digest)","size":\#($0.size)}"#
        }
        let described = ImageFixture.descriptor(configuration, "application/vnd.oci.image.config.v1+json")
        let type = "application/vnd.oci.image.manifest.v1+json"
        let manifest = Array(
            """
            {"schemaVersion":2,"mediaType":"\(type)","config":\(described),"layers":[\(blobs.joined(separator: ","))]}
            """.utf8)
        for document in [configuration, manifest] {
            try folder.write("\(name)/blobs/sha256/\(Digest(of: document).hex)", document)
        }
        try folder.write("\(name)/oci-layout", text: #"{"imageLayoutVersion":"1.0.0"}"#)
        try folder.write(
            "\(name)/index.json",
            text: #"{"schemaVersion":2,"manifests":[\#(ImageFixture.descriptor(manifest, type))]}"#)
        return folder(name)
    }
}
