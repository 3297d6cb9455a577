package import Bytes
package import Layers

/// A repository of a registry as a source of content.
package struct RegistrySource: ContentSource {
    let repository: Repository
    /// The document that the lookup began with, so that it is not fetched twice.
    let first: (digest: Digest, bytes: [UInt8])

    package func document(_ descriptor: Descriptor, limit: Int) throws -> [UInt8] {
        if descriptor.digest == first.digest { return first.bytes }
        let limit = min(limit, descriptor.size)
        if ManifestDocument.mediaTypes.contains(descriptor.mediaType) {
            return try repository.manifest(descriptor.digest.description, limit: limit).bytes
        }
        return try repository.blob(descriptor.digest, limit: limit)
    }

    package func referrers(of subject: Digest, limits: Limits) throws -> [Descriptor] {
        guard let bytes = try repository.referrers(of: subject, limit: limits.manifestBytes) else { return [] }
        guard case .index(let descriptors) = try ManifestDocument(bytes.span) else { return [] }
        return descriptors
    }

    package func blob(_ descriptor: Descriptor) -> any BlobSource {
        RegistryBlob(repository: repository, digest: descriptor.digest, size: descriptor.size)
    }
}
