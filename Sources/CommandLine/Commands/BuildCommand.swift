internal import Advisories
internal import ArgumentParser
internal import Platform

/// `hullmark db build --from DIR`: makes a database of OSV records on disk.
struct BuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Build the database from OSV records on disk.",
        discussion: """
            The folder is laid out as the OSV bulk export is: a folder for each ecosystem with all.zip, records as .json or .jsonl; kev.json \
            and epss.csv.gz beside them are read too.
            """)

    @Option(help: ArgumentHelp("The folder of records.", valueName: "directory"))
    var from: String

    @Option(help: ArgumentHelp("Write one snapshot file instead of a database folder.", valueName: "file"))
    var snapshot: String?

    @Option(
        help: ArgumentHelp(
            "The day of the records.",
            discussion: "Records with a later date do not make the data newer. The default is today.",
            valueName: "year-month-day"))
    var date: String?

    @OptionGroup var advisories: DatabaseOptions

    @Flag(name: .shortAndLong, help: "Print only errors.")
    var quiet = false

    func validate() throws {
        if let date, date.utf8.count != 10 || Timestamp(date) == nil {
            throw ValidationError("invalid date \"\(date)\"; an example is 2026-11-22")
        }
    }

    /// The last second of the day of the records.
    private var now: Timestamp? {
        guard let date else { return Timestamp.now }
        return Timestamp(date).flatMap { Timestamp(seconds: $0.seconds + 86_399) }
    }

    func run() throws {
        let builder = DatabaseBuilder(from: from, now: now)
        let report: DatabaseBuilder.Report
        if let snapshot {
            report = try builder.build(snapshot: snapshot)
        } else {
            report = try builder.build(into: advisories.folder)
        }
        for problem in report.diagnostics.prefix(20) where !quiet {
            try StandardStream.error.write("hullmark: \(Printable.line("\(problem)"))\n")
        }
        if report.diagnostics.count > 20 && !quiet {
            try StandardStream.error.write("hullmark: \(report.diagnostics.count - 20) more problems\n")
        }
        let shards = report.index.entries.count
        try StandardStream.output.write(
            "\(Count.text(report.recordCount, "record")) in \(Count.text(shards, "part")) written to \(Printable.line(snapshot ?? advisories.folder))\n"
        )
    }
}
