internal import Platform

/// Writes a report where the user wants it: to a file, whole or not at all, or to standard output.
func write(_ bytes: [UInt8], to path: String?) throws {
    if let path, path != "-" {
        try OutputFile.write(bytes, to: path)
        return
    }
    var failure: SystemError?
    bytes.withUnsafeBytes { buffer in
        do throws(SystemError) { try StandardStream.output.write(buffer) } catch { failure = error }
    }
    if let failure { throw failure }
}
