internal import Bytes
internal import Platform
internal import Synchronization
internal import Zip

/// Builds a database from a folder of records.
package struct DatabaseBuilder: Sendable {
    /// What a build came to.
    package struct Report: Sendable {
        package let index: DatabaseIndex
        /// Records that were read, those of every source counted.
        package let recordCount: Int
        /// What could not be read, with its place; the first thousand of each source.
        package let diagnostics: [AdvisoryError]
    }

    private let folder: String
    private let now: Timestamp?

    /// - Parameters:
    ///   - folder: laid out as `BulkExport` says.
    ///   - now: records that claim to have changed later tell nothing of the data's age.
    package init(from folder: String, now: Timestamp? = nil) {
        self.folder = folder
        self.now = now
    }

    /// Builds into a folder, whose database is replaced once the new one is whole.
    package func build(into path: String) throws(AdvisoryError) -> Report {
        let database = DatabaseFolder(path)
        return try database.locked { () throws(AdvisoryError) in try build(into: database, isSnapshot: false) }
    }

    /// Builds one file, to be embedded.
    package func build(snapshot path: String) throws(AdvisoryError) -> Report {
        try build(into: SnapshotSink(path: path), isSnapshot: true)
    }

    private func build(into sink: some ShardSink, isSnapshot: Bool) throws(AdvisoryError) -> Report {
        let export = try BulkExport(folder)
        let sets = Self.read(export.sources)
        let diagnostics = export.diagnostics + sets.flatMap(\.diagnostics)
        if let failure = Self.failure(export, sets) { throw failure }
        let count = sets.reduce(0) { $0 + $1.count }
        guard count > 0 else {
            throw diagnostics.first ?? AdvisoryError(.emptySource, "no advisories were found in it", subject: folder)
        }
        var assembly = DatabaseAssembly(sets: sets, scoresNamedOnly: isSnapshot, now: now)
        assembly.known = try Self.known(in: folder)
        assembly.scores = try Self.scores(in: folder)
        let index = try assembly.build(into: sink)
        return Report(index: index, recordCount: count, diagnostics: diagnostics)
    }

    /// Why a database of what was read would lack an ecosystem, or much of one: it would stand in for an older one that has it.
    private static func failure(_ export: BulkExport, _ sets: [RecordSet]) -> AdvisoryError? {
        if let error = export.diagnostics.first(where: { $0.subject.hasSuffix("/all.zip") }) { return error }
        for set in sets {
            if let error = set.failure { return error }
            if set.isEcosystem && set.count == 0, let error = set.diagnostics.first { return error }
        }
        return nil
    }

    /// Reads sources side by side, the largest first.
    private static func read(_ sources: [BulkExport.Source]) -> [RecordSet] {
        let order = sources.indices.sorted { (sources[$0].size, $1) > (sources[$1].size, $0) }
        let read = Mutex([RecordSet?](repeating: nil, count: sources.count))
        Worker.forEach(order.count, width: Worker.processorCount) { position in
            let set = RecordSet(reading: sources[order[position]])
            read.withLock { $0[order[position]] = set }
        }
        return read.withLock { $0.compactMap(\.self) }
    }

    /// The catalogue in a folder; empty where there is none.
    static func known(in folder: String) throws(AdvisoryError) -> KnownExploited {
        guard let bytes = try contents("\(folder)/kev.json") else { return KnownExploited() }
        return try KnownExploited(bytes.span)
    }

    /// The scores in a folder; empty where there are none.
    static func scores(in folder: String) throws(AdvisoryError) -> ExploitScores {
        if let packed = try contents("\(folder)/epss.csv.gz") {
            let bytes: [UInt8]
            do throws(ZipError) { bytes = try Gzip.decompress(packed, limit: 512 << 20) } catch {
                throw AdvisoryError(.unreadableSource, error.detail, subject: "\(folder)/epss.csv.gz")
            }
            return try ExploitScores(bytes.span)
        }
        guard let bytes = try contents("\(folder)/epss.csv") else { return ExploitScores() }
        return try ExploitScores(bytes.span)
    }

    private static func contents(_ path: String) throws(AdvisoryError) -> [UInt8]? {
        do { return try RecordFiles.contents(path) } catch let error as SystemError where error.isNotFound {
            return nil
        } catch {
            throw AdvisoryError(.unreadableSource, "\(error)", subject: path)
        }
    }
}
