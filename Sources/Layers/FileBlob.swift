package import Platform

/// A file on disk, or a part of one, as a blob.
package struct FileBlob: BlobSource {
    private let place: FilePlace
    private let range: Range<Int>?

    /// - Parameter range: the part of the file; nothing for all of it.
    package init(_ place: FilePlace, range: Range<Int>? = nil) {
        self.place = place
        self.range = range
    }

    package init(path: String, range: Range<Int>? = nil) { self.init(.path(path), range: range) }

    package func open() throws -> any ByteSource { try FileSource(place, range: range) }
}

/// Reads a file, or a part of one, from its beginning to its end.
package final class FileSource: ByteSource {
    private let file: FileHandle
    private var offset: Int
    private let end: Int

    package init(_ place: FilePlace, range: Range<Int>? = nil) throws {
        file = try place.open()
        // A device or a pipe in the place of a blob could go on for ever.
        guard try file.status().kind == .regular else {
            throw LayerError(.unreadable, "\(place) is not a regular file")
        }
        offset = range?.lowerBound ?? 0
        end = range?.upperBound ?? Int.max
    }

    package func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let wanted = min(buffer.count, end - offset)
        guard wanted > 0 else { return 0 }
        let count = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]), at: offset)
        offset += count
        return count
    }
}
