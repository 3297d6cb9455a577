import Layers

/// A blob in memory, one of whose reads may fail.
struct MemoryBlob: BlobSource {
    let bytes: [UInt8]
    /// The read that fails, counted over all times that the blob is opened in one source; nothing for none.
    var failingRead: Int?
    var pieceSize = Int.max

    init(_ bytes: [UInt8], failingRead: Int? = nil, pieceSize: Int = .max) {
        self.bytes = bytes
        self.failingRead = failingRead
        self.pieceSize = pieceSize
    }

    func open() throws -> any ByteSource { MemorySource(self) }
}

/// What a read of a `MemoryBlob` fails with.
struct ReadFailure: Error, CustomStringConvertible {
    var description: String { "the disk is gone" }
}

private final class MemorySource: ByteSource {
    private let blob: MemoryBlob
    private var offset = 0
    private var reads = 0

    init(_ blob: MemoryBlob) { self.blob = blob }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        defer { reads += 1 }
        if reads == blob.failingRead { throw ReadFailure() }
        let count = min(buffer.count, blob.bytes.count - offset, blob.pieceSize)
        buffer.copyBytes(from: blob.bytes[offset..<(offset + count)])
        offset += count
        return count
    }
}
