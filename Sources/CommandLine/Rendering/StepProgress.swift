internal import Advisories
internal import Platform

/// Says on a terminal what an update is doing, in one line that goes away.
struct StepProgress: Sendable {
    private let isActive: Bool

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
        write("\r\u{1b}[2K\(Printable.line(text).prefix((StandardStream.error.columns ?? 80) - 1))")
    }

    /// Removes the line.
    func finish() { write("\r\u{1b}[2K") }

    private func write(_ text: String) {
        // A terminal that is gone needs no progress.
        if isActive { _ = try? StandardStream.error.write(text) }
    }
}
