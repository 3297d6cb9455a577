internal import Advisories
internal import Synchronization

/// Shows on a terminal how far an update of advisories is.
final class StepProgress: Sendable {
    private let line: StatusLine
    private let started = Mutex<(name: String, at: ContinuousClock.Instant)>(("", .now))

    init(isQuiet: Bool) {
        line = StatusLine(isQuiet: isQuiet)
    }

    func show(_ step: DatabaseUpdater.Step) {
        switch step {
        case .asking(let name): line.show { "asking for \(name)" }
        case .downloading(let name, let bytes, let total):
            let elapsed = started.withLock { started in
                if started.name != name { started = (name, .now) }
                return .now - started.at
            }
            line.show(isUrgent: bytes == 0) {
                "fetching \(name): \(TransferText(done: bytes, total: total, elapsed: elapsed).text)"
            }
        case .fetching(let name, let count, let total):
            line.show(isUrgent: count == 0 || count == total) { "fetching \(name): \(count) of \(total) records" }
        case .building: line.show { "building the database" }
        }
    }

    /// Removes the line.
    func finish() { line.finish() }
}
