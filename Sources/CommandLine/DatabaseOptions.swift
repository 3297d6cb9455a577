internal import Advisories
internal import ArgumentParser
internal import Bytes
internal import Matching
internal import Platform
internal import Reports

/// Flags that say which advisories are used.
struct DatabaseOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The advisory database's folder.",
            discussion: "What it does not have comes from the snapshot inside the program.", valueName: "directory"))
    var db: String?

    /// The folder, which need not exist.
    var folder: String { db ?? environment("HULLMARK_DB") ?? "\(Directory.userData)/db" }

    /// Opens the database; what the folder does not have comes from the snapshot inside the program.
    func open() throws -> AdvisoryDatabase {
        let database = try AdvisoryDatabase.standard(folder: folder)
        try database.prepareExploitFacts()
        return database
    }
}

extension DatabaseFacts {
    /// What a database's shards are, of those that a scan needed.
    init(_ database: AdvisoryDatabase, for coverage: [Coverage]) {
        let needed = Set(coverage.filter(\.isCovered).map(\.ecosystem))
        let entries = database.entries.filter { $0.kind == .exploits || needed.contains($0.name) }
        self.init(
            shards: entries.map {
                Shard(
                    name: $0.name, newest: $0.newestModified, records: $0.recordCount, derived: $0.derivedCount,
                    source: $0.credit.source, licence: $0.credit.licence)
            }, digest: Digest(of: entries.flatMap(\.digest)).description)
    }
}
