internal import CPlatform
internal import Glibc

/// Directories: listing, making, and where the user's own are.
package enum Directory {
    /// The names in an open directory, sorted by bytes, without `.` and `..`; names that are no UTF-8 are repaired.
    package static func names(in directory: borrowing FileHandle) throws(SystemError) -> [String] {
        let duplicate = try retrying("openat") {
            hm_openat(directory.descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
        }
        guard let stream = fdopendir(duplicate) else {
            let failure = SystemError("fdopendir")
            _ = close(duplicate)
            throw failure
        }
        defer { closedir(stream) }
        var names: [String] = []
        errno = 0
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { field in
                field.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != "." && name != ".." { names.append(name) }
            errno = 0
        }
        if errno != 0 { throw SystemError("readdir") }
        names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return names
    }

    /// What the symbolic link at a path below an open directory says; nothing where no link is there.
    ///
    /// - Parameter path: one whose folders are no links.
    package static func link(at path: String, below directory: Int32) -> String? {
        var buffer = [CChar](repeating: 0, count: 4097)
        let length = buffer.withUnsafeMutableBufferPointer { bytes in
            bytes.baseAddress.map { readlinkat(directory, path, $0, bytes.count) } ?? -1
        }
        guard length > 0 else { return nil }
        return String(decoding: buffer[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The names in the directory at a path.
    package static func names(at path: String) throws(SystemError) -> [String] {
        try names(in: FileHandle(reading: path))
    }

    /// Makes a directory and those above it; one that stands already is fine.
    package static func make(_ path: String, mode: UInt32 = 0o755) throws(SystemError) {
        if mkdir(path, mode) == 0 || errno == EEXIST { return }
        let failure = SystemError("mkdir", path: path)
        guard failure.number == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else {
            throw failure
        }
        try make(String(path[..<slash]), mode: mode)
        if mkdir(path, mode) != 0 && errno != EEXIST { throw SystemError("mkdir", path: path) }
    }

    /// The file system's magic number below an open directory (`statfs(2)`), which tells `/proc` from a disk.
    package static func fileSystemType(of directory: borrowing FileHandle) throws(SystemError) -> Int {
        let descriptor = directory.descriptor
        return try retrying("fstatfs") { hm_file_system_type(descriptor) }
    }

    /// The user's cache: `$XDG_CACHE_HOME/hullmark` or `~/.cache/hullmark`.
    package static var userCache: String { user("XDG_CACHE_HOME", else: ".cache") }

    /// The user's lasting data: `$XDG_DATA_HOME/hullmark` or `~/.local/share/hullmark`.
    package static var userData: String { user("XDG_DATA_HOME", else: ".local/share") }

    /// The user's settings: `$XDG_CONFIG_HOME/hullmark` or `~/.config/hullmark`.
    package static var userSettings: String { user("XDG_CONFIG_HOME", else: ".config") }

    /// A base directory that the environment names; a relative path is ignored (XDG Base Directory Specification, "Environment variables").
    package static func base(_ variable: String, in environment: (String) -> String?) -> String? {
        environment(variable).flatMap { $0.hasPrefix("/") ? $0 : nil }
    }

    /// The user's home directory, by the environment or else by the system's list of users.
    package static var home: String {
        if let home = environment("HOME") { return home }
        guard let user = getpwuid(geteuid()), let home = user.pointee.pw_dir else { return "/" }
        return String(cString: home)
    }

    /// The number of the user that this process runs as.
    package static var userIdentifier: UInt32 { geteuid() }

    private static func user(_ variable: String, else relative: String) -> String {
        "\(base(variable, in: environment) ?? "\(home)/\(relative)")/hullmark"
    }
}

/// The names of the environment's variables.
package var environmentNames: [String] {
    var names: [String] = []
    var next = environ
    while let entry = next.pointee {
        names.append(String(String(cString: entry).prefix { $0 != "=" }))
        next += 1
    }
    return names
}

/// A variable of the environment; empty counts as absent.
package func environment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
}
