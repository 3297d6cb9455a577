internal import CPlatform
internal import Glibc

/// Writing to what a user named, whatever it is.
package enum OutputFile {
    /// Writes a file whole or not at all; through a link into what it leads to, and into a device or a pipe as it stands.
    package static func write(_ bytes: [UInt8], to path: String) throws(SystemError) {
        let status: FileStatus
        do throws(SystemError) { status = try FileStatus(of: path) } catch {
            guard error.isNotFound else { throw error }
            return try AtomicFile.write(bytes, to: path)
        }
        guard status.kind == .regular else {
            // Renaming over a device would put a file in its place, for everybody.
            let descriptor = try retrying("open", path: path) {
                hm_openat(AT_FDCWD, path, O_WRONLY | O_CLOEXEC | O_NOCTTY, 0)
            }
            return try FileHandle(owning: descriptor, path: path).write(bytes)
        }
        try AtomicFile.write(bytes, to: resolved(path))
    }

    private static func resolved(_ path: String) throws(SystemError) -> String {
        guard let real = realpath(path, nil) else { throw SystemError("realpath", path: path) }
        defer { free(real) }
        return String(cString: real)
    }
}
