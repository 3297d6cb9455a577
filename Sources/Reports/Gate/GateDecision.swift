package import Inventory
package import Matching

/// Whether an image passes a threshold: a finding that reaches it refuses the image, and what was not checked leaves it undecided.
package struct GateDecision: Sendable, Equatable {
    package enum Outcome: String, Sendable {
        case passed, failed, undecided
    }

    package let threshold: Threshold
    /// How many findings reach the threshold.
    package let reached: Int
    /// How many findings were not judged, for lack of a rating.
    package let unrated: Int
    /// Why it is unknown whether the image passes.
    package let unchecked: [Unchecked]
    /// What was not checked and is allowed to pass all the same.
    package let allowed: [Unchecked]

    /// A finding at the threshold is an answer, whatever else is unknown.
    package var outcome: Outcome { reached > 0 ? .failed : unchecked.isEmpty ? .passed : .undecided }

    /// - Parameter allowing: the kinds of what may stay unchecked.
    /// - Parameter isStrict: whether packages without an advisory source and findings without a rating close the gate too.
    package init(_ report: ScanReport, _ threshold: Threshold, allowing: Set<Unchecked.Kind>, isStrict: Bool) {
        self.threshold = threshold
        reached = report.matches.count(where: threshold.isReached)
        unrated = report.matches.count(where: threshold.isUndecided)
        var gaps = Unchecked.all(in: report.inventory, coverage: report.coverage)
        let doubtful = report.undetermined.filter { threshold.isReached(by: $0) || isStrict }
        if !doubtful.isEmpty {
            let names = Set(doubtful.map(\.packageName)).sorted().prefix(5).joined(separator: ", ")
            let count = "\(doubtful.count) advisor\(doubtful.count == 1 ? "y" : "ies")"
            gaps.append(Unchecked(.versions, "\(count) could not be compared with the installed version of \(names)"))
        }
        if !isStrict { gaps.removeAll { $0.kind == .unpublished } }
        if isStrict && unrated > 0 {
            gaps.append(Unchecked(.unpublished, "\(unrated) finding\(unrated == 1 ? " has" : "s have") no rating"))
        }
        unchecked = gaps.filter { !allowing.contains($0.kind) }
        allowed = gaps.filter { allowing.contains($0.kind) }
    }

    /// What people must know of it beside the findings, a sentence each.
    package var remarks: [String] {
        var lines: [String] = []
        if unrated > 0 {
            let subject =
                unrated == 1 ? "1 finding has no rating and was" : "\(unrated) findings have no rating and were"
            lines.append("Not judged: \(subject) not judged by --fail-on \(threshold.text).")
        }
        lines += allowed.map { "Allowed by --allow-unchecked: \($0.reason)." }
        return lines
    }
}
