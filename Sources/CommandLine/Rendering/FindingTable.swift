internal import Inventory
internal import Matching
internal import Reports

/// The findings for people: a row for each vulnerability with its packages, the most urgent first.
struct FindingTable {
    /// Columns below which layers are left out, so that versions need not be cut.
    private static let narrow = 100
    /// Columns from which on each row ends with a link.
    private static let wide = 150

    private let report: ScanReport
    private let style: Style
    private let rowLimit: Int?

    /// - Parameter rowLimit: how many rows to show at most; nil for all.
    init(_ report: ScanReport, style: Style, rowLimit: Int?) {
        self.report = report
        self.style = style
        self.rowLimit = rowLimit
    }

    var lines: [String] {
        let rows = Self.rows(report.byPriority)
        guard !rows.isEmpty else { return [] }
        let shown = rowLimit.map { rows.prefix($0) } ?? rows[...]
        let hasLayers = report.inventory.layers.count > 1 && (style.columns ?? .max) >= Self.narrow
        let hasLinks = (style.columns ?? .max) >= Self.wide
        var titles = ["VULNERABILITY", "SEVERITY", "KEV", "EPSS", "PACKAGE", "INSTALLED", "FIXED"]
        if hasLayers { titles.append("LAYER") }
        if hasLinks { titles.append("LINK") }
        var table = TextTable(titles, floors: titles.map { $0 == "PACKAGE" ? 10 : nil })
        for row in shown {
            var cells = cells(row)
            if hasLayers { cells.append(.init(layers(row))) }
            if hasLinks { cells.append(.init(row.first?.links.first ?? "-")) }
            table.add(cells)
        }
        var lines = [""] + table.lines(style: style)
        if shown.contains(where: { $0.contains(where: Self.isFootnoted) }) {
            lines.append(style.dim("* this version has other known vulnerabilities; see What to do"))
        }
        if shown.count < rows.count {
            lines.append(style.dim("… and \(rows.count - shown.count) more; --full shows all"))
        }
        return lines
    }

    /// The findings of each vulnerability together, in the order of the most urgent one of each.
    private static func rows(_ matches: [Match]) -> [[Match]] {
        var rows: [[Match]] = []
        var places: [String: Int] = [:]
        for match in matches {
            if let place = places[match.id] {
                rows[place].append(match)
            } else {
                places[match.id] = rows.count
                rows.append([match])
            }
        }
        return rows
    }

    private func cells(_ row: [Match]) -> [TextTable.Cell] {
        guard let first = row.first else { return [] }
        let severity = row.map(\.severity).max() ?? first.severity
        return [
            .init(first.id), .init(severity.description) { style.paint($0, as: severity) },
            .init(row.contains(where: \.isKnownExploited) ? "yes" : "-"), .init(forecast(row)),
            .init(Self.list(row.map(\.packageName), most: 3)), .init(Self.list(row.map(\.installedVersion), most: 2)),
            .init(Self.list(row.map(fix), most: 2)),
        ]
    }

    private func layers(_ row: [Match]) -> String {
        Set(row.map { $0.layer + 1 }).sorted().map(String.init).joined(separator: ", ")
    }

    private func forecast(_ row: [Match]) -> String {
        guard let epss = row.compactMap(\.epss).max() else { return "-" }
        return epss < 0.001 ? "<0.1 %" : "\(Count.tenths(epss * 100)) %"
    }

    private func fix(_ match: Match) -> String {
        guard match.status == .fixable else { return "none yet" }
        if let upgrade = match.upgrade { return upgrade + (match.isUpgradeAffected ? "*" : "") }
        return match.fixedVersions.map { $0 + (match.affectedFixes.contains($0) ? "*" : "") }.joined(separator: ", ")
    }

    private static func isFootnoted(_ match: Match) -> Bool {
        match.isUpgradeAffected || match.upgrade == nil && !match.affectedFixes.isEmpty
    }

    /// Different texts in their order, and how many more there are.
    private static func list(_ texts: [String], most: Int) -> String {
        var seen: Set<String> = []
        let texts = texts.filter { seen.insert($0).inserted }
        let more = texts.count - most
        return texts.prefix(most).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    }
}
