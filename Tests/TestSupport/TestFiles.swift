internal import Platform

/// Reading files in tests.
package enum TestFiles {
    /// A file's bytes.
    package static func bytes(at path: String) throws -> [UInt8] {
        let file = try FileHandle(reading: path)
        return try file.read(0..<(try file.status().size))
    }

    /// The names in a folder, sorted; none where it cannot be read.
    package static func names(in folder: String) -> [String] { (try? Directory.names(at: folder)) ?? [] }
}
