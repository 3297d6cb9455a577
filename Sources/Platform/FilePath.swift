internal import CPlatform
internal import Glibc

/// Paths of this machine.
package enum FilePath {
    /// The absolute path without links that a path leads to; nothing where it leads nowhere.
    package static func resolved(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }

    /// The path that a path leads to within a root, as the file system has it whose root that is; nothing where it leads nowhere.
    ///
    /// Nothing is opened on the way.
    package static func resolved(_ path: String, within root: borrowing FileHandle) -> String? {
        let file = FileHandle(owning: hm_find_within(root.descriptor, path))
        guard file.descriptor >= 0 else { return nil }
        return Directory.link(at: "/proc/self/fd/\(file.descriptor)", below: AT_FDCWD)
    }
}
