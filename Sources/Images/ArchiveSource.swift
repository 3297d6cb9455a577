package import Bytes
internal import JSON
package import Layers

/// An OCI image layout in a tar archive.
package struct ArchiveSource: ContentSource {
    private let index: ArchiveIndex

    package init(_ index: ArchiveIndex) {
        self.index = index
    }

    /// The descriptors of `index.json`.
    package func descriptors(limits: Limits) throws -> [Descriptor] {
        let bytes = try index.read("index.json", limit: limits.manifestBytes)
        guard case .index(let descriptors) = try ManifestDocument(bytes.span) else {
            throw ImageError(.malformed, "index.json of \(index.path) is not an image index")
        }
        return descriptors
    }

    package func document(_ descriptor: Descriptor, limit: Int) throws -> [UInt8] {
        try index.read(Self.name(descriptor.digest), limit: limit)
    }

    package func blob(_ descriptor: Descriptor) -> any BlobSource { index.blob(Self.name(descriptor.digest)) }

    package func referrers(of subject: Digest, limits: Limits) throws -> [Descriptor] {
        try referrers(of: subject, among: descriptors(limits: limits), limits: limits)
    }

    private static func name(_ digest: Digest) -> String { "blobs/\(digest.algorithm.rawValue)/\(digest.hex)" }
}
