internal import CPlatform
internal import Glibc

/// What can be done to the entries of an open directory; names are single parts, and links at their end are never followed.
extension FileHandle {
    /// Opens a directory beneath this one; fails where a link stands on the way (`ELOOP`) or the path leaves (`EXDEV`).
    package func folder(beneath path: String) throws(SystemError) -> FileHandle {
        let base = descriptor
        return FileHandle(
            owning: try retrying("openat2", path: path) {
                hm_open_beneath(base, path.isEmpty ? "." : path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
            }, path: path)
    }

    /// Opens a regular file beneath this directory to read it.
    package func file(beneath path: String) throws(SystemError) -> FileHandle {
        let base = descriptor
        return FileHandle(
            owning: try retrying("openat2", path: path) {
                hm_open_beneath(base, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0)
            }, path: path)
    }

    /// Makes a directory that must not exist yet.
    package func makeFolder(_ name: String, mode: UInt16 = 0o755) throws(SystemError) {
        let base = descriptor
        _ = try retrying("mkdirat", path: name) { mkdirat(base, name, mode_t(mode)) }
    }

    /// Creates a file that must not exist yet, and opens it to write.
    package func makeFile(_ name: String, mode: UInt16 = 0o600) throws(SystemError) -> FileHandle {
        let base = descriptor
        return FileHandle(
            owning: try retrying("openat", path: name) {
                hm_openat(base, name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, UInt32(mode))
            }, path: name)
    }

    package func makeSymbolicLink(_ name: String, to target: String) throws(SystemError) {
        let base = descriptor
        _ = try retrying("symlinkat", path: name) { symlinkat(target, base, name) }
    }

    /// Gives an entry of another directory a second name here.
    package func makeHardLink(_ name: String, to other: String, in folder: borrowing FileHandle) throws(SystemError) {
        let base = descriptor
        let origin = folder.descriptor
        _ = try retrying("linkat", path: name) { linkat(origin, other, base, name, 0) }
    }

    /// Makes a FIFO.
    package func makeFIFO(_ name: String, mode: UInt16) throws(SystemError) {
        let base = descriptor
        _ = try retrying("mkfifoat", path: name) { mkfifoat(base, name, mode_t(mode)) }
    }

    /// Makes what overlayfs takes for a name that is removed.
    package func makeWhiteout(_ name: String) throws(SystemError) {
        let base = descriptor
        _ = try retrying("mknodat", path: name) { hm_make_whiteout(base, name) }
    }

    /// Whether an entry is what overlayfs takes for a name that is removed.
    package func isWhiteout(_ name: String) -> Bool { hm_is_whiteout(descriptor, name) == 1 }

    /// Where a symbolic link of this directory points.
    package func target(ofLink name: String) throws(SystemError) -> String {
        var bytes = [CChar](repeating: 0, count: 4096)
        let base = descriptor
        let count = try retrying("readlinkat", path: name) { readlinkat(base, name, &bytes, bytes.count) }
        return String(decoding: bytes.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    package func remove(_ name: String, isFolder: Bool = false) throws(SystemError) {
        let base = descriptor
        _ = try retrying("unlinkat", path: name) { unlinkat(base, name, isFolder ? AT_REMOVEDIR : 0) }
    }

    package func setOwner(of name: String, user: UInt32, group: UInt32) throws(SystemError) {
        let base = descriptor
        _ = try retrying("fchownat", path: name) { fchownat(base, name, user, group, AT_SYMLINK_NOFOLLOW) }
    }

    /// Sets an entry's permissions; not to be called for links, which have none.
    package func setMode(of name: String, _ mode: UInt16) throws(SystemError) {
        let base = descriptor
        _ = try retrying("fchmodat", path: name) { fchmodat(base, name, mode_t(mode), 0) }
    }

    /// Sets when an entry was last written, in seconds since 1970.
    package func setModified(of name: String, _ seconds: Int) throws(SystemError) {
        let base = descriptor
        let time = timespec(tv_sec: seconds, tv_nsec: 0)
        _ = try retrying("utimensat", path: name) { utimensat(base, name, [time, time], AT_SYMLINK_NOFOLLOW) }
    }

    package func rename(_ name: String, to other: String, in folder: borrowing FileHandle) throws(SystemError) {
        let base = descriptor
        let target = folder.descriptor
        _ = try retrying("renameat", path: name) { renameat(base, name, target, other) }
    }
}

/// What can be done to the open file itself.
extension FileHandle {
    /// Writes all the bytes at an offset.
    package func write(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(SystemError) {
        var done = 0
        while done < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
            let place = offset + done
            let file = descriptor
            done += try retrying("pwrite") { hm_write_at(file, rest.baseAddress, rest.count, place) }
        }
    }

    package func setOwner(user: UInt32, group: UInt32) throws(SystemError) {
        let file = descriptor
        _ = try retrying("fchown") { fchown(file, user, group) }
    }

    package func setMode(_ mode: UInt16) throws(SystemError) {
        let file = descriptor
        _ = try retrying("fchmod") { fchmod(file, mode_t(mode)) }
    }

    package func setModified(_ seconds: Int) throws(SystemError) {
        let file = descriptor
        let time = timespec(tv_sec: seconds, tv_nsec: 0)
        _ = try retrying("futimens") { futimens(file, [time, time]) }
    }

    package func setAttribute(_ name: String, _ value: [UInt8]) throws(SystemError) {
        let file = descriptor
        _ = try retrying("fsetxattr", path: name) { hm_set_attribute(file, name, value, value.count) }
    }

    /// The names of the extended attributes, as far as 64 KiB hold them.
    package func attributeNames() throws(SystemError) -> [String] {
        var names = [CChar](repeating: 0, count: 65_536)
        let file = descriptor
        let count = try retrying("flistxattr") { hm_list_attributes(file, &names, names.count) }
        return names.prefix(count).split(separator: 0).map {
            String(decoding: $0.map(UInt8.init(bitPattern:)), as: UTF8.self)
        }
    }

    /// An extended attribute of at most 64 KiB, or nothing where there is none.
    package func attribute(_ name: String) -> [UInt8]? {
        var value = [UInt8](repeating: 0, count: 65_536)
        let count = hm_get_attribute(descriptor, name, &value, value.count)
        return count < 0 ? nil : Array(value.prefix(count))
    }

    /// Brings all of the file system to the disk that the file lies on.
    package func synchronizeFileSystem() throws(SystemError) {
        let file = descriptor
        _ = try retrying("syncfs") { hm_sync_file_system(file) }
    }

    /// Takes the file's advisory lock if nobody has it.
    package func tryLock() throws(SystemError) -> Bool {
        let file = descriptor
        return try retrying("flock") { hm_try_lock(file) } == 1
    }
}
