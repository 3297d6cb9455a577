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

    package func bytes(in range: Range<Int>) throws(ZipError) -> [UInt8] {
        Array(content[range.clamped(to: 0..<count)])
    }
}

/// Bytes that somebody else holds, to be used only while they do.
package struct BorrowedBytes: RandomAccess {
    private let content: UnsafeBufferPointer<UInt8>

    /// Takes what `withUnsafeBufferPointer` gives, within whose body this must stay.
    package init(_ content: UnsafeBufferPointer<UInt8>) { self.content = content }

    package var count: Int { content.count }

    package func bytes(in range: Range<Int>) throws(ZipError) -> [UInt8] {
        Array(content[range.clamped(to: 0..<count)])
    }
}

/// Some parts of a file of known length; the rest is not at hand.
package struct PartialBytes: RandomAccess, Sendable {
    package let count: Int
    private var parts: [(start: Int, bytes: [UInt8])] = []

    package init(count: Int) { self.count = count }

    /// Adds what lies at a place.
    package mutating func add(_ bytes: [UInt8], at start: Int) { parts.append((start, bytes)) }

    package func bytes(in range: Range<Int>) throws(ZipError) -> [UInt8] {
        guard !range.isEmpty else { return [] }
        for part in parts where part.start <= range.lowerBound && range.upperBound <= part.start + part.bytes.count {
            return Array(part.bytes[(range.lowerBound - part.start)..<(range.upperBound - part.start)])
        }
        throw ZipError(.unreadable, "the bytes at \(range.lowerBound) are not at hand")
    }
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
