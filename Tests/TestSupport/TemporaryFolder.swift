private import Synchronization

#if canImport(Glibc)
package import Glibc
#endif

/// A folder of a test's own, which goes with it and all that is in it.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init(_ name: String = "test") throws {
        var template = Array("/tmp/hullmark-\(name).XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw LoopbackFailure("no folder for a test: errno \(errno)") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let path = path
        let isFirst = Self.living.withLock { living in
            living.paths.insert(path)
            defer { living.isWatched = true }
            return !living.isWatched
        }
        // What a test keeps for others lives until the process ends.
        if isFirst {
            atexit { for path in TemporaryFolder.living.withLock({ $0.paths }) { TemporaryFolder.remove(path) } }
        }
    }

    deinit {
        let path = path
        Self.remove(path)
        Self.living.withLock { _ = $0.paths.remove(path) }
    }

    private static let living = Mutex<(paths: Set<String>, isWatched: Bool)>(([], false))

    /// The path of something in the folder.
    package func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

    /// Writes a file, and makes the folders above it; gives its path.
    @discardableResult
    package func write(_ name: String, _ bytes: [UInt8], mode: mode_t = 0o644) throws -> String {
        let file = self(name)
        let parts = name.split(separator: "/")
        for count in parts.indices.dropFirst() { mkdir("\(path)/\(parts[..<count].joined(separator: "/"))", 0o755) }
        // Closed in programs that other tests start meanwhile: a file that is open for writing cannot be executed.
        let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard descriptor >= 0 else { throw LoopbackFailure("\(file) cannot be written: errno \(errno)") }
        defer { close(descriptor) }
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw LoopbackFailure("\(file) cannot be written: errno \(errno)") }
            sent += count
        }
        return file
    }

    /// Writes a text file.
    @discardableResult
    package func write(_ name: String, text: String, mode: mode_t = 0o644) throws -> String {
        try write(name, Array(text.utf8), mode: mode)
    }

    private static func remove(_ path: String) {
        if let directory = opendir(path) {
            while let entry = readdir(directory) {
                let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                    String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
                }
                guard name != ".", name != ".." else { continue }
                let child = "\(path)/\(name)"
                var status = stat()
                if lstat(child, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
                    remove(child)
                } else {
                    unlink(child)
                }
            }
            closedir(directory)
        }
        rmdir(path)
    }
}
