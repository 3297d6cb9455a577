internal import CPlatform
internal import Glibc

/// What kind of thing a path names.
package enum FileKind: UInt8, Sendable, Equatable {
    case regular, directory, symbolicLink, hardLink, characterDevice, blockDevice, fifo, socket
}

/// What the system says of a file.
package struct FileStatus: Sendable, Equatable {
    package let kind: FileKind
    package let mode: UInt16
    package let userID: UInt32
    package let groupID: UInt32
    package let size: Int
    package let device: UInt64
    /// Of a device, what it represents.
    private let represented: UInt64
    package let inode: UInt64
    package let linkCount: Int
    /// Seconds since 1970.
    package let modified: Int
    package let modifiedNanoseconds: Int

    init(_ raw: stat) {
        kind =
            switch raw.st_mode & S_IFMT {
            case S_IFDIR: .directory
            case S_IFLNK: .symbolicLink
            case S_IFCHR: .characterDevice
            case S_IFBLK: .blockDevice
            case S_IFIFO: .fifo
            case S_IFSOCK: .socket
            default: .regular
            }
        mode = UInt16(truncatingIfNeeded: raw.st_mode & 0o7777)
        userID = raw.st_uid
        groupID = raw.st_gid
        size = Int(raw.st_size)
        device = UInt64(raw.st_dev)
        represented = UInt64(raw.st_rdev)
        inode = UInt64(raw.st_ino)
        linkCount = Int(raw.st_nlink)
        modified = raw.st_mtim.tv_sec
        modifiedNanoseconds = raw.st_mtim.tv_nsec
    }

    /// The number of a device's driver (`makedev(3)`).
    package var representedMajor: UInt32 { UInt32(represented >> 8 & 0xfff | represented >> 32 & 0xffff_f000) }

    /// The driver's number for a device (`makedev(3)`).
    package var representedMinor: UInt32 { UInt32(represented & 0xff | represented >> 12 & 0xffff_ff00) }

    /// The status of what a path names, following links.
    package init(of path: String) throws(SystemError) {
        var raw = stat()
        _ = try retrying("stat", path: path) { stat(path, &raw) }
        self.init(raw)
    }

    /// The status of an entry of a directory, links not followed.
    package init(of name: String, in directory: borrowing FileHandle) throws(SystemError) {
        var raw = stat()
        let base = directory.descriptor
        _ = try retrying("fstatat", path: name) { fstatat(base, name, &raw, AT_SYMLINK_NOFOLLOW) }
        self.init(raw)
    }
}
