internal import CPlatform
internal import Glibc

/// The user's terminal while its keys go to another one as they are; it becomes as before when the object goes.
package final class RawTerminal {
    private var saved = termios()
    private let descriptor: Int32

    /// Makes the terminal of a standard stream raw; nothing where it is none.
    package init?(_ stream: StandardStream) {
        descriptor = stream.rawValue
        guard tcgetattr(descriptor, &saved) == 0 else { return nil }
        var raw = saved
        cfmakeraw(&raw)
        guard tcsetattr(descriptor, TCSANOW, &raw) == 0 else { return nil }
    }

    /// Makes the terminal as it was before.
    package func restore() { tcsetattr(descriptor, TCSANOW, &saved) }

    deinit { restore() }

    /// Makes another terminal as large as the one of a standard stream.
    package static func copySize(of stream: StandardStream, to terminal: borrowing FileHandle) {
        _ = hm_copy_window_size(stream.rawValue, terminal.descriptor)
    }
}

/// Waiting for several files at once.
package enum Readiness {
    /// Waits until one of the files can be read or is closed at the other end; gives their numbers.
    ///
    /// Negative ones are passed over.
    package static func wait(_ descriptors: [Int32], milliseconds: Int32 = -1) throws(SystemError) -> Set<Int32> {
        var files = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        _ = try retrying("poll") { Glibc.poll(&files, nfds_t(files.count), milliseconds) }
        return Set(files.filter { $0.fd >= 0 && $0.revents != 0 }.map(\.fd))
    }
}

/// Limits of this process.
package enum ProcessLimits {
    /// Lets the files that are made have the modes they are made with, but for writing by others; for all threads and what is started.
    package static func maskWritingByOthers() { _ = umask(0o022) }

    /// How many files may at most be open.
    package static var openFiles: Int { hm_open_file_limit() }
    /// Capabilities that this process and what it starts can have at most, a bit each (`CapBnd` of `/proc/self/status`).
    package static var capabilityBounds: UInt64 {
        guard let file = try? FileHandle(reading: "/proc/self/status"), let bytes = try? file.read(0..<65_536) else {
            return 0
        }
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") where line.hasPrefix("CapBnd:") {
            return UInt64(line.dropFirst(7).drop { $0 == "\t" || $0 == " " }, radix: 16) ?? 0
        }
        return 0
    }

    /// This process' number.
    package static var process: Int32 { getpid() }
}

/// Waiting for nothing but time.
package enum Pause {
    package static func milliseconds(_ count: UInt32) { usleep(count * 1000) }
}
