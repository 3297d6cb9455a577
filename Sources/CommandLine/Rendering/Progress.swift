internal import Scanning
internal import Synchronization

/// Shows on a terminal how far a scan is.
final class Progress: Sendable {
    private struct State {
        var target = ""
        var layers = 0
        var finished = 0
        var bytes = 0
        var total: Int?
        var start = ContinuousClock.now
    }

    private let line: StatusLine
    private let state = Mutex(State())

    init(isQuiet: Bool) {
        line = StatusLine(isQuiet: isQuiet)
    }

    func begin(_ target: String) {
        state.withLock { $0 = State(target: target) }
        line.show { "reading \(target)" }
    }

    func note(_ event: ImageScanner.Event) {
        switch event {
        case .started(let layers, _, let bytes):
            // Where every layer is known there is nothing to count.
            guard layers > 0 else { return }
            let text = state.withLock { state in
                state.layers = layers
                state.total = bytes
                state.start = .now
                return Self.text(state)
            }
            line.show { text }
        case .read(let bytes):
            let text = state.withLock { state in
                // Threads may report out of order.
                state.bytes = max(state.bytes, bytes)
                return Self.text(state)
            }
            line.show(isUrgent: false) { text }
        case .finishedLayer:
            let text = state.withLock { state in
                state.finished += 1
                return Self.text(state)
            }
            line.show { text }
        case .entered(let path):
            let target = state.withLock { $0.target }
            line.show(isUrgent: false) { "\(target): reading /\(path)" }
        }
    }

    /// Removes the line.
    func finish() { line.finish() }

    private static func text(_ state: State) -> String {
        let transfer = TransferText(done: state.bytes, total: state.total, elapsed: .now - state.start)
        return "\(state.target): \(state.finished) of \(Count.text(state.layers, "layer")), \(transfer.text)"
    }
}
