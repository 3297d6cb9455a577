internal import Layers
package import Platform
internal import Synchronization

/// The streams that this process was started with: standard input and what a shell's `<(…)` opens.
///
/// | written | means |
/// |---|---|
/// | `-`, `/dev/stdin` | standard input |
/// | `/dev/fd/N`, `/proc/self/fd/N` | what is open under a number |
///
/// A stream can be read once. Its bytes are kept, so that everyone who asks for it finds them.
package final class InputStreams: Sendable {
    /// The streams of this process.
    package static let shared = InputStreams()

    private let kept = Mutex<[Int32: FilePlace]>([:])

    /// The bytes of a stream that a path names, read to their end; nil if the path names a file of the file system.
    package func place(of path: String, scratch: Scratch, limit: Int) throws -> FilePlace? {
        guard let number = Self.number(of: path) else { return nil }
        if let known = kept.withLock({ $0[number] }) { return known }
        let place = try Self.read(number, named: path, scratch: scratch, limit: limit)
        kept.withLock { $0[number] = place }
        return place
    }

    /// The number under which a path's stream is open; nil if the path names no stream.
    package static func number(of path: String) -> Int32? {
        if path == "-" || path == "/dev/stdin" { return 0 }
        for prefix in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(prefix) {
            let digits = path.dropFirst(prefix.utf8.count)
            return digits.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int32(digits) : nil
        }
        return nil
    }

    private static func read(_ number: Int32, named path: String, scratch: Scratch, limit: Int) throws -> FilePlace {
        let name = number == 0 ? "standard input" : path
        let stream: FileHandle
        do throws(SystemError) { stream = try FileHandle(inherited: number) } catch {
            throw ImageError(.unreadable, "\(name) is not open: \(error)")
        }
        switch try stream.status().kind {
        case .regular: return .open(OpenFile(stream))
        case .fifo, .socket: break
        default:
            throw ImageError(
                .unsupported, "\(name) is not a pipe or a file; pipe an archive or a bill of materials into it")
        }
        let spool = try Spool(in: scratch)
        let block = Block(capacity: 256 << 10)
        while true {
            do throws(SystemError) { block.count = try stream.readWaiting(into: block.memory) } catch {
                throw ImageError(.unreadable, "\(name) cannot be read: \(error)")
            }
            if block.count == 0 { return spool.place }
            try spool.append(block.bytes, limit: limit)
        }
    }
}
