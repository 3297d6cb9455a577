import Glibc
import TestSupport

/// Where an output of the program goes.
enum OutputPlace {
    /// A file, which is what a pipe to another program looks like.
    case file
    case terminal
    /// A pipe that nobody reads any more.
    case closedPipe
    /// A device on which nothing has room.
    case full
}

/// Takes what the program writes to one of its outputs.
final class OutputDrain {
    /// The descriptor for the program.
    let descriptor: Int32
    private let reader: Int32
    private var received: [UInt8] = []

    /// `TIOCSPTLCK` and `TIOCGPTN` (`ioctl_tty(2)`).
    private static let lock: UInt = 0x4004_5431
    private static let number: UInt = 0x8004_5430

    init(_ place: OutputPlace, file: String) throws {
        switch place {
        case .file:
            descriptor = open(file, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
            reader = -1
        case .terminal:
            reader = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK)
            var number: Int32 = 0
            var isLocked: Int32 = 0
            guard ioctl(reader, Self.lock, &isLocked) == 0, ioctl(reader, Self.number, &number) == 0 else {
                throw LoopbackFailure("no terminal for a test: errno \(errno)")
            }
            descriptor = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
        case .closedPipe:
            var ends: [Int32] = [-1, -1]
            let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
            guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
                throw LoopbackFailure("no pipe for a test: errno \(errno)")
            }
            close(ends[0])
            (descriptor, reader) = (ends[1], -1)
        case .full:
            descriptor = open("/dev/full", O_WRONLY | O_CLOEXEC)
            reader = -1
        }
        guard descriptor >= 0 else { throw LoopbackFailure("no output for a test: errno \(errno)") }
    }

    deinit {
        close(descriptor)
        if reader >= 0 { close(reader) }
    }

    /// Takes what is there, so that a terminal's small buffer never stops the program.
    func drain() {
        guard reader >= 0 else { return }
        var part = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(reader, &part, part.count)
            guard count > 0 else { return }
            received += part[..<count]
        }
    }

    /// All that was written, once the program has ended.
    func finish() -> [UInt8] {
        drain()
        guard reader < 0 else { return received }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return [] }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress, $0.count, off_t(done))
            }
            guard count > 0 else { break }
            done += count
        }
        return bytes
    }
}
