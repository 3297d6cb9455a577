import Layers

/// A blob that goes on for ever with the same bytes.
struct EndlessBlob: BlobSource {
    let beginning: [UInt8]

    func open() throws -> any ByteSource { EndlessSource(beginning) }
}

private final class EndlessSource: ByteSource {
    private var rest: ArraySlice<UInt8>

    init(_ beginning: [UInt8]) { rest = beginning[...] }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard !rest.isEmpty else {
            buffer.initializeMemory(as: UInt8.self, repeating: 0)
            return buffer.count
        }
        let count = min(buffer.count, rest.count)
        buffer.copyBytes(from: rest.prefix(count))
        rest = rest.dropFirst(count)
        return count
    }
}

/// Feeds bytes in memory in pieces of one size.
final class MemoryFeed: ByteFeed {
    private let memory: UnsafeMutableRawBufferPointer
    private let pieceSize: Int
    private let canSkip: Bool
    private var offset = 0

    init(_ bytes: [UInt8], pieceSize: Int, canSkip: Bool = false) {
        memory = .allocate(byteCount: max(1, bytes.count), alignment: 1)
        memory.copyBytes(from: bytes)
        self.pieceSize = pieceSize
        self.canSkip = canSkip
        count = bytes.count
    }

    private let count: Int

    deinit { memory.deallocate() }

    func next() throws(LayerError) -> UnsafeRawBufferPointer? {
        guard offset < count else { return nil }
        let end = min(count, offset + pieceSize)
        defer { offset = end }
        return UnsafeRawBufferPointer(rebasing: memory[offset..<end])
    }

    func skip(_ wanted: Int) throws(LayerError) -> Int {
        guard canSkip else { return 0 }
        let passed = min(wanted, count - offset)
        offset += passed
        return passed
    }
}
