import Glibc
import Testing

/// The files of an OCI archive's layers, unpacked by the system's `tar` into a folder of their own.
struct UnpackedImage {
    private let folder: String

    init(_ archive: String) throws {
        var template = Array("/tmp/hullmark-test-XXXXXX".utf8CString)
        let made = template.withUnsafeMutableBufferPointer { buffer in
            buffer.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
        }
        folder = try #require(made)
        let script = """
            cd "$1" && mkdir image root && tar -xf "$2" -C image && \
            for blob in image/blobs/sha256/*; do tar -xzf "$blob" -C root 2>/dev/null || true; done
            """
        let status = Self.run(["/bin/sh", "-c", script, "sh", folder, archive])
        try #require(status == 0)
    }

    /// A file's content, or nothing where there is none.
    func read(_ path: String) -> [UInt8]? { fileContents("\(folder)/root/\(path)") }

    func remove() { _ = Self.run(["/bin/rm", "-rf", folder]) }

    private static func run(_ arguments: [String]) -> Int32 {
        var process: pid_t = 0
        var texts: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for text in texts { free(text) } }
        guard posix_spawn(&process, arguments[0], nil, nil, &texts, environ) == 0 else { return -1 }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        return status
    }
}

/// A file's bytes, or nothing where it cannot be read.
func fileContents(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "rb") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = fread(&part, 1, part.count, file)
        if count == 0 { return bytes }
        bytes += part[..<count]
    }
}
