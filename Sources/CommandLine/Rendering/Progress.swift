internal import Platform
internal import Scanning
internal import Synchronization

/// Says on a terminal what a scan is doing, in one line that goes away.
final class Progress: Sendable {
    private struct State {
        var target = ""
        var total = 0
        var done = 0
        var isShown = false
    }

    private let isActive: Bool
    private let state = Mutex(State())

    init(isQuiet: Bool) {
        isActive = !isQuiet && StandardStream.error.isTerminal
    }

    func begin(_ target: String) {
        state.withLock { $0.target = target }
        show { "reading \($0.target)" }
    }

    func note(_ event: ImageScanner.Event) {
        switch event {
        case .started(let layers, _):
            // Where every layer is known there is nothing to count.
            guard layers > 0 else { return }
            state.withLock { $0.total = layers }
            show { "\($0.target): \($0.done) of \($0.total) layers" }
        case .finishedLayer:
            state.withLock { $0.done += 1 }
            show { "\($0.target): \($0.done) of \($0.total) layers" }
        }
    }

    /// Removes the line.
    func finish() {
        state.withLock { state in
            guard state.isShown else { return }
            state.isShown = false
            // A terminal that is gone needs no progress.
            _ = try? StandardStream.error.write("\r\u{1b}[2K")
        }
    }

    private func show(_ text: (State) -> String) {
        guard isActive else { return }
        state.withLock { state in
            state.isShown = true
            let line = Printable.line(text(state)).prefix((StandardStream.error.columns ?? 80) - 1)
            _ = try? StandardStream.error.write("\r\u{1b}[2K\(line)")
        }
    }
}
