package import Layers

/// A blob in memory that gives so many bytes a read, and one of whose reads may fail.
package struct MemoryBlob: BlobSource {
    package let bytes: [UInt8]
    package var pieceSize = Int.max
    /// The read that fails, 0 being the first; nothing for none.
    package var failingRead: Int?

    package init(_ bytes: [UInt8], pieceSize: Int = .max, failingRead: Int? = nil) {
        self.bytes = bytes
        self.pieceSize = pieceSize
        self.failingRead = failingRead
    }

    package func open() throws -> any ByteSource { MemorySource(self) }
}

/// What a read of a `MemoryBlob` fails with.
package struct ReadFailure: Error, CustomStringConvertible {
    package init() {}

    package var description: String { "the disk is gone" }
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
