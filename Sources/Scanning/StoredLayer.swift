internal import Bytes
internal import Layers

/// A layer's blob and what the image says that it is.
struct StoredLayer {
    let blob: any BlobSource
    let size: Int?
    let digest: Digest?
    let diffID: Digest

    /// Begins to read it.
    func stream(_ limits: Limits) -> LayerStream {
        LayerStream(
            blob, limits: limits, size: size, algorithm: diffID.algorithm, blobAlgorithm: digest?.algorithm)
    }

    /// Checks that what was read is what it should be.
    func verify(_ outcome: LayerStream.Outcome) throws(LayerError) {
        if let digest, outcome.digest != digest { throw Self.mismatch(outcome.digest, digest) }
        guard outcome.diffID == diffID else { throw Self.mismatch(outcome.diffID, diffID) }
    }

    private static func mismatch(_ actual: Digest, _ expected: Digest) -> LayerError {
        LayerError(.digestMismatch, "its content is \(actual) and should be \(expected)")
    }
}
