internal import Advisories
internal import Inventory
internal import Layers
internal import Matching
internal import Platform
internal import Reports

/// What a reader of a report must know beside the findings: what was not read, what is not covered, and how old the advisories are.
struct Notices {
    private static let problemLimit = 10

    private let report: ScanReport
    private let style: Style
    private let isFull: Bool

    init(_ report: ScanReport, style: Style = Style(for: .error, isFile: false), isFull: Bool = false) {
        self.report = report
        self.style = style
        self.isFull = isFull
    }

    /// All notices, a blank line before.
    var lines: [String] {
        let all = coverage + undetermined + problems + report.inventory.notices + age
        return all.isEmpty ? [] : [""] + all.map { Printable.line($0) }
    }

    /// Writes them to standard error.
    func write() throws {
        for line in lines where !line.isEmpty { try StandardStream.error.write("hullmark: \(line)\n") }
    }

    private var coverage: [String] {
        report.coverage.compactMap { part in
            let packages = Count.text(part.packages, "package")
            if !part.isCovered {
                let note = part.note.isEmpty ? "" : " (\(part.note))"
                return
                    "Unknown: there are no advisories on \(part.ecosystem)\(note); \(packages) could not be checked and may be vulnerable."
            }
            if part.isApproximate {
                return "Approximate: \(packages) were checked against \(part.ecosystem), a compatible distribution."
            }
            if part.unversioned > 0 {
                return
                    "Unknown: \(Count.text(part.unversioned, "package")) of \(part.ecosystem) name no version to be checked."
            }
            return nil
        }
    }

    private var undetermined: [String] {
        guard !report.undetermined.isEmpty else { return [] }
        let names = Set(report.undetermined.map(\.packageName)).sorted()
        return [
            "Undetermined: \(Count.text(report.undetermined.count, "record")) could not be compared with the installed version of "
                + names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", …" : "") + "."
        ]
    }

    /// Writes what of an inventory was not read to standard error.
    static func write(problemsOf inventory: Inventory) throws {
        for line in problems(of: inventory, isFull: false) {
            try StandardStream.error.write("hullmark: \(Printable.line(line))\n")
        }
    }

    private var problems: [String] { Self.problems(of: report.inventory, isFull: isFull) }

    private static func problems(of inventory: Inventory, isFull: Bool) -> [String] {
        let all = inventory.diagnostics
        let shown = isFull ? all[...] : all.prefix(Self.problemLimit)
        var lines = shown.map { diagnostic in
            let layer = diagnostic.layer.map { "layer \($0 + 1)" }
            let path = diagnostic.path.map { "/\($0)" }
            let place = [layer, path].compactMap(\.self).joined(separator: ", ")
            return "Not read: \(place.isEmpty ? "" : place + ": ")\(diagnostic.message)."
        }
        if shown.count < all.count { lines.append("Not read: \(all.count - shown.count) more; --full lists them.") }
        return lines
    }

    private var age: [String] {
        let shards = report.database.shards.filter { $0.name != "exploits" }
        guard !shards.isEmpty else { return [] }
        let now = Timestamp.now
        let parts = shards.map { shard in
            let days = Timestamp(shard.newest).flatMap { date in now.map { max(0, $0.seconds - date.seconds) / 86_400 }
            }
            let derived =
                shard.derived > 0 ? ", \(shard.derived) of \(shard.records) records derived from changelogs" : ""
            return "\(shard.name) \(shard.newest.prefix(10))"
                + (days.map { " (\(Count.text($0, "day")) old\(derived))" } ?? "")
        }
        return ["Advisories: \(parts.joined(separator: ", ")). hullmark db update fetches newer ones."]
    }
}
