internal import Glibc
internal import Synchronization

/// A file being written beside the place that it is for, which readers see whole or not at all.
package struct GrowingFile: ~Copyable {
    private static let counter = Atomic<Int>(0)

    private let path: String
    private let name: String
    private let file: FileHandle
    private var isPlaced = false

    /// Begins a file for a place.
    package init(for path: String) throws(SystemError) {
        self.path = path
        name = "\(path).\(getpid()).\(Self.counter.add(1, ordering: .relaxed).newValue).tmp"
        do throws(SystemError) { file = try FileHandle(creating: name) } catch { throw Self.failure(error, path) }
    }

    deinit { if !isPlaced { _ = unlink(name) } }

    /// Adds bytes at the end.
    package func write(_ bytes: [UInt8]) throws(SystemError) {
        do throws(SystemError) { try file.write(bytes) } catch { throw Self.failure(error, path) }
    }

    /// Writes over the first bytes, once all others are there.
    package func writeStart(_ bytes: [UInt8]) throws(SystemError) {
        do throws(SystemError) {
            try file.seek(to: 0)
            try file.write(bytes)
        } catch { throw Self.failure(error, path) }
    }

    /// Brings the bytes to the disk.
    package func synchronize() throws(SystemError) {
        do throws(SystemError) { try file.synchronize() } catch { throw Self.failure(error, path) }
    }

    /// Puts the file in its place.
    package consuming func place() throws(SystemError) {
        if rename(name, path) != 0 { throw SystemError("rename", path: path) }
        isPlaced = true
    }

    /// Leaves the file beside its place, for whoever puts it there.
    ///
    /// - Returns: its name.
    consuming func leave() -> String {
        isPlaced = true
        return name
    }

    /// The draft is nobody's business: what could not be written is the file that was asked for.
    private static func failure(_ error: SystemError, _ path: String) -> SystemError {
        SystemError(number: error.number, call: error.call, path: path)
    }
}
