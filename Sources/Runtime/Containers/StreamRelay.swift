internal import Platform

/// Passes bytes between this process' standard streams and a container's, which never has ours.
enum StreamRelay {
    /// Passes on what is there or comes next; false at its end.
    ///
    /// Throws where nobody takes it.
    static func pass(_ file: borrowing FileHandle, to stream: StandardStream) throws(SystemError) -> Bool {
        var buffer = [UInt8](repeating: 0, count: 16_384)
        // A terminal that nobody has open any more answers with EIO.
        guard let count = try? buffer.withUnsafeMutableBytes({ try file.read(into: $0) }), count > 0 else {
            return false
        }
        var failure: SystemError?
        let isTaken = buffer.withUnsafeBytes { bytes in
            do throws(SystemError) {
                return try stream.write(UnsafeRawBufferPointer(rebasing: bytes[..<count]))
            } catch {
                failure = error
                return true
            }
        }
        if let failure { throw failure }
        if !isTaken { throw SystemError(number: 32, call: "write") }
        return true
    }

    /// Passes on all that is there, and waits for no more.
    static func drain(_ file: borrowing FileHandle, to stream: StandardStream) throws(SystemError) {
        while true {
            guard let ready = try? Readiness.wait([file.descriptor], milliseconds: 0), !ready.isEmpty,
                try pass(file, to: stream)
            else { return }
        }
    }

    /// Passes on what comes by standard input until its end, in a thread of its own: a program may write before it reads.
    static func feed(_ input: OpenFile) -> Thread? {
        Thread {
            withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 1) { buffer in
                while let count = try? StandardStream.input.read(into: buffer), count > 0 {
                    guard (try? input.handle.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))) != nil else {
                        return
                    }
                }
            }
        }
    }
}
