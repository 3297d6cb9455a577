internal import Platform
internal import Synchronization

/// One line on a terminal that says what is going on, is drawn over at most ten times a second, and goes away.
final class StatusLine: Sendable {
    private struct State {
        var isShown = false
        var drawn: ContinuousClock.Instant?
    }

    private static let pause = Duration.milliseconds(100)

    private let isActive: Bool
    private let state = Mutex(State())

    init(isQuiet: Bool) {
        isActive = !isQuiet && StandardStream.error.isTerminal
    }

    /// Draws the line.
    ///
    /// - Parameter isUrgent: draws it although the last one is only just there, as for a new step.
    func show(isUrgent: Bool = true, _ text: () -> String) {
        guard isActive else { return }
        state.withLock { state in
            let now = ContinuousClock.now
            if !isUrgent, let drawn = state.drawn, now - drawn < Self.pause { return }
            state.drawn = now
            state.isShown = true
            let line = Printable.line(text()).prefix((StandardStream.error.columns ?? 80) - 1)
            // A terminal that is gone needs no progress.
            _ = try? StandardStream.error.write("\r\u{1b}[2K\(line)")
        }
    }

    /// Removes the line.
    func finish() {
        state.withLock { state in
            guard state.isShown else { return }
            state.isShown = false
            _ = try? StandardStream.error.write("\r\u{1b}[2K")
        }
    }
}
