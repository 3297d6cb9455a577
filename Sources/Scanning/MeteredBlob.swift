internal import Layers
internal import Synchronization

/// Counts the bytes of several blobs as they are read; a blob that is read again counts once.
final class ReadMeter: Sendable {
    private struct State {
        var marks: [Int]
        var total = 0
    }

    private let state: Mutex<State>
    private let onRead: @Sendable (Int) -> Void

    /// - Parameter onRead: receives the bytes of all blobs so far.
    init(blobs: Int, onRead: @escaping @Sendable (Int) -> Void) {
        state = Mutex(State(marks: Array(repeating: 0, count: blobs)))
        self.onRead = onRead
    }

    func note(_ blob: Int, position: Int) {
        let total = state.withLock { state -> Int? in
            guard position > state.marks[blob] else { return nil }
            state.total += position - state.marks[blob]
            state.marks[blob] = position
            return state.total
        }
        if let total { onRead(total) }
    }
}

/// A blob whose bytes are counted as they are read.
struct MeteredBlob: BlobSource {
    let blob: any BlobSource
    let number: Int
    let meter: ReadMeter

    func open() throws -> any ByteSource { Source(try blob.open(), number, meter) }

    private final class Source: ByteSource {
        private let source: any ByteSource
        private let number: Int
        private let meter: ReadMeter
        private var position = 0

        init(_ source: any ByteSource, _ number: Int, _ meter: ReadMeter) {
            self.source = source
            self.number = number
            self.meter = meter
        }

        func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
            let count = try source.read(into: buffer)
            position += count
            meter.note(number, position: position)
            return count
        }
    }
}
