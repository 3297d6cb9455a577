package import Bytes
internal import Platform
internal import Synchronization

/// The plain bytes of one blob, block by block, both of its digests being computed on the way.
///
/// One thread reads, hashes and decompresses; the other, the caller's, hashes the plain bytes and makes sense of them. That is as
/// fast as the slower of the two, and holds a few blocks in memory whatever the blob's size.
package final class LayerStream {
    /// What is known of a blob once all of it went by.
    package struct Outcome: Sendable {
        /// The digest of the blob as it is stored.
        package let digest: Digest
        /// The digest of the plain bytes.
        package let diffID: Digest
        package let blobSize: Int
        package let size: Int
        package let compression: Compression
    }

    private let queue = BoundedQueue<Block>(capacity: 6)
    private let spare = BoundedQueue<Block>(capacity: 8)
    private let feeder: Feeder
    private var thread: Thread?
    private let limits: Limits
    private var plain: ContentHasher
    private let blobAlgorithm: Digest.Algorithm
    private let algorithm: Digest.Algorithm
    private var size = 0
    private var current: Block?

    /// Starts to read.
    ///
    /// - Parameter size: how many bytes the blob must have; a shorter one is cut, a longer one is another. Nothing where nobody says.
    /// - Parameter algorithm: the algorithm of the plain bytes' digest.
    /// - Parameter blobAlgorithm: the algorithm of the blob's digest, if it is another.
    package init(
        _ blob: any BlobSource, limits: Limits, size: Int? = nil, algorithm: Digest.Algorithm = .sha256,
        blobAlgorithm: Digest.Algorithm? = nil
    ) {
        self.limits = limits
        self.algorithm = algorithm
        self.blobAlgorithm = blobAlgorithm ?? algorithm
        plain = ContentHasher(algorithm)
        let feeder = Feeder(
            blob: blob, algorithm: self.blobAlgorithm, queue: queue, spare: spare, limit: limits.layerBytes,
            expectedSize: size)
        self.feeder = feeder
        thread = Thread { feeder.run() }
        if thread == nil { queue.close() }
    }

    deinit {
        feeder.stop()
        queue.close()
        spare.close()
        thread?.join()
    }

    /// The next bytes, valid until the next call; nothing at the end.
    package func next() throws(LayerError) -> UnsafeRawBufferPointer? {
        if let block = current {
            block.count = 0
            _ = spare.offer(block)
            current = nil
        }
        guard let block = queue.take() else {
            if thread == nil { throw LayerError(.unreadable, "the system gives no thread to read with") }
            if let failure = feeder.failure { throw failure }
            return nil
        }
        size += block.count
        let isBomb = size > limits.expansionFloor && size / limits.expansion > feeder.blobSize
        guard size <= limits.layerBytes && !isBomb else {
            throw LayerError(
                .limitExceeded, "the layer expands to more than \(size) bytes from \(feeder.blobSize)", at: size)
        }
        if !isHashedOnce { plain.update(block.bytes) }
        current = block
        return block.bytes
    }

    /// Reads what is left, since digests cover all bytes, and tells the digests.
    package func finish() throws(LayerError) -> Outcome {
        while try next() != nil {}
        guard let digest = feeder.digest else { throw LayerError(.unreadable, "the layer could not be read") }
        return Outcome(
            digest: digest, diffID: isHashedOnce ? digest : plain.digest, blobSize: feeder.blobSize, size: size,
            compression: feeder.compression)
    }

    /// Whether the blob's digest is that of the plain bytes as well.
    private var isHashedOnce: Bool { feeder.isPlain && algorithm == blobAlgorithm }
}
