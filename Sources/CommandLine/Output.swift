internal import Platform

/// Writes a report where the user wants it: to a file, whole or not at all, or to standard output.
func write(_ bytes: [UInt8], to path: String?) throws { try write([(path, { bytes })]) }

/// Writes several, all or none of them, each made when it is its turn.
func write(_ outputs: [(path: String?, bytes: () -> [UInt8])]) throws {
    let files = outputs.compactMap { output in
        output.path.flatMap { $0 == "-" ? nil : (path: $0, bytes: output.bytes) }
    }
    try OutputFile.write(files) { () throws(SystemError) in
        for output in outputs where output.path == nil || output.path == "-" {
            try writeToStandardOutput(output.bytes())
        }
    }
}

/// What two outputs share that go to one place.
func identity(ofOutput path: String?) -> String {
    OutputFile.identity(of: path.flatMap { $0 == "-" ? nil : $0 } ?? "/dev/stdout")
}

private func writeToStandardOutput(_ bytes: [UInt8]) throws(SystemError) {
    var failure: SystemError?
    bytes.withUnsafeBytes { buffer in
        do throws(SystemError) { try StandardStream.output.write(buffer) } catch { failure = error }
    }
    if let failure { throw failure }
}
