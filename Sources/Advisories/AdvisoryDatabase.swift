internal import Bytes
internal import Platform
internal import Synchronization

/// A database of advisories, opened: its shards are loaded when they are first asked for, and only those.
package final class AdvisoryDatabase: AdvisorySource {
    /// One shard and where it is loaded from.
    private struct Item {
        let entry: ShardEntry
        let store: Store
    }

    /// Where shards lie.
    private enum Store {
        case folder(DatabaseFolder)
        /// A snapshot, whose shards begin at an offset.
        case snapshot(ShardBytes, start: Int)
    }

    private struct Loaded {
        var shards: [String: Shard] = [:]
        var exploits: ExploitTable?
    }

    private let items: [String: Item]
    private let loaded = Mutex(Loaded())
    /// What the database consists of, sorted by name.
    package let entries: [ShardEntry]

    private init(_ items: [Item]) {
        self.items = Dictionary(items.map { ($0.entry.name, $0) }, uniquingKeysWith: { first, _ in first })
        entries = DatabaseIndex(entries: self.items.values.map(\.entry)).entries
    }

    /// Opens a folder that `DatabaseBuilder` or `DatabaseUpdater` wrote.
    package convenience init(folder path: String) throws(AdvisoryError) {
        self.init(try Self.items(folder: path))
    }

    /// Opens a snapshot that is one file.
    package convenience init(snapshot path: String) throws(AdvisoryError) {
        let file: MappedFile
        do throws(SystemError) { file = try MappedFile(path) } catch {
            throw AdvisoryError(error.isNotFound ? .notFound : .unreadableSource, error.description, subject: path)
        }
        self.init(try Self.items(snapshot: .mapped(file), subject: path))
    }

    /// Opens the snapshot that the program carries.
    package static func embedded() throws(AdvisoryError) -> AdvisoryDatabase {
        AdvisoryDatabase(try items(snapshot: .embedded(.snapshot), subject: "the embedded snapshot"))
    }

    /// Opens a folder, and for the ecosystems that it has nothing of the snapshot that the program carries.
    ///
    /// A folder that does not exist is no error; one that is broken is.
    package static func standard(folder path: String) throws(AdvisoryError) -> AdvisoryDatabase {
        let carried = try items(snapshot: .embedded(.snapshot), subject: "the embedded snapshot")
        do throws(AdvisoryError) {
            let own = try items(folder: path)
            let bases = Set(own.map { Ecosystem.base($0.entry.name) })
            return AdvisoryDatabase(own + carried.filter { !bases.contains(Ecosystem.base($0.entry.name)) })
        } catch {
            guard error.code == .notFound else { throw error }
            return AdvisoryDatabase(carried)
        }
    }

    package func covers(ecosystem: String) -> Bool { items[ecosystem]?.entry.kind == .advisories }

    package func scope(ecosystem: String) -> DataScope { items[ecosystem]?.entry.scope ?? DataScope() }

    package func candidates(
        ecosystem: String, package name: String, where isWanted: CandidateTest
    ) throws -> [Candidate] {
        try shard(ecosystem)?.candidates(package: name, where: isWanted) ?? []
    }

    package func candidates(ecosystem: String, below path: String) throws -> [Candidate] {
        try shard(ecosystem)?.candidates(below: path) ?? []
    }

    package func candidates(ecosystem: String, identifier: String) throws -> [Candidate] {
        try shard(ecosystem)?.candidates(identifier: identifier) ?? []
    }

    package func exploitFacts(_ identifier: String) -> ExploitFacts {
        guard items["exploits"]?.entry.kind == .exploits else { return ExploitFacts() }
        let table = loaded.withLock { loaded in
            // A table that cannot be read knows nothing; `prepareExploitFacts` is how a caller learns of it.
            if loaded.exploits == nil { do { loaded.exploits = try loadExploits() } catch { loaded.exploits = nil } }
            return loaded.exploits
        }
        return table?.facts(identifier) ?? ExploitFacts()
    }

    /// Loads the table of exploitation, to know beforehand whether it can be read.
    package func prepareExploitFacts() throws(AdvisoryError) {
        let table = try loadExploits()
        loaded.withLock { $0.exploits = table }
    }

    /// A shard by its ecosystem and release; nothing where the database has none of it.
    package func shard(_ ecosystem: String) throws(AdvisoryError) -> Shard? {
        guard let item = items[ecosystem], item.entry.kind == .advisories else { return nil }
        if let shard = loaded.withLock({ $0.shards[ecosystem] }) { return shard }
        let shard = try naming(item) { () throws(AdvisoryError) in
            let shard = try Shard(try bytes(of: item))
            guard shard.ecosystem == ecosystem else {
                throw AdvisoryError(.brokenDatabase, "it holds \(shard.ecosystem) instead", subject: ecosystem)
            }
            return shard
        }
        return loaded.withLock { loaded in
            if let other = loaded.shards[ecosystem] { return other }
            loaded.shards[ecosystem] = shard
            return shard
        }
    }

    /// Reads every byte of every shard and compares it with the digest in the index.
    package func verify() throws(AdvisoryError) {
        for entry in entries {
            guard let item = items[entry.name] else { continue }
            let bytes = try bytes(of: item)
            guard bytes.withSpan({ Digest(of: $0.array).bytes }) == entry.digest else {
                throw AdvisoryError(.brokenDatabase, "its bytes do not have their digest", subject: entry.name)
            }
            if entry.kind == .advisories { try Shard(bytes).verify() }
        }
    }
}

extension AdvisoryDatabase {
    private static func items(folder path: String) throws(AdvisoryError) -> [Item] {
        let folder = DatabaseFolder(path)
        return try folder.readIndex().entries.map { Item(entry: $0, store: .folder(folder)) }
    }

    private static func items(snapshot bytes: ShardBytes, subject: String) throws(AdvisoryError) -> [Item] {
        let (head, start) = bytes.withSpan { span -> ([UInt8], Int) in
            var reader = ByteReader(span)
            guard let magic = try? reader.take(SnapshotSink.magic.count).array, magic == SnapshotSink.magic,
                let size = try? reader.integer(UInt32.self, bigEndian: false),
                let head = try? reader.take(Int(size)).array
            else { return ([], 0) }
            return (head, reader.offset)
        }
        guard start > 0 else {
            throw AdvisoryError(.brokenDatabase, "it is no snapshot of this version, or was cut", subject: subject)
        }
        let index = try DatabaseIndex(head.span, subject: subject)
        let date = index.date
        return index.entries.map { entry in
            var entry = entry
            entry.snapshotDate = date
            return Item(entry: entry, store: .snapshot(bytes, start: start))
        }
    }

    private func loadExploits() throws(AdvisoryError) -> ExploitTable? {
        guard let item = items["exploits"], item.entry.kind == .exploits else { return nil }
        return try naming(item) { () throws(AdvisoryError) in try ExploitTable(try bytes(of: item)) }
    }

    /// Reads a shard, and names its file and the cure where that shows that it is broken.
    private func naming<Result>(
        _ item: Item, _ read: () throws(AdvisoryError) -> Result
    ) throws(AdvisoryError) -> Result {
        do throws(AdvisoryError) { return try read() } catch {
            guard case .folder(let folder) = item.store else { throw error }
            throw error.naming(folder.shardPath(item.entry), of: item.entry.name)
        }
    }

    private func bytes(of item: Item) throws(AdvisoryError) -> ShardBytes {
        switch item.store {
        case .folder(let folder): return try Self.file(item.entry, in: folder)
        case .snapshot(let bytes, let start):
            let (lower, overflow) = start.addingReportingOverflow(item.entry.offset)
            let (upper, overflowAgain) = lower.addingReportingOverflow(item.entry.storedSize)
            guard !overflow, !overflowAgain, upper <= bytes.count else {
                throw AdvisoryError(.brokenDatabase, "it reaches past the snapshot's end", subject: item.entry.name)
            }
            guard item.entry.isCompressed else {
                guard let part = bytes.part(lower..<upper) else {
                    throw AdvisoryError(.brokenDatabase, "it reaches past the snapshot's end", subject: item.entry.name)
                }
                return part
            }
            guard item.entry.size <= 1 << 30,
                let unpacked = bytes.withSpan({ span in
                    Zstandard.decompress(span.extracting(lower..<upper), to: item.entry.size)
                })
            else { throw AdvisoryError(.brokenDatabase, "it cannot be decompressed", subject: item.entry.name) }
            return .owned(unpacked)
        }
    }

    /// A shard's file; where a writer has replaced the database since, the one that the new index names.
    private static func file(_ entry: ShardEntry, in folder: DatabaseFolder) throws(AdvisoryError) -> ShardBytes {
        do throws(SystemError) { return .mapped(try MappedFile(folder.shardPath(entry))) } catch {
            guard error.isNotFound else {
                throw AdvisoryError(.brokenDatabase, error.description, subject: entry.name)
            }
        }
        guard let newer = try folder.readIndex().entries.first(where: { $0.name == entry.name }) else {
            throw AdvisoryError(.brokenDatabase, "its file is missing", subject: entry.name)
        }
        do throws(SystemError) { return .mapped(try MappedFile(folder.shardPath(newer))) } catch {
            throw AdvisoryError(.brokenDatabase, error.description, subject: entry.name)
        }
    }
}
