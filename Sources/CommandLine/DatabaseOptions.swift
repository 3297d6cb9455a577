internal import Advisories
internal import ArgumentParser
internal import Bytes
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
    var folder: String { db ?? "\(Directory.userData)/db" }

    /// Whether the user named the folder.
    var isNamed: Bool { db != nil }

    /// Makes sure that a folder that the user named is there: after a typing error the snapshot would be used unnoticed.
    func checkNamedFolder() throws {
        if let named = db, (try? FileStatus(of: named))?.kind != .directory {
            throw ExitStatus.failed("\(named): no such directory of advisories")
        }
    }

    /// Opens the database; what the folder does not have comes from the snapshot inside the program.
    func open() throws -> AdvisoryDatabase {
        try checkNamedFolder()
        let database = try AdvisoryDatabase.standard(folder: folder)
        try database.prepareExploitFacts()
        return database
    }
}

extension DatabaseFacts {
    /// What a database's shards are, of those that matching asked.
    init(_ database: AdvisoryDatabase, asked ecosystems: [String]) {
        let asked = Set(ecosystems)
        let entries = database.entries.filter { $0.kind == .exploits || asked.contains($0.name) }
        self.init(
            shards: entries.map {
                Shard(
                    name: $0.name, newest: $0.newestModified, retrieved: $0.retrieved, snapshot: $0.snapshotDate,
                    records: $0.recordCount, derived: $0.derivedCount, source: $0.credit.source,
                    licence: $0.credit.licence)
            }, digest: Digest(of: entries.flatMap(\.digest)).description)
    }
}
