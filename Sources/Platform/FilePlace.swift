internal import CPlatform

/// Where a file is to be found: under a path, or only through a handle that keeps it.
package enum FilePlace: Sendable, CustomStringConvertible {
    case path(String)
    case open(OpenFile)

    package var description: String {
        switch self {
        case .path(let path): path
        case .open: "an unnamed file"
        }
    }

    /// Opens the file to read at offsets.
    package func open() throws(SystemError) -> FileHandle {
        switch self {
        case .path(let path): try FileHandle(reading: path)
        case .open(let file): try FileHandle(duplicating: file.handle)
        }
    }
}

/// A file held open for all who read it.
package final class OpenFile: Sendable {
    package let handle: FileHandle

    package init(_ handle: consuming FileHandle) { self.handle = handle }
}

extension FileHandle {
    /// Creates a file without a name in a folder, which takes its room there and is gone when it is closed.
    package init(namelessIn directory: String) throws(SystemError) {
        let descriptor = try retrying("open", path: directory) { hm_nameless_file(directory) }
        self.init(owning: descriptor, path: directory)
    }

    /// The same open file once more.
    package init(duplicating other: borrowing FileHandle) throws(SystemError) {
        let descriptor = other.descriptor
        self.init(owning: try retrying("dup") { hm_duplicate(descriptor) })
    }
}
