internal import Bytes
internal import Inventory
internal import Matching
internal import Reports

/// A comparison for people: how much changed of each kind, and then what.
struct ComparisonTable {
    /// Rows of one kind shown when nobody asks for all.
    private static let rowLimit = 40

    private let comparison: Comparison
    private let sides: [(target: String, scan: ComparedScan)]
    private let style: Style
    private let isFull: Bool

    init(
        _ comparison: Comparison, from old: (String, ComparedScan), to new: (String, ComparedScan), style: Style,
        isFull: Bool
    ) {
        self.comparison = comparison
        sides = [old, new]
        self.style = style
        self.isFull = isFull
    }

    var text: String {
        var lines = [style.bold(Printable.line("\(sides[0].target) → \(sides[1].target)"))]
        for side in sides {
            let digest = (side.scan.inventory.digest ?? side.scan.inventory.identifier)?.description ?? "no digest"
            let counts = PackageCounts(side.scan.inventory.packages)
            let findings = Count.text(side.scan.findings.count, "finding")
            lines.append("  \(digest): \(Count.text(counts.installed, "package")), \(findings)\(Count.rest(counts))")
            lines += side.scan.unchecked.map { Printable.line("    not checked: \($0.reason)") }
        }
        lines.append("  \(verdict)")
        lines.append("  " + summary("packages", comparison.countedPackages) + changesWithin)
        lines.append("  " + summary("findings", comparison.findings))
        lines.append("  " + (comparison.files.map { summary("files", $0) } ?? "files: one side does not list them"))
        lines.append(
            "  "
                + (comparison.configuration.map { summary("configuration", $0) }
                    ?? "configuration: one side has none"))
        lines += section(
            "Findings", comparison.findings, ["VULNERABILITY", "SEVERITY", "PACKAGE", "INSTALLED", "FIXED"]
        ) {
            finding in
            [
                finding.id, finding.severity, finding.packageName, finding.installedVersion,
                finding.fixedVersions.isEmpty ? "none yet" : finding.fixedVersions.joined(separator: ", "),
            ]
        }
        let packages = isFull ? comparison.packages : comparison.countedPackages
        lines += section("Packages", packages, ["TYPE", "PACKAGE", "VERSION"]) {
            [$0.type.rawValue, $0.name, $0.version]
        }
        if let configuration = comparison.configuration {
            lines += section("Configuration", configuration, ["SETTING", "VALUE"]) { [$0.name, $0.value] }
        }
        if let files = comparison.files {
            lines += section("Files", files, ["FILE", "DIGEST"]) { ["/\($0.path)", FileDigests($0.digest).best ?? ""] }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// What became of the findings, in a line; as far as both sides were checked.
    private var verdict: String {
        let findings = comparison.findings
        let text = "\(findings.removed.count) fixed, \(findings.added.count) new, \(comparison.remaining) remain"
        let isWhole = sides.allSatisfy { side in side.scan.unchecked.allSatisfy { $0.kind == .unpublished } }
        return isWhole ? text : text + ", of what was checked"
    }

    /// How many packages changed with others that they are within, or are in lock files alone.
    private var changesWithin: String {
        let (all, counted) = (comparison.packages, comparison.countedPackages)
        let more = [
            all.added.count - counted.added.count, all.removed.count - counted.removed.count,
            all.changed.count - counted.changed.count,
        ].reduce(0, +)
        return more == 0 ? "" : "; \(Count.text(more, "change")) within others\(isFull ? "" : ", which --full lists")"
    }

    private func summary<Element>(_ name: String, _ changes: Comparison.Changes<Element>) -> String {
        if changes.isEmpty { return "\(name): the same" }
        return
            "\(name): \(changes.added.count) added, \(changes.removed.count) removed, \(changes.changed.count) changed"
    }

    /// A table of one kind of change: what came, what went, and what is another, whose cells that differ show both.
    private func section<Element>(
        _ title: String, _ changes: Comparison.Changes<Element>, _ titles: [String], _ cells: (Element) -> [String]
    ) -> [String] {
        guard !changes.isEmpty else { return [] }
        var rows: [[String]] = changes.added.map { ["+"] + cells($0) }
        rows += changes.removed.map { ["-"] + cells($0) }
        rows += changes.changed.map { change in
            ["~"] + zip(cells(change.from), cells(change.to)).map { $0 == $1 ? $0 : "\($0) → \($1)" }
        }
        let shown = isFull ? rows[...] : rows.prefix(Self.rowLimit)
        let floors: [Int?] = [nil] + titles.indices.map { $0 == 0 ? nil : 10 }
        var table = TextTable([""] + titles, floors: floors)
        for row in shown { table.add(row.map { TextTable.Cell($0) }) }
        var lines = ["", style.bold(title)] + table.lines(style: style)
        if shown.count < rows.count {
            lines.append(style.dim("… and \(rows.count - shown.count) more; --full shows all"))
        }
        return lines
    }
}
