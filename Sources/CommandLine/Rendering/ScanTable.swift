internal import Inventory
internal import Matching
internal import Platform
internal import Reports

/// A scan's report for people: what the image is, how bad it is, what to fix first, and what to do.
struct ScanTable {
    /// Rows shown when nobody asks for all.
    private static let rowLimit = 50
    private static let stepLimit = 10
    /// Commands and places shown of one step.
    private static let placeLimit = 4

    private let report: ScanReport
    private let style: Style
    private let isFull: Bool

    init(_ report: ScanReport, style: Style, isFull: Bool) {
        self.report = report
        self.style = style
        self.isFull = isFull
    }

    var text: String {
        var lines = heading
        lines += findings
        lines += steps
        lines += Notices(report, isFull: isFull).lines
        return lines.joined(separator: "\n") + "\n"
    }

    private var heading: [String] {
        let inventory = report.inventory
        var lines = [style.bold(Printable.line(inventory.target))]
        if let digest = inventory.digest ?? inventory.identifier { lines.append("  \(digest)") }
        var facts: [String] = []
        if let distribution = inventory.distribution {
            facts.append(distribution.prettyName.isEmpty ? distribution.qualifier : distribution.prettyName)
        }
        if !inventory.platform.isEmpty { facts.append(inventory.platform) }
        if inventory.hasLayers {
            facts.append(Count.text(inventory.layers.count, "layer"))
        }
        if !facts.isEmpty { lines.append("  " + Printable.line(facts.joined(separator: ", "))) }
        lines.append("  " + packages)
        lines.append("  " + summary)
        return lines
    }

    private var packages: String {
        let counts = PackageCounts(report.inventory.packages)
        var text = Count.text(counts.installed, "package")
        let kinds = counts.byType.map { (count: $0.value, name: $0.key.rawValue) }
            .sorted { ($0.count, $1.name) > ($1.count, $0.name) }.map { "\($0.count) \($0.name)" }
        if !kinds.isEmpty { text += " (\(kinds.joined(separator: ", ")))" }
        return text + Count.rest(counts)
    }

    private var summary: String {
        let counts = report.severities
        let parts = Severity.allCases.reversed().compactMap { severity in
            counts[severity].map { style.paint("\($0) \(severity)", as: severity) }
        }
        let exploited = Set(report.matches.filter(\.isKnownExploited).map(\.id)).count
        let fixable = report.matches.count { $0.status == .fixable }
        var text = Count.text(report.matches.count, "finding")
        if !parts.isEmpty { text += ": \(parts.joined(separator: ", "))" }
        if !report.matches.isEmpty { text += "; \(fixable) with a fix" }
        if exploited > 0 { text += "; \(exploited) known to be exploited" }
        if report.leftOut > 0 { text += "; \(report.leftOut) hidden by --severity or --only-fixed" }
        return text + notChecked
    }

    /// How much of the image no advisory was held against, which comes before any number of findings.
    private var notChecked: String {
        var text = ""
        let unread = report.inventory.unreadLayers
        if !unread.isEmpty {
            text += "; \(unread.count) of \(Count.text(report.inventory.layers.count, "layer")) NOT READ WHOLE"
        }
        let lacking = report.coverage.filter { !$0.isCovered && $0.isPublished }
        let sampled = report.coverage.filter { !$0.samples.isEmpty }
        if !sampled.isEmpty {
            let count = sampled.reduce(0) { $0 + $1.packages }
            let titles = Count.some(sampled.map(\.title))
            text +=
                "; \(Count.text(count, "package")) checked against a SAMPLE of advisories (\(Printable.line(titles)))"
        }
        let unsourced = report.coverage.filter(\.isCovered).reduce(0) { $0 + $1.unsourced }
        if unsourced > 0 { text += "; \(Count.text(unsourced, "package")) CHECKED IN PART (source package unknown)" }
        guard !lacking.isEmpty else { return text }
        let installed = PackageCounts(report.inventory.packages).installed
        let unchecked = lacking.reduce(0) { $0 + $1.packages }
        let reasons = Printable.line(lacking.map(\.lack).joined(separator: "; "))
        return text + "; \(unchecked) of \(Count.text(installed, "package")) NOT CHECKED (\(reasons))"
    }

    private var findings: [String] {
        FindingTable(report, style: style, rowLimit: isFull ? nil : Self.rowLimit).lines
    }

    /// The short list of upgrades, the most effective first.
    private var steps: [String] {
        let plan = report.remediations
        guard !plan.isEmpty else { return [] }
        var lines = ["", style.bold("What to do")]
        for step in isFull ? plan[...] : plan.prefix(Self.stepLimit) {
            var text = Printable.line("  \(step.action)")
            let worst = Severity.allCases.reversed().compactMap { severity in
                step.severities[severity].map { style.paint("\($0) \(severity)", as: severity) }
            }
            text += ": fixes \(step.removes.count) (\(worst.joined(separator: ", ")))"
            if !step.leaves.isEmpty { text += ", leaves \(step.leaves.count)" }
            lines.append(text)
            lines += isFull ? step.steps.map(below) : Array(step.steps.prefix(Self.placeLimit)).map(below)
            let more = step.steps.count - Self.placeLimit
            if !isFull && more > 0 { lines.append(style.dim(below("… and \(more) more"))) }
        }
        if !isFull && plan.count > Self.stepLimit {
            lines.append(style.dim("  … and \(plan.count - Self.stepLimit) more upgrades"))
        }
        return lines
    }

    private func below(_ text: String) -> String { Printable.line("      \(text)") }
}
