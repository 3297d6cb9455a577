internal import Layers
internal import Platform

/// A file without a name for what comes as a stream and must be read here and there; it is gone when nobody holds it.
final class Spool: Sendable {
    /// Where readers find it.
    let place: FilePlace
    private let file: OpenFile

    /// - Parameter directory: where the file takes its room; made if need be.
    init(in directory: String) throws(ImageError) {
        do throws(SystemError) {
            try Directory.make(directory, mode: 0o700)
            file = OpenFile(try FileHandle(namelessIn: directory))
        } catch {
            throw ImageError(.unreadable, "an archive finds no room: \(error)")
        }
        place = .open(file)
    }

    /// Adds bytes at the end.
    func append(_ bytes: UnsafeRawBufferPointer, limit: Int) throws(ImageError) {
        let isWithin: Bool
        do throws(SystemError) {
            isWithin = try file.handle.status().size + bytes.count <= limit
            if isWithin { try file.handle.write(bytes) }
        } catch {
            throw ImageError(.unreadable, "an archive finds no room: \(error)")
        }
        guard isWithin else { throw ImageError(.limitExceeded, "the archive has more than \(limit) bytes") }
    }

    /// Lets a body write into the file itself.
    func write<Result>(
        _ body: (borrowing FileHandle) throws(SystemError) -> Result
    ) throws(SystemError) -> Result {
        try body(file.handle)
    }

    /// Throws away what was written.
    func clear() throws(ImageError) {
        do throws(SystemError) {
            try file.handle.truncate(to: 0)
            try file.handle.seek(to: 0)
        } catch {
            throw ImageError(.unreadable, "an archive finds no room: \(error)")
        }
    }
}
