internal import Glibc

/// Writing a file whole or not at all.
package enum AtomicFile {
    /// Writes beside the place and renames, so that readers see the old bytes or the new ones, never a part.
    ///
    /// - Parameter isDurable: brings the bytes to the disk before the rename, so that a power failure keeps the promise too.
    package static func write(_ bytes: [UInt8], to path: String, isDurable: Bool = true) throws(SystemError) {
        try write([bytes], to: path, isDurable: isDurable)
    }

    /// The same of several parts, one behind the other.
    package static func write(_ parts: [[UInt8]], to path: String, isDurable: Bool = true) throws(SystemError) {
        let draft = try draft(parts, for: path, isDurable: isDurable)
        try replace(path, by: draft)
    }

    /// Writes a finished file beside the place that it is for.
    ///
    /// - Returns: its name.
    static func draft(_ parts: [[UInt8]], for path: String, isDurable: Bool = true) throws(SystemError) -> String {
        let draft = try GrowingFile(for: path)
        for part in parts { try draft.write(part) }
        if isDurable { try draft.synchronize() }
        return draft.leave()
    }

    /// Puts a finished file in its place.
    package static func replace(_ path: String, by draft: String) throws(SystemError) {
        if rename(draft, path) != 0 {
            let failure = SystemError("rename", path: path)
            _ = unlink(draft)
            throw failure
        }
    }

    /// Removes a file; one that is missing is fine.
    package static func remove(_ path: String) {
        _ = unlink(path)
    }
}
