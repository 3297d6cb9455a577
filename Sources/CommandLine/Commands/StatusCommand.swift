internal import Advisories
internal import ArgumentParser
internal import Platform

/// `hullmark db status`: how old and how large every shard is.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show the age and size of every part of the database, and where it comes from.",
        discussion: "The age of a part is that of its newest record. ORIGIN shows when its server was last asked.")

    @OptionGroup var advisories: DatabaseOptions

    func run() throws {
        try advisories.checkNamedFolder()
        let status = DatabaseStatus(try AdvisoryDatabase.standard(folder: advisories.folder))
        let style = Style(for: .output, isFile: false)
        var table = TextTable(
            ["PART", "NEWEST", "AGE", "RECORDS", "DERIVED", "SIZE", "HOLDS", "ORIGIN"],
            floors: [nil, nil, nil, nil, nil, nil, nil, 8])
        for shard in status.shards {
            let age = Age(of: shard.newestModified).days.map { Count.text($0, "day") } ?? "unknown"
            table.add([
                .init(shard.name), .init(String(shard.newestModified.prefix(10))), .init(age),
                .init("\(shard.recordCount)"),
                .init(shard.derivedCount > 0 ? "\(shard.derivedCount)" : "-"), .init(Count.bytes(shard.storedSize)),
                .init(Self.holding(shard)), .init(origin(of: shard)),
            ])
        }
        var lines = table.lines(style: style)
        lines += [
            "",
            "\(status.recordCount) records, \(Count.bytes(status.storedSize)) in \(places(of: status))",
            "",
        ]
        lines.append(style.bold("Sources"))
        for credit in status.credits { lines.append(Printable.line("  \(credit.source): \(credit.licence)")) }
        try write(Array((lines.joined(separator: "\n") + "\n").utf8), to: nil)
    }

    /// How much of what is known the part holds.
    private static func holding(_ shard: ShardEntry) -> String {
        guard shard.kind == .advisories else { return "-" }
        var words: [String] = []
        if shard.scope.isSample { words.append("a sample") }
        if shard.scope.isFixedOnly { words.append("fixed vulnerabilities only") }
        if let origin = shard.scope.derivedFrom { words.append("derived from \(origin)") }
        return words.isEmpty ? "all records of its source" : words.joined(separator: ", ")
    }

    private func origin(of shard: ShardEntry) -> String {
        if !shard.snapshotDate.isEmpty { return "snapshot of \(shard.snapshotDate)" }
        if shard.retrieved.isEmpty { return "built from files" }
        return "server asked \(Age(of: shard.retrieved).ago), \(shard.retrieved.prefix(10))"
    }

    private func places(of status: DatabaseStatus) -> String {
        var places = [status.snapshotDate.map { "the program's own snapshot of \($0)" }]
        if status.shards.contains(where: \.snapshotDate.isEmpty) {
            places.insert(Printable.line(advisories.folder), at: 0)
        }
        return places.compactMap(\.self).joined(separator: " and in ")
    }
}
