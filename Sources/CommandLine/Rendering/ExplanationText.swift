internal import Advisories
internal import Inventory
internal import Matching

/// An explanation for people.
struct ExplanationText {
    private let explanation: Explanation
    private let isWhole: Bool
    private let hasLayers: Bool
    private let style: Style

    /// - Parameter inventory: what was explained; where not all of it could be read, what is not there may be where nobody could look.
    init(_ explanation: Explanation, of inventory: Inventory, style: Style) {
        self.explanation = explanation
        isWhole = inventory.diagnostics.isEmpty
        hasLayers = inventory.hasLayers
        self.style = style
    }

    var lines: [String] {
        var lines = [style.bold(Printable.line(heading))]
        let names = explanation.identifiers.filter { $0 != explanation.identifier }
        if !names.isEmpty { lines.append(Printable.line("  also known as \(names.joined(separator: ", "))")) }
        if let severity { lines.append("  " + severity) }
        if let since = explanation.exploit.knownExploitedSince {
            let ransomware = explanation.exploit.isUsedByRansomware ? ", also by ransomware" : ""
            lines.append("  known to be exploited since \(since)\(ransomware) (CISA)")
        }
        if let epss = explanation.exploit.epss {
            lines.append("  probability of exploitation within 30 days: \(Count.tenths(epss * 100)) % (EPSS)")
        }
        for entry in explanation.entries {
            lines.append("")
            let package = entry.package.map { "\($0.description)" } ?? entry.reason.package
            lines.append(Printable.line("\(entry.verdict.text): \(package)"))
            lines.append(
                Printable.line(
                    "  record \(entry.reason.record) on \(entry.reason.package) in \(entry.reason.ecosystem)"))
            if !entry.reason.range.isEmpty { lines.append(Printable.line("  range: \(entry.reason.range)")) }
            lines.append(Printable.line("  \(entry.reason.comparison)"))
            for note in entry.reason.notes { lines.append(Printable.line("  \(note)")) }
            if hasLayers, let layer = entry.layer { lines.append("  from layer \(layer + 1)") }
        }
        if !explanation.isKnown { lines.append("  that does not prove that the image is safe") }
        return lines
    }

    private var heading: String {
        let limit = isWhole ? "" : ", as far as the image could be read"
        let verdict =
            if !explanation.isKnown {
                "not in the advisory data for the image's ecosystems\(limit)"
            } else if explanation.isAffected {
                "the image is affected"
            } else if explanation.isUndetermined {
                "it cannot be determined whether the image is affected\(limit)"
            } else {
                "not affected, according to these records\(limit)"
            }
        return "\(explanation.identifier): \(verdict)"
    }

    private var severity: String? {
        guard explanation.isKnown else { return nil }
        let choice = explanation.severity
        let score = choice.cvss.map { ", CVSS \(Count.tenths($0.score)) (\($0.vector))" } ?? ""
        let source = explanation.ratedBy.map { ", rated by \($0)" } ?? ""
        return style.paint(choice.severity.description, as: choice.severity) + Printable.line(score + source)
    }
}
