internal import Advisories
internal import Inventory
internal import Matching

/// An explanation for people.
struct ExplanationText {
    private static let placeLimit = 5

    private let explanation: Explanation
    private let inventory: Inventory
    private let style: Style

    /// - Parameter inventory: the image; where parts of it could not be read, absence is only known for the rest.
    init(_ explanation: Explanation, of inventory: Inventory, style: Style) {
        self.explanation = explanation
        self.inventory = inventory
        self.style = style
    }

    var lines: [String] {
        var lines = [style.bold(Printable.line(heading))]
        let names = explanation.identifiers.filter { $0 != explanation.identifier }
        if !names.isEmpty { lines.append(Printable.line("  also known as \(names.joined(separator: ", "))")) }
        if let severity { lines.append("  " + severity) }
        lines += exploitation.map { "  " + $0 }
        if explanation.isKnown { lines += explanation.links.prefix(Self.placeLimit).map { "  " + $0 } }
        for group in groups { lines += [""] + text(of: group) }
        if !explanation.isKnown {
            lines.append("  The advisory data does not prove that the image is safe from it.")
        }
        return lines
    }

    private var heading: String {
        let limit = inventory.diagnostics.isEmpty ? "" : ", as far as the image could be read"
        let verdict =
            if !explanation.isKnown {
                explanation.ecosystems.isEmpty
                    ? "not checked, there is no advisory data for this image"
                    : "not in the advisory data for \(Count.some(ecosystems))\(limit)"
            } else if explanation.isAffected {
                "the image is affected"
            } else if explanation.isUndetermined {
                "it cannot be determined whether the image is affected\(limit)"
            } else {
                "the image is not affected, according to these records\(limit)"
            }
        return "\(explanation.identifier): \(verdict)"
    }

    private var ecosystems: [String] {
        explanation.ecosystems.map { $0.split(separator: ":").joined(separator: " ") }
    }

    private var severity: String? {
        guard explanation.isKnown else { return nil }
        let choice = explanation.severity
        let score = choice.cvss.map { ", CVSS \(Count.tenths($0.score)) (\($0.vector))" } ?? ""
        let source = explanation.ratedBy.map { ", rated by \($0)" } ?? ""
        let name = choice.severity == .unknown ? "severity unknown" : choice.severity.description
        return style.paint(name, as: choice.severity) + Printable.line(score + source)
    }

    /// CISA's list and FIRST's forecast in words.
    private var exploitation: [String] {
        var lines: [String] = []
        let facts = explanation.exploit
        if let since = facts.knownExploitedSince {
            let ransomware = facts.isUsedByRansomware ? ", also by ransomware" : ""
            lines.append("known to be exploited since \(since)\(ransomware) (KEV, CISA)")
        }
        if let epss = facts.epss {
            let rank = facts.epssPercentile.map { "; \(Count.tenths($0 * 100)) % of all CVEs score no higher" } ?? ""
            lines.append("probability of exploitation within 30 days: \(Count.tenths(epss * 100)) % (EPSS)\(rank)")
        }
        return lines
    }

    /// Entries of one verdict on one package.
    private var groups: [[Explanation.Entry]] {
        var groups: [[Explanation.Entry]] = []
        for entry in explanation.entries {
            let number = groups.firstIndex { group in
                entry.package != nil && group[0].verdict == entry.verdict && group[0].package == entry.package
            }
            if let number { groups[number].append(entry) } else { groups.append([entry]) }
        }
        return groups
    }

    private func text(of group: [Explanation.Entry]) -> [String] {
        let first = group[0]
        var lines = ["\(first.verdict.text): \(first.package?.description ?? first.reason.package)"]
        lines += first.locations.prefix(Self.placeLimit).map { "  at /\($0)" }
        let more = first.locations.count - Self.placeLimit
        if more > 0 { lines.append("  and at \(more) more") }
        if inventory.hasLayers, let layer = first.layer {
            lines.append("  from \(BuildStep.text(layer, of: inventory.layers))")
        }
        for entry in group {
            lines.append("  record \(entry.reason.record) on \(entry.reason.package) in \(entry.reason.ecosystem)")
            if !entry.reason.range.isEmpty { lines.append("    range: \(entry.reason.range)") }
            lines.append("    \(entry.reason.comparison)")
            lines += entry.reason.notes.map { "    \($0)" }
        }
        return (lines + remedy(first)).map(Printable.line)
    }

    /// How to get rid of the vulnerability in an entry's package.
    private func remedy(_ entry: Explanation.Entry) -> [String] {
        guard entry.verdict == .affected, let match = explanation.matches.first(where: { $0.package == entry.package })
        else { return [] }
        guard match.status == .fixable else { return ["  no fixed version is known"] }
        var lines: [String] = []
        let fixes = match.fixedVersions.map { fix in
            match.affectedFixes.contains(fix) ? "\(fix) (which has other vulnerabilities)" : fix
        }
        if !fixes.isEmpty { lines.append("  fixed in \(fixes.joined(separator: ", "))") }
        let plan = explanation.remediations.filter { $0.upgrades.contains { $0.purl == match.package } }
        for step in plan.prefix(Self.placeLimit) {
            let leaves = step.leaves.isEmpty ? "" : ", which leaves \(Count.some(step.leaves))"
            lines.append("  \(step.action)\(leaves)")
            lines += step.steps.prefix(Self.placeLimit).map { "    \($0)" }
        }
        return lines
    }
}
