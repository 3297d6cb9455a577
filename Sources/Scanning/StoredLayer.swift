package import Bytes
package import Layers

/// A layer's blob and what the image says that it is.
package struct StoredLayer {
    package let blob: any BlobSource
    package let size: Int?
    package let digest: Digest?
    package let diffID: Digest

    package init(blob: any BlobSource, size: Int?, digest: Digest?, diffID: Digest) {
        self.blob = blob
        self.size = size
        self.digest = digest
        self.diffID = diffID
    }

    /// Begins to read it.
    package func stream(_ limits: Limits) -> LayerStream {
        LayerStream(
            blob, limits: limits, size: size, algorithm: diffID.algorithm, blobAlgorithm: digest?.algorithm)
    }

    /// Checks that what was read is what it should be.
    package func verify(_ outcome: LayerStream.Outcome) throws(LayerError) {
        if let digest, outcome.digest != digest { throw Self.mismatch(outcome.digest, digest) }
        guard outcome.diffID == diffID else { throw Self.mismatch(outcome.diffID, diffID) }
    }

    private static func mismatch(_ actual: Digest, _ expected: Digest) -> LayerError {
        LayerError(.digestMismatch, "its content is \(actual) and should be \(expected)")
    }
}
