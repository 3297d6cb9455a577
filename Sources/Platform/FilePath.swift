internal import Glibc

/// Paths of this machine.
package enum FilePath {
    /// The absolute path without links that a path leads to; nothing where it leads nowhere.
    package static func resolved(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}
