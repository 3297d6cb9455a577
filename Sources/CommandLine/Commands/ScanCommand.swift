internal import Advisories
internal import ArgumentParser
internal import Images
internal import Inventory
internal import Matching
internal import Platform
internal import Reports
internal import Scanning

/// `hullmark scan TARGET`: what is in it, what is wrong with it, what to do about it.
struct ScanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan", abstract: "Say what is in an image, what is wrong with it, and what to do about it.")

    /// The forms of a report.
    enum Format: String, ExpressibleByArgument, CaseIterable { case table, json }

    @OptionGroup var image: ImageOptions
    @OptionGroup var advisories: DatabaseOptions
    @OptionGroup var freshness: RefreshOptions

    @Option(name: .shortAndLong, help: "The report's form.")
    var format: Format = .table

    @Option(name: .shortAndLong, help: ArgumentHelp("Write the report to a file.", valueName: "file"))
    var output: String?

    @Option(
        help: ArgumentHelp(
            "Show findings of these severities only, with commas between.", valueName: "severities"))
    var severity: String?

    @Flag(help: "Show only findings that have a fixed version.")
    var onlyFixed = false

    @OptionGroup var gate: GateOptions

    @Flag(help: "List every finding and every file that could not be read; in JSON, the files that packages own.")
    var full = false

    @Flag(
        help:
            "For a RHEL-compatible distribution without advisories of its own, use those of a compatible one, and say so."
    )
    var compatible = false

    @Flag(name: .shortAndLong, help: "Say nothing on standard error but errors.")
    var quiet = false

    func validate() throws { _ = try filter() }

    func run() throws {
        let progress = Progress(isQuiet: quiet)
        let inventory = try image.inventory(progress: progress)
        progress.finish()
        let report = try report(on: inventory)
        let text: [UInt8] =
            switch format {
            case .json: ScanDocument(report, includesFiles: full).bytes
            case .table:
                Array(ScanTable(report, style: Style(for: .output, isFile: output != nil), isFull: full).text.utf8)
            }
        try write(text, to: output)
        if !quiet && format == .json { try Notices(report).write() }
        try report.gate?.enforce()
    }

    private func report(on inventory: Inventory) throws -> ScanReport {
        var report = try matched(inventory)
        let filter = try filter()
        let shown = report.matches.filter(filter.accepts)
        report.leftOut = report.matches.count - shown.count
        report.matches = shown
        report.gate = try gate.decision(on: report)
        return report
    }

    /// The inventory matched, again where newer advisories came.
    private func matched(_ inventory: Inventory) throws -> ScanReport {
        let database = try advisories.open()
        var report = try ScanReport(of: inventory, database: database, allowsCompatible: compatible)
        let (isChanged, remarks) = freshness.refresh(
            for: report, advisories, at: database.entries, authorities: image.caFile, isQuiet: quiet)
        if isChanged {
            report = try ScanReport(of: inventory, database: advisories.open(), allowsCompatible: compatible)
        }
        report.inventory.notices += remarks
        return report
    }

    private func filter() throws -> MatchFilter { try MatchFilter(severities: severity, onlyFixed: onlyFixed) }
}

/// Which findings a user wants to see.
struct MatchFilter {
    private let severities: Set<Severity>?
    private let onlyFixed: Bool

    init(severities text: String?, onlyFixed: Bool) throws {
        self.onlyFixed = onlyFixed
        guard let text else {
            severities = nil
            return
        }
        var chosen: Set<Severity> = []
        for word in text.split(separator: ",") {
            guard let severity = Severity(word.trimmingSpaces) else {
                let names = Severity.allCases.reversed().map(\.description)
                throw ValidationError("unknown severity \"\(word)\"; \(suggestion(for: word, among: names))")
            }
            chosen.insert(severity)
        }
        guard !chosen.isEmpty else {
            throw ValidationError(
                "--severity is empty, which would hide every finding; use \(Severity.names)")
        }
        severities = chosen
    }

    func accepts(_ match: Match) -> Bool {
        (severities?.contains(match.severity) ?? true) && (!onlyFixed || match.status == .fixable)
    }
}

extension Severity {
    /// All words, the most severe first.
    static var names: String { allCases.reversed().map(\.description).joined(separator: ", ") }
}

extension Substring {
    /// Without spaces on both sides.
    fileprivate var trimmingSpaces: String {
        var rest = self
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }
}
