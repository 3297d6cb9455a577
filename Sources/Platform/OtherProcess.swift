internal import CPlatform
internal import Glibc

/// A process that is no child of ours, held so that its number cannot become another's.
package final class OtherProcess: Sendable {
    private let handle: FileHandle

    /// Takes hold of a process; nothing where it is gone, or where it began at another moment than the one known.
    package init?(_ number: Int32, startTime: UInt64) {
        let descriptor = hm_process_descriptor(number)
        handle = FileHandle(owning: descriptor)
        if descriptor < 0 || Self.startTime(of: number) != startTime { return nil }
    }

    /// Can be read once it has ended.
    package var descriptor: Int32 { handle.descriptor }

    /// Whether it still runs.
    package var isRunning: Bool {
        var ready = pollfd(fd: handle.descriptor, events: Int16(POLLIN), revents: 0)
        return Glibc.poll(&ready, 1, 0) == 0
    }

    /// Waits for its end; false when the time was over before.
    package func wait(milliseconds: Int) -> Bool {
        let end = ContinuousClock.now + .milliseconds(milliseconds)
        while true {
            let left = max(0, (end - .now) / .milliseconds(1))
            var ready = pollfd(fd: handle.descriptor, events: Int16(POLLIN), revents: 0)
            let count = Glibc.poll(&ready, 1, Int32(min(left, 1_000_000)))
            if count > 0 { return true }
            if count == 0 || left == 0 { return false }
        }
    }

    /// Sends a signal; one that is gone already is fine.
    package func signal(_ signal: Int32) throws(SystemError) {
        let descriptor = handle.descriptor
        do throws(SystemError) {
            _ = try retrying("pidfd_send_signal") { hm_signal_process(descriptor, signal) }
        } catch {
            if error.number != ESRCH { throw error }
        }
    }

    /// When a process began, in ticks since the system did (`/proc/PID/stat`, field 22); nothing where it is gone.
    package static func startTime(of process: Int32) -> UInt64? {
        guard let file = try? FileHandle(reading: "/proc/\(process)/stat"), let bytes = try? file.read(0..<4096),
            // The name in parentheses may hold anything, parentheses too.
            let close = bytes.lastIndex(of: 0x29)
        else { return nil }
        let fields = String(decoding: bytes[(close + 1)...], as: UTF8.self).split(separator: " ")
        guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
        return UInt64(fields[19])
    }

    /// A process' number in the innermost of its process namespaces (`/proc/PID/status`, NSpid); nothing where it is gone.
    package static func innermostNumber(of process: Int32) -> Int32? {
        guard let file = try? FileHandle(reading: "/proc/\(process)/status"), let bytes = try? file.read(0..<65_536)
        else { return nil }
        let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("NSpid:") }
        return line?.split { $0 == "\t" || $0 == " " }.last.flatMap { Int32($0) }
    }

    /// How a socket carries what is sent.
    package enum SocketKind: Sendable { case stream, datagram }

    /// The kind of a process' socket; nothing where it is another, or gone.
    package static func socketKind(of descriptor: Int32, in process: Int32) -> SocketKind? {
        switch hm_socket_type(process, descriptor) {
        case 1: .stream
        case 2: .datagram
        default: nil
        }
    }
}
