import Glibc
import Platform

/// A folder of a test's own, removed with all that is in it when the test lets go of it.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        var template = Array("/tmp/advisories-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw SystemError("mkdtemp") }
        path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    }

    deinit { Self.remove(path) }

    /// Writes a file, making the folders above it.
    func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

    func write(_ bytes: [UInt8], to name: String) throws {
        let file = "\(path)/\(name)"
        if let slash = file.lastIndex(of: "/") { try Directory.make(String(file[..<slash])) }
        try AtomicFile.write(bytes, to: file, isDurable: false)
    }

    /// The files below, by their path, with their bytes.
    func files(below name: String = "") throws -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        try Self.collect("\(path)\(name.isEmpty ? "" : "/\(name)")", "", into: &files)
        return files
    }

    private static func collect(_ path: String, _ name: String, into files: inout [String: [UInt8]]) throws {
        let status = try FileStatus(of: path)
        guard status.kind == .directory else {
            files[name] = try FileHandle(reading: path).read(0..<status.size)
            return
        }
        for child in try Directory.names(at: path) {
            try collect("\(path)/\(child)", name.isEmpty ? child : "\(name)/\(child)", into: &files)
        }
    }

    private static func remove(_ path: String) {
        if unlink(path) == 0 { return }
        for name in (try? Directory.names(at: path)) ?? [] { remove("\(path)/\(name)") }
        rmdir(path)
    }
}
