internal import Advisories
internal import Platform
internal import Synchronization

/// Shows on a terminal the progress of an update, in one line that goes away.
struct StepProgress: Sendable {
    private let isActive: Bool
    private let last = LastShown()

    /// When bytes were last shown.
    private final class LastShown: Sendable {
        let moment = Mutex(ContinuousClock.now - .seconds(1))
    }

    init(isQuiet: Bool) {
        isActive = !isQuiet && StandardStream.error.isTerminal
    }

    func show(_ step: DatabaseUpdater.Step) {
        let text =
            switch step {
            case .asking(let name): "asking for \(name)"
            case .downloading(let name): "fetching \(name)"
            case .building: "building the database"
            }
        line(text)
    }

    /// Shows how much of an archive has arrived, as a bar where its size is known.
    func show(_ name: String, received: Int, of total: Int?) {
        guard isActive else { return }
        let now = ContinuousClock.now
        let isDue = last.moment.withLock { last in
            guard received == total || now - last > .milliseconds(100) else { return false }
            last = now
            return true
        }
        guard isDue else { return }
        guard let total, total > 0 else { return line("fetching \(name): \(Count.bytes(received))") }
        let width = 24
        let done = min(width, Int(Double(received) / Double(total) * Double(width)))
        let bar = String(repeating: "#", count: done) + String(repeating: ".", count: width - done)
        line("fetching \(name) [\(bar)] \(Count.bytes(received)) of \(Count.bytes(total))")
    }

    private func line(_ text: String) {
        write("\r\u{1b}[2K\(Printable.line(text).prefix((StandardStream.error.columns ?? 80) - 1))")
    }

    /// Removes the line.
    func finish() { write("\r\u{1b}[2K") }

    private func write(_ text: String) {
        // A terminal that is gone needs no progress.
        if isActive { _ = try? StandardStream.error.write(text) }
    }
}
