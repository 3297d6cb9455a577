package import Bytes
package import Layers
internal import Platform

/// An OCI image layout in a directory (OCI image specification, "Image Layout").
package struct LayoutSource: ContentSource {
    private let directory: String

    package init(directory: String) {
        self.directory = directory
    }

    /// The descriptors of `index.json`.
    package func index(limits: Limits) throws -> [Descriptor] {
        let bytes = try read("\(directory)/index.json", limit: limits.manifestBytes)
        guard case .index(let descriptors) = try ManifestDocument(bytes.span) else {
            throw ImageError(.malformed, "\(directory)/index.json is not an image index")
        }
        return descriptors
    }

    package func document(_ descriptor: Descriptor, limit: Int) throws -> [UInt8] {
        try read(path(descriptor.digest), limit: limit)
    }

    package func blob(_ descriptor: Descriptor) -> any BlobSource { FileBlob(path: path(descriptor.digest)) }

    package func referrers(of subject: Digest, limits: Limits) throws -> [Descriptor] {
        try referrers(of: subject, among: index(limits: limits), limits: limits)
    }

    private func path(_ digest: Digest) -> String { "\(directory)/blobs/\(digest.algorithm.rawValue)/\(digest.hex)" }

    private func read(_ path: String, limit: Int) throws -> [UInt8] {
        do throws(SystemError) {
            let file = try FileHandle(reading: path)
            let size = try file.status().size
            if size <= limit { return try file.read(0..<size) }
        } catch {
            throw ImageError(error.isNotFound ? .notFound : .unreadable, "\(error)")
        }
        throw ImageError(.limitExceeded, "\(path) has more than \(limit) bytes")
    }
}
