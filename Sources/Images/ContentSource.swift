package import Bytes
package import Layers

/// Where an image's content is found by digest: a layout on disk, an archive, a registry.
package protocol ContentSource: Sendable {
    /// A small document whole, as it is stored, not yet verified.
    func document(_ descriptor: Descriptor, limit: Int) throws -> [UInt8]
    /// A blob to be streamed; missing content is an error when it is opened.
    func blob(_ descriptor: Descriptor) -> any BlobSource
    /// Manifests whose subject is the one of a digest.
    func referrers(of subject: Digest, limits: Limits) throws -> [Descriptor]
}

extension ContentSource {
    /// A small document that is what its descriptor says.
    func verified(_ descriptor: Descriptor, limit: Int) throws -> [UInt8] {
        guard descriptor.size <= limit else {
            throw ImageError(
                .limitExceeded,
                "\(descriptor.digest) has \(descriptor.size) bytes, more than the \(limit) that such a document may have"
            )
        }
        let bytes = try document(descriptor, limit: limit)
        let actual = Digest(of: bytes, algorithm: descriptor.digest.algorithm)
        guard actual == descriptor.digest else {
            throw ImageError(.digestMismatch, "the content of \(descriptor.digest) has another digest, \(actual)")
        }
        return bytes
    }
}
