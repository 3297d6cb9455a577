package import Platform
internal import Synchronization

/// A file without a name that holds a stream whose bytes are read in any order; it is gone when the last reader lets it go.
///
/// Where the file system is full, the file moves on to the next place that its scratch names.
package final class Spool: Sendable {
    private struct State: Sendable {
        var file: OpenFile
        var isInMemory: Bool
        var size = 0
        var rest: ArraySlice<Scratch.Place>
        /// Why the places before had no room.
        var failures: [String]
    }

    private let state: Mutex<State>

    /// Opens a file in the first place that has room.
    package init(in scratch: Scratch) throws(ImageError) {
        var rest = scratch.places[...]
        var failures: [String] = []
        let (file, isInMemory) = try Self.next(&rest, &failures)
        state = Mutex(State(file: file, isInMemory: isInMemory, rest: rest, failures: failures))
    }

    /// Where readers find the bytes once all of them are written.
    package var place: FilePlace { state.withLock { .open($0.file) } }

    /// Adds bytes at the end.
    package func append(_ bytes: UnsafeRawBufferPointer, limit: Int) throws(ImageError) {
        let failure: ImageError? = state.withLock { state in
            do throws(ImageError) {
                try Self.append(bytes, to: &state, limit: limit)
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    /// Lets a body write into the file itself, no more than a number of bytes.
    func write<Result>(
        limit: Int, _ body: (borrowing FileHandle, Int) throws(SystemError) -> Result
    ) throws(SystemError) -> Result {
        let (file, isInMemory) = state.withLock { ($0.file, $0.isInMemory) }
        return try body(file.handle, isInMemory ? min(limit, Scratch.memoryBytes) : limit)
    }

    /// Throws away all bytes.
    func clear() throws(ImageError) {
        let file = state.withLock { state in
            state.size = 0
            return state.file
        }
        do throws(SystemError) {
            try file.handle.truncate(to: 0)
            try file.handle.seek(to: 0)
        } catch {
            throw ImageError(.unreadable, "the archive's temporary file cannot be emptied: \(error)")
        }
    }
}

extension Spool {
    private static func append(
        _ bytes: UnsafeRawBufferPointer, to state: inout State, limit: Int
    ) throws(ImageError) {
        guard bytes.count <= limit - state.size else {
            throw ImageError(.limitExceeded, "the archive has more than \(limit) bytes")
        }
        while true {
            if state.isInMemory && bytes.count > Scratch.memoryBytes - state.size {
                state.failures.append("memory holds \(Scratch.memoryBytes >> 20) MiB only")
                throw noRoom(state.failures)
            }
            do throws(SystemError) {
                try state.file.handle.seek(to: state.size)
                try state.file.handle.write(bytes)
                state.size += bytes.count
                return
            } catch {
                guard error.isFull else { throw ImageError(.unreadable, "the archive cannot be stored: \(error)") }
                state.failures.append("\(error)")
            }
            try move(&state)
        }
    }

    /// Copies what was written so far to the next place.
    private static func move(_ state: inout State) throws(ImageError) {
        let (file, isInMemory) = try next(&state.rest, &state.failures)
        let old = state.file
        state.file = file
        state.isInMemory = isInMemory
        var offset = 0
        let size = state.size
        state.size = 0
        while offset < size {
            let piece: [UInt8]
            do throws(SystemError) {
                piece = try old.handle.read(offset..<min(offset + (1 << 20), size))
            } catch {
                throw ImageError(.unreadable, "the archive's temporary file cannot be read: \(error)")
            }
            guard !piece.isEmpty else { throw ImageError(.unreadable, "the archive's temporary file was cut") }
            offset += piece.count
            let failure: ImageError? = piece.withUnsafeBytes { buffer in
                do throws(ImageError) {
                    try append(buffer, to: &state, limit: Int.max)
                    return nil
                } catch {
                    return error
                }
            }
            if let failure { throw failure }
        }
    }

    /// The first of the remaining places that gives a file.
    private static func next(
        _ rest: inout ArraySlice<Scratch.Place>, _ failures: inout [String]
    ) throws(ImageError) -> (file: OpenFile, isInMemory: Bool) {
        while let place = rest.popFirst() {
            do throws(SystemError) {
                return (OpenFile(try place.makeFile()), place.isMemory)
            } catch {
                failures.append("\(error)")
            }
        }
        throw noRoom(failures)
    }

    private static func noRoom(_ failures: [String]) -> ImageError {
        ImageError(
            .unreadable,
            "no room to unpack the archive: \(failures.joined(separator: "; ")). Set TMPDIR to a directory with enough free space"
        )
    }
}
