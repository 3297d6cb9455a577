internal import Bytes
internal import Platform
internal import Synchronization

/// The reading side of a layer's stream: reads, hashes and decompresses on a thread of its own.
final class Feeder: @unchecked Sendable {
    /// Held while a layer with a large window is decompressed, so that memory for one of them at a time is enough.
    private static let largeWindows = Mutex(())

    // `@unchecked Sendable`: what the thread writes and the other side reads meanwhile is behind atomics. `failure`, `digest` and
    // `compression` are read only after `queue.take()` gave nothing: the thread closes the queue last, and the queue's mutex orders the two.
    private let blob: any BlobSource
    private let algorithm: Digest.Algorithm
    private let queue: BoundedQueue<Block>
    private let spare: BoundedQueue<Block>
    /// Bytes of the blob beyond which it is not read on.
    private let limit: Int
    /// How many bytes the blob must have; nothing where nobody says.
    private let expectedSize: Int?
    private let read = Atomic<Int>(0)
    private let plainness = Atomic<Bool>(false)
    private let isStopped = Atomic<Bool>(false)

    /// Why the stream ended before its end; to be asked once the queue is closed.
    private(set) var failure: LayerError?
    /// The blob's digest; there once the queue is closed without failure.
    private(set) var digest: Digest?
    private(set) var compression = Compression.none

    /// What the source failed with after it had given some bytes, which go out first.
    private var pendingFailure: (any Error)?

    /// Bytes of the blob read so far.
    var blobSize: Int { read.load(ordering: .relaxed) }
    /// Whether the blob is not compressed.
    var isPlain: Bool { plainness.load(ordering: .acquiring) }

    init(
        blob: any BlobSource, algorithm: Digest.Algorithm, queue: BoundedQueue<Block>, spare: BoundedQueue<Block>,
        limit: Int, expectedSize: Int?
    ) {
        self.blob = blob
        self.algorithm = algorithm
        self.queue = queue
        self.spare = spare
        self.limit = limit
        self.expectedSize = expectedSize
    }

    /// Ends the reading at the next piece, even where it gives no plain bytes that anybody would wait for.
    func stop() { isStopped.store(true, ordering: .relaxed) }

    func run() {
        defer { queue.close() }
        do {
            let source = try blob.open()
            let input = Block(capacity: 256 << 10)
            var hasher = ContentHasher(algorithm)
            try fill(input, from: source, hashing: &hasher)
            compression = Compression(head: Span(_unsafeElements: input.bytes.bindMemory(to: UInt8.self)))
            switch compression {
            case .none:
                plainness.store(true, ordering: .releasing)
                try pass(source, input, &hasher)
            case .gzip:
                var decompressor = try Gunzip()
                try pump(source, input, &hasher, &decompressor)
            case .zstd:
                if ZstdWindow(head: input.bytes).isLarge {
                    try Self.largeWindows.withLock { _ in try unzstd(source, input, &hasher) }
                } else {
                    try unzstd(source, input, &hasher)
                }
            case .bzip2, .xz:
                throw LayerError(
                    .unsupported, "the layer is compressed with \(compression.rawValue), which image layers may not be")
            }
            digest = hasher.digest
        } catch let error as LayerError {
            failure = error
        } catch {
            failure = LayerError(.unreadable, "\(error)")
        }
    }

    private func unzstd(_ source: any ByteSource, _ input: Block, _ hasher: inout ContentHasher) throws {
        var decompressor = try Unzstd()
        try pump(source, input, &hasher, &decompressor)
    }

    /// Plain bytes go on as they are read, without a copy.
    private func pass(_ source: any ByteSource, _ head: Block, _ hasher: inout ContentHasher) throws {
        guard head.count > 0, queue.put(head) else { return }
        while true {
            let block = spare.poll() ?? Block(capacity: 512 << 10)
            block.count = 0
            try fill(block, from: source, hashing: &hasher)
            guard block.count > 0, queue.put(block) else { return }
        }
    }

    private func pump<D: Decompressor & ~Copyable>(
        _ source: any ByteSource, _ input: Block, _ hasher: inout ContentHasher, _ decompressor: inout D
    ) throws {
        var isLast = input.count == 0
        var offset = 0
        var block = Block(capacity: 512 << 10)
        while true {
            let step: DecompressionStep
            do {
                step = try decompressor.run(input.bytes, from: &offset, isLast: isLast, into: block)
                if step == .needsInput {
                    input.count = 0
                    offset = 0
                    try fill(input, from: source, hashing: &hasher)
                    isLast = input.count == 0
                }
            } catch {
                // What came out before the broken place is good and worth reading.
                if block.count > 0 { _ = queue.put(block) }
                throw error
            }
            switch step {
            case .blockFull:
                guard queue.put(block) else { return }
                block = spare.poll() ?? Block(capacity: 512 << 10)
                block.count = 0
            case .needsInput: break
            case .ended:
                if block.count > 0 { guard queue.put(block) else { return } }
                return
            }
        }
    }

    /// Fills a block as far as there is input, and hashes what came.
    private func fill(_ block: Block, from source: any ByteSource, hashing hasher: inout ContentHasher) throws {
        if let pendingFailure { throw pendingFailure }
        let start = block.count
        while !block.isFull {
            if isStopped.load(ordering: .relaxed) {
                throw LayerError(.unreadable, "nobody wants the rest of the layer")
            }
            do {
                let count = try source.read(into: block.rest)
                if count == 0 {
                    try checkEnd()
                    break
                }
                block.count += count
                try check(read.add(count, ordering: .relaxed).newValue)
            } catch {
                guard block.count > start, (error as? LayerError)?.code != .digestMismatch else { throw error }
                pendingFailure = error
                break
            }
        }
        hasher.update(UnsafeRawBufferPointer(rebasing: block.bytes[start...]))
    }

    /// Checks that the blob has not given more than it may.
    private func check(_ total: Int) throws(LayerError) {
        if let expectedSize, total > expectedSize {
            throw LayerError(.digestMismatch, "the blob has more than the \(expectedSize) bytes that it should have")
        }
        if total > limit { throw LayerError(.limitExceeded, "the layer's blob has more than \(limit) bytes") }
    }

    /// Checks that the blob does not end before its end.
    private func checkEnd() throws(LayerError) {
        if let expectedSize, blobSize < expectedSize {
            throw LayerError(.truncated, "the blob ends after \(blobSize) of its \(expectedSize) bytes")
        }
    }
}
