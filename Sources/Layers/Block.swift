/// A piece of memory that bytes are read into and handed on in.
///
/// One thread fills it, then another reads it: the queue between them orders the two, which is what makes it Sendable.
package final class Block: @unchecked Sendable {
    package let memory: UnsafeMutableRawBufferPointer
    /// How many bytes are filled.
    package var count = 0

    package init(capacity: Int) {
        memory = .allocate(byteCount: capacity, alignment: 64)
    }

    deinit { memory.deallocate() }

    package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }
    package var rest: UnsafeMutableRawBufferPointer { UnsafeMutableRawBufferPointer(rebasing: memory[count...]) }
    package var isFull: Bool { count == memory.count }
}

/// Where bytes come from in order: a file, a part of one, a connection.
package protocol ByteSource: AnyObject {
    /// Fills some of the buffer; zero at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
}

/// Content that can be opened as often as it takes.
package protocol BlobSource: Sendable {
    /// Begins at the first byte.
    func open() throws -> any ByteSource
}
