internal import CPlatform
internal import Glibc

/// An open file, closed when the value goes.
package struct FileHandle: ~Copyable, Sendable {
    /// The descriptor, for calls that need it; it stays owned by the value.
    package let descriptor: Int32
    private let path: String

    /// Takes over a descriptor.
    package init(owning descriptor: Int32, path: String = "") {
        self.descriptor = descriptor
        self.path = path
    }

    /// Opens a file to read; a FIFO or a terminal never blocks the call.
    package init(reading path: String) throws(SystemError) {
        let descriptor = try retrying("open", path: path) {
            hm_openat(AT_FDCWD, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0)
        }
        self.init(owning: descriptor, path: path)
    }

    /// Opens a file relative to a directory and never follows a symbolic link at its end.
    package init(reading name: String, in directory: borrowing FileHandle) throws(SystemError) {
        let base = directory.descriptor
        let descriptor = try retrying("openat", path: name) {
            hm_openat(base, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, 0)
        }
        self.init(owning: descriptor, path: name)
    }

    /// Opens a file by its path within a root: links on the way stay inside that root, one at its end is not followed.
    package init(reading path: String, within root: borrowing FileHandle) throws(SystemError) {
        let base = root.descriptor
        let descriptor = try retrying("openat2", path: path) { hm_open_within(base, path) }
        self.init(owning: descriptor, path: path)
    }

    /// Opens a file at a path below a directory and follows no symbolic link, on the way or at its end.
    package init(reading path: String, below directory: borrowing FileHandle) throws(SystemError) {
        let parts = path.split(separator: "/")
        guard let last = parts.last else { throw SystemError(number: ENOENT, call: "openat", path: path) }
        var folder = try FileHandle(reading: ".", in: directory)
        for part in parts.dropLast() { folder = try FileHandle(reading: String(part), in: folder) }
        try self.init(reading: String(last), in: folder)
    }

    /// Creates a file that must not exist yet.
    package init(creating path: String, mode: UInt32 = 0o644) throws(SystemError) {
        let descriptor = try retrying("open", path: path) {
            hm_openat(AT_FDCWD, path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode)
        }
        self.init(owning: descriptor, path: path)
    }

    /// Opens a file to append to, creating it where it is missing.
    package init(appending path: String, mode: UInt32 = 0o644) throws(SystemError) {
        let descriptor = try retrying("open", path: path) {
            hm_openat(AT_FDCWD, path, O_RDWR | O_CREAT | O_CLOEXEC, mode)
        }
        self.init(owning: descriptor, path: path)
    }

    deinit { _ = close(descriptor) }

    package func status() throws(SystemError) -> FileStatus {
        var raw = stat()
        _ = try retrying("fstat", path: path) { fstat(descriptor, &raw) }
        return FileStatus(raw)
    }

    /// Reads up to the buffer's size at an offset; zero at the end of the file.
    package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(SystemError) -> Int {
        try retrying("pread", path: path) { pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset)) }
    }

    /// Reads up to the buffer's size at the file's own position; zero at the end.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
        try retrying("read", path: path) { Glibc.read(descriptor, buffer.baseAddress, buffer.count) }
    }

    /// Reads a range whole; fewer bytes only where the file ends.
    package func read(_ range: Range<Int>) throws(SystemError) -> [UInt8] {
        var failure: SystemError?
        let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, filled in
            do throws(SystemError) {
                while filled < range.count {
                    let rest = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
                    let count = try read(into: rest, at: range.lowerBound + filled)
                    if count == 0 { break }
                    filled += count
                }
            } catch { failure = error }
        }
        if let failure { throw failure }
        return bytes
    }

    /// Writes all the bytes at the file's own position.
    package func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
        var done = 0
        while done < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
            done += try retrying("write", path: path) { Glibc.write(descriptor, rest.baseAddress, rest.count) }
        }
    }

    package func write(_ bytes: [UInt8]) throws(SystemError) {
        var failure: SystemError?
        bytes.withUnsafeBytes { buffer in
            do throws(SystemError) { try write(buffer) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    package func truncate(to size: Int) throws(SystemError) {
        _ = try retrying("ftruncate", path: path) { ftruncate(descriptor, off_t(size)) }
    }

    package func seek(to offset: Int) throws(SystemError) {
        _ = try retrying("lseek", path: path) { lseek(descriptor, off_t(offset), SEEK_SET) }
    }

    /// Brings what was written to the disk.
    package func synchronize() throws(SystemError) {
        _ = try retrying("fdatasync", path: path) { fdatasync(descriptor) }
    }

    /// Takes the file's advisory lock, waiting for it.
    package func lock() throws(SystemError) {
        _ = try retrying("flock", path: path) { flock(descriptor, LOCK_EX) }
    }
}
