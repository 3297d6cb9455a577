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

    private static let blockSize = 512 << 10
    private static let inputSize = 256 << 10

    private let queue = BoundedQueue<Block>(capacity: 6)
    private let spare = BoundedQueue<Block>(capacity: 8)
    private let feeder: Feeder
    private var thread: Thread?
    private let limits: Limits
    private var plain: ContentHasher
    private var size = 0
    private var current: Block?

    /// Starts to read.
    ///
    /// - Parameter algorithm: the algorithm of the digests to be compared with.
    package init(_ blob: any BlobSource, limits: Limits, algorithm: Digest.Algorithm = .sha256) {
        self.limits = limits
        plain = ContentHasher(algorithm)
        let feeder = Feeder(blob: blob, algorithm: algorithm, queue: queue, spare: spare, limit: limits.layerBytes)
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
        if !feeder.isPlain { plain.update(block.bytes) }
        current = block
        return block.bytes
    }

    /// Reads what is left, since digests cover all bytes, and tells the digests.
    package func finish() throws(LayerError) -> Outcome {
        while try next() != nil {}
        guard let digest = feeder.digest else { throw LayerError(.unreadable, "the layer could not be read") }
        return Outcome(
            digest: digest, diffID: feeder.isPlain ? digest : plain.digest, blobSize: feeder.blobSize, size: size,
            compression: feeder.compression)
    }
}
