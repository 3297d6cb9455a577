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
        var found: [Descriptor] = []
        if let bytes = try repository.referrers(of: subject, limit: limits.manifestBytes),
            case .index(let descriptors) = try ManifestDocument(bytes.span)
        {
            found = descriptors
        }
        for tag in CosignTag.names(of: subject) {
            guard let bytes = try repository.manifest(ifTagged: tag, limit: limits.manifestBytes) else { continue }
            found.append(
                Descriptor(
                    mediaType: "application/vnd.oci.image.manifest.v1+json", digest: Digest(of: bytes),
                    size: bytes.count))
        }
        return found
    }

    package func blob(_ descriptor: Descriptor) -> any BlobSource {
        RegistryBlob(repository: repository, digest: descriptor.digest, size: descriptor.size)
    }
}
