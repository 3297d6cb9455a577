package import Platform

/// Bytes of a known count that can be read at any place: a file, or an archive within an archive.
package protocol RandomAccess {
    var count: Int { get }
    /// The bytes of a range within `0..<count`; fewer only where the bytes end early.
    func bytes(in range: Range<Int>) throws(ZipError) -> [UInt8]
}

/// Bytes that are in memory already.
package struct MemoryBytes: RandomAccess, Sendable {
    private let content: [UInt8]

    package init(_ content: [UInt8]) { self.content = content }

    package var count: Int { content.count }

    package func bytes(in range: Range<Int>) throws(ZipError) -> [UInt8] { Array(content[range.clamped(to: 0..<count)]) }
}

/// The bytes of an open file, read as they are asked for.
package final class FileBytes: RandomAccess, Sendable {
    private let file: FileHandle
    package let count: Int

    package init(_ path: String) throws(SystemError) {
        file = try FileHandle(reading: path)
        count = try file.status().size
    }

    package func bytes(in range: Range<Int>) throws(ZipError) -> [UInt8] {
        do throws(SystemError) { return try file.read(range) } catch {
            throw ZipError(.unreadable, error.description)
        }
    }
}
