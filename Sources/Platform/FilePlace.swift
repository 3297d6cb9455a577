internal import CPlatform
internal import Glibc

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

    /// Creates an empty file in memory (`memfd_create(2)`).
    package init(inMemory name: String) throws(SystemError) {
        self.init(owning: try retrying("memfd_create") { hm_memory_file(name) }, path: "memory")
    }

    /// Opens again what this process has open under a number, such as 0 for standard input.
    package init(inherited number: Int32) throws(SystemError) {
        self.init(owning: try retrying("fcntl") { hm_duplicate(number) }, path: "descriptor \(number)")
    }

    /// Reads at the file's own position and waits for a writer, even where the descriptor does not block; zero at the end.
    package func readWaiting(into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
        while true {
            do throws(SystemError) { return try read(into: buffer) } catch {
                guard error.number == EAGAIN else { throw error }
            }
            var wanted = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            _ = try retrying("poll") { poll(&wanted, 1, -1) }
        }
    }

    /// The same open file once more.
    package init(duplicating other: borrowing FileHandle) throws(SystemError) {
        let descriptor = other.descriptor
        self.init(owning: try retrying("dup") { hm_duplicate(descriptor) })
    }
}
