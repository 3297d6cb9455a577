internal import CPlatform
internal import Glibc

/// The process' own standard streams.
package enum StandardStream: Int32, Sendable {
    case input = 0, output, error

    package var isTerminal: Bool { isatty(rawValue) == 1 }

    /// The terminal's width in columns, or nothing where the stream is no terminal.
    package var columns: Int? {
        let columns = Int(hm_terminal_columns(rawValue))
        return columns > 0 ? columns : nil
    }

    /// Writes all the bytes; a reader that went away is no error (`false`).
    @discardableResult
    package func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) -> Bool {
        var done = 0
        while done < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
            do throws(SystemError) {
                done += try retrying("write") { Glibc.write(rawValue, rest.baseAddress, rest.count) }
            } catch {
                if error.number == EPIPE { return false }
                throw error
            }
        }
        return true
    }

    /// Reads what there is, up to the buffer's size; zero at the end.
    package func read(into buffer: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
        try retrying("read") { Glibc.read(rawValue, buffer.baseAddress, buffer.count) }
    }

    @discardableResult
    package func write(_ text: String) throws(SystemError) -> Bool {
        var text = text
        var failure: SystemError?
        let isOpen = text.withUTF8 { buffer in
            do throws(SystemError) { return try write(UnsafeRawBufferPointer(buffer)) } catch {
                failure = error
                return false
            }
        }
        if let failure { throw failure }
        return isOpen
    }

    /// Makes writing to a closed pipe an error of the call instead of the end of the process.
    package static func ignoreBrokenPipes() {
        // Where one is closed, the next file that is opened would be taken for it.
        hm_open_standard_streams()
        signal(SIGPIPE, SIG_IGN)
    }
}

/// The system's clocks.
package enum Clock {
    /// Seconds since 1970.
    package static var secondsSince1970: Int { time(nil) }

    /// A moment in UTC, as RFC 3339 has it.
    package static func text(_ seconds: Int) -> String {
        var (moment, parts) = (time_t(seconds), tm())
        gmtime_r(&moment, &parts)
        var text = [UInt8](repeating: 0, count: 32)
        let count = text.withUnsafeMutableBytes { buffer in
            strftime(buffer.baseAddress, buffer.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
        }
        return String(decoding: text.prefix(count), as: UTF8.self)
    }
}
