internal import Advisories
internal import Inventory
internal import Layers
internal import Matching
internal import Platform
internal import Reports

/// What a reader of a report must know beside the findings: what was not read, what is not covered, and how old the advisories are.
struct Notices {
    private static let problemLimit = 10
    /// Days without any new record after which a server's news are doubted; those of all but the smallest ecosystems come weekly.
    private static let staleDays = 90

    private let diagnostics: [Diagnostic]
    private let remarks: [String]
    private let coverage: [Coverage]
    private let undetermined: [Match]
    private let database: DatabaseFacts
    private let isFull: Bool
    private var decision: GateDecision?

    init(_ report: ScanReport, isFull: Bool = false) {
        self.init(
            report.inventory, coverage: report.coverage, undetermined: report.undetermined, database: report.database,
            isFull: isFull)
        decision = report.gate
    }

    /// - Parameter isFull: names every file that was not read.
    init(
        _ inventory: Inventory, coverage: [Coverage], undetermined: [Match] = [], database: DatabaseFacts,
        isFull: Bool = false
    ) {
        diagnostics = inventory.diagnostics
        remarks = inventory.notices
        self.coverage = coverage
        self.undetermined = undetermined
        self.database = database
        self.isFull = isFull
    }

    /// All notices, a blank line before.
    var lines: [String] {
        let all = (decision?.remarks ?? []) + coverage.flatMap(Self.lines) + doubts + problems + remarks + age
        return all.isEmpty ? [] : [""] + all.map { Printable.line($0) }
    }

    /// Writes them to standard error.
    func write() throws {
        for line in lines where !line.isEmpty { try StandardStream.error.write("hullmark: \(line)\n") }
    }

    private static func lines(on part: Coverage) -> [String] {
        let packages = Count.text(part.packages, "package")
        guard part.isCovered else {
            let note = part.note.isEmpty || !part.isPublished ? "" : " (\(part.note))"
            return ["Not checked: \(packages): \(part.lack)\(note)."]
        }
        var lines: [String] = []
        if part.isApproximate {
            lines.append(
                "Approximate: \(packages) were checked against \(Count.some(part.sources)), a compatible distribution.")
        }
        if !part.missing.isEmpty { lines.append("Checked in part: \(packages) of \(part.title): \(part.note).") }
        if !part.samples.isEmpty {
            lines.append(
                "Checked in part: \(packages) of \(part.title): only a sample of its advisories is at hand; hullmark db update fetches the rest."
            )
        }
        if part.unsourced > 0 {
            lines.append(
                "Checked in part: \(Count.text(part.unsourced, "package")) of \(part.title): nothing names the source package, under which advisories are filed; scan the image, or write the bill with hullmark sbom."
            )
        }
        if part.isFixedOnly {
            lines.append("\(part.title): fixed vulnerabilities only; unfixed ones are unknown.")
        }
        if let origin = part.derivedFrom {
            lines.append(
                "\(part.title): advisories derived from those of \(origin.split(separator: ":").joined(separator: " ")); fixed versions may not exist for this release."
            )
        }
        if part.unversioned > 0 {
            lines.append(
                "Not checked: \(Count.text(part.unversioned, "package")) of \(part.title) without a version."
            )
        }
        return lines
    }

    private var doubts: [String] {
        guard !undetermined.isEmpty else { return [] }
        let names = Set(undetermined.map(\.packageName)).sorted()
        return [
            "Undecided: \(Count.text(undetermined.count, "advisory", "advisories")) could not be compared with the installed version of \(Count.some(names))."
        ]
    }

    /// Writes what of an inventory was not read to standard error.
    static func write(problemsOf inventory: Inventory) throws {
        for line in problems(of: inventory.diagnostics, isFull: false) {
            try StandardStream.error.write("hullmark: \(Printable.line(line))\n")
        }
    }

    private var problems: [String] { Self.problems(of: diagnostics, isFull: isFull) }

    private static func problems(of diagnostics: [Diagnostic], isFull: Bool) -> [String] {
        let shown = isFull ? diagnostics[...] : diagnostics.prefix(problemLimit)
        var lines = shown.map { diagnostic in
            let layer = diagnostic.layer.map { "layer \($0 + 1)" }
            let path = diagnostic.path.map { "/\($0)" }
            let place = [layer, path].compactMap(\.self).joined(separator: ", ")
            return "Not read: \(place.isEmpty ? "" : place + ": ")\(diagnostic.message)."
        }
        let more = diagnostics.count - shown.count
        if more > 0 { lines.append("Not read: \(more) more; scan --full lists them.") }
        return lines
    }

    /// The parts of the database that the packages need; those that were asked to rate others' findings are in the documents.
    private var shards: [DatabaseFacts.Shard] {
        let needed = Set(coverage.flatMap(\.sources))
        return database.shards.filter { $0.isOfExploitation || needed.contains($0.name) }
    }

    private var age: [String] {
        let shards = shards
        guard shards.contains(where: { !$0.isOfExploitation }) else { return [] }
        let snapshots = Set(shards.map(\.snapshot))
        let parts = shards.map { shard in
            var facts: [String] = []
            if !shard.retrieved.isEmpty { facts.append("asked \(Age(of: shard.retrieved).ago)") }
            facts.append(shard.newest.isEmpty ? "of unknown age" : "newest record \(shard.newest.prefix(10))")
            if !shard.newest.isEmpty { facts.append(Age(of: shard.newest).text) }
            if shard.derived > 0 {
                facts.append("\(shard.derived) of \(shard.records) records derived from changelogs")
            }
            if snapshots.count > 1 && !shard.snapshot.isEmpty { facts.append("snapshot of \(shard.snapshot)") }
            return "\(shard.isOfExploitation ? "KEV and EPSS" : shard.name) (\(facts.joined(separator: ", ")))"
        }
        let snapshot = snapshots.count == 1 ? snapshots.first ?? "" : ""
        let title = snapshot.isEmpty ? "Advisories" : "Advisories (snapshot of \(snapshot))"
        return ["\(title): \(parts.joined(separator: ", ")). hullmark db update fetches newer ones."] + stale
    }

    /// Says of a server that answers, but has had nothing new for long, that it may be a forgotten copy.
    private var stale: [String] {
        shards.compactMap { shard in
            guard !shard.isOfExploitation, !shard.retrieved.isEmpty, let days = Age(of: shard.newest).days,
                days > Self.staleDays
            else { return nil }
            return
                "Stale: \(shard.name) has no record newer than \(shard.newest.prefix(10)), although its server was asked \(Age(of: shard.retrieved).ago); it may be a mirror that is no longer kept up."
        }
    }
}

extension DatabaseFacts.Shard {
    /// Whether it is the table of exploitation, and none of advisories.
    fileprivate var isOfExploitation: Bool { name == "exploits" }
}
