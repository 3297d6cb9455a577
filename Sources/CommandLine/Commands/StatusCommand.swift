internal import Advisories
internal import ArgumentParser
internal import Platform

/// `hullmark db status`: how old and how large every shard is.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show the age and size of every part of the database, and where it comes from."
    )

    @OptionGroup var advisories: DatabaseOptions

    func run() throws {
        let status = DatabaseStatus(try AdvisoryDatabase.standard(folder: advisories.folder))
        let style = Style(for: .output, isFile: false)
        var table = TextTable(
            ["SHARD", "NEWEST", "AGE", "RECORDS", "DERIVED", "SIZE", "ORIGIN"],
            floors: [nil, nil, nil, nil, nil, nil, 8])
        let now = Timestamp.now
        for shard in status.shards {
            let age = now.flatMap { DatabaseStatus.age(of: shard, at: $0) }.map { Count.text($0, "day") } ?? "unknown"
            table.add([
                .init(shard.name), .init(String(shard.newestModified.prefix(10))), .init(age),
                .init("\(shard.recordCount)"),
                .init(shard.derivedCount > 0 ? "\(shard.derivedCount)" : "-"), .init(Count.bytes(shard.storedSize)),
                .init(shard.retrieved.isEmpty ? "built from files" : "fetched \(shard.retrieved.prefix(10))"),
            ])
        }
        var lines = table.lines(style: style)
        lines += [
            "",
            "\(status.recordCount) records, \(Count.bytes(status.storedSize)) in \(Printable.line(advisories.folder)) and in the program's own snapshot",
            "",
        ]
        lines.append(style.bold("Sources"))
        for credit in status.credits { lines.append(Printable.line("  \(credit.source): \(credit.licence)")) }
        try write(Array((lines.joined(separator: "\n") + "\n").utf8), to: nil)
    }
}
