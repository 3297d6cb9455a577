internal import Bytes
internal import Platform
internal import Synchronization

/// Makes shards of record sets: which records count, what names and ratings they share, and one shard for each
/// ecosystem and release.
struct DatabaseAssembly: Sendable {
    var sets: [RecordSet]
    var scores = ExploitScores()
    var known = KnownExploited()
    /// Whether only CVEs that a record names are given their score.
    var scoresNamedOnly = false
    /// The time that no record's change can lie behind; what claims to be newer tells nothing of the data's age.
    var now: Timestamp?
    /// Shards of an older database that go into the new one as they are.
    var kept: [ShardEntry] = []
    /// When the sources were last asked, by the name of the ecosystem.
    var retrieved: [String: String] = [:]

    /// Builds every shard, puts it into a sink, and ends with the index.
    func build(into sink: some ShardSink) throws(AdvisoryError) -> DatabaseIndex {
        let graph = try makeGraph()
        let plan = makePlan()
        let bases = plan.keys.sorted { (plan[$0]?.count ?? 0, $0) > (plan[$1]?.count ?? 0, $1) }
        let outcome = Mutex(Outcome())
        Worker.forEach(bases.count, width: Worker.processorCount) { index in
            do throws(AdvisoryError) {
                let entries = try shards(of: bases[index], plan[bases[index]] ?? [], graph, into: sink)
                outcome.withLock { $0.entries += entries }
            } catch {
                outcome.withLock { $0.failure = $0.failure ?? error }
            }
        }
        var (entries, failure) = outcome.withLock { ($0.entries, $0.failure) }
        if let failure { throw failure }
        if let exploits = try exploitShard(into: sink) { entries.append(exploits) }
        let index = DatabaseIndex(entries: entries + kept)
        try sink.finish(index)
        return index
    }

    private struct Outcome {
        var entries: [ShardEntry] = []
        var failure: AdvisoryError?
    }

    /// A record's place among the sets.
    private struct Place: Sendable {
        let set: Int
        let index: Int
    }

    private func makeGraph() throws(AdvisoryError) -> VulnerabilityGraph {
        var graph = VulnerabilityGraph()
        for set in sets { for index in 0..<set.count { graph.add(try set.record(index)) } }
        graph.close()
        return graph
    }

    /// The records of each ecosystem, in the order of their ids; of records that share an id the one changed last
    /// counts.
    ///
    /// An ecosystem is built only where its own folder was read, or where it comes from loose files: a few records that
    /// come along in another ecosystem's archive must not look like the whole of it.
    private func makePlan() -> [String: [Place]] {
        var best: [String: Place] = [:]
        var wanted: Set<String> = []
        for (number, set) in sets.enumerated() {
            if set.isEcosystem { wanted.insert(set.name) }
            for (index, entry) in set.entries.enumerated() {
                if !set.isEcosystem { wanted.formUnion(entry.bases) }
                if let other = best[entry.id],
                    Timestamp.seconds(code: sets[other.set].entries[other.index].stamp)
                        >= Timestamp.seconds(code: entry.stamp)
                {
                    continue
                }
                best[entry.id] = Place(set: number, index: index)
            }
        }
        var plan: [String: [Place]] = [:]
        for (_, place) in best.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
            for base in sets[place.set].entries[place.index].bases where wanted.contains(base) {
                plan[base, default: []].append(place)
            }
        }
        return plan
    }

    private func shards(
        of base: String, _ places: [Place], _ graph: VulnerabilityGraph, into sink: some ShardSink
    ) throws(AdvisoryError) -> [ShardEntry] {
        var writers: [String: ShardWriter] = [:]
        for place in places {
            var record = try sets[place.set].record(place.index)
            graph.complete(&record)
            var parts: [String: [AffectedPackage]] = [:]
            for entry in record.affected where Ecosystem.base(entry.ecosystem) == base {
                parts[entry.ecosystem, default: []].append(entry)
            }
            for (ecosystem, affected) in parts {
                writers[ecosystem, default: ShardWriter(ecosystem: ecosystem, now: now)]
                    .add(record.advisory, affected)
            }
        }
        var entries: [ShardEntry] = []
        while let ecosystem = writers.keys.first, let writer = writers.removeValue(forKey: ecosystem) {
            entries.append(try put(writer, ecosystem, into: sink))
        }
        return entries
    }

    private func put(
        _ writer: ShardWriter, _ ecosystem: String, into sink: some ShardSink
    ) throws(AdvisoryError) -> ShardEntry {
        let entry = ShardEntry(
            kind: .advisories, name: ecosystem, digest: [], size: 0, storedSize: 0, isCompressed: false, offset: 0,
            recordCount: writer.recordCount, affectedCount: writer.rowCount, withdrawnCount: writer.withdrawnCount,
            derivedCount: writer.derivedCount,
            newestModified: writer.newest > 0 ? Timestamp(seconds: writer.newest)?.description ?? "" : "",
            retrieved: retrieved[Ecosystem.base(ecosystem)] ?? "", credit: SourceCredit(ecosystem: ecosystem))
        let bytes = writer.finish()
        guard bytes.count <= Int(UInt32.max) else {
            throw AdvisoryError(.unwritable, "its shard is larger than 4 GiB", subject: ecosystem)
        }
        return try sink.put(bytes, entry)
    }

    private func exploitShard(into sink: some ShardSink) throws(AdvisoryError) -> ShardEntry? {
        if scores.entries.isEmpty && known.entries.isEmpty { return nil }
        let bytes = ExploitTable.make(scores, known, of: scoresNamedOnly ? try namedCVEs() : nil)
        let table = try ExploitTable(.owned(bytes))
        let entry = ShardEntry(
            kind: .exploits, name: "exploits", digest: [], size: 0, storedSize: 0, isCompressed: false, offset: 0,
            recordCount: table.scoreCount, affectedCount: table.knownCount, withdrawnCount: 0, derivedCount: 0,
            newestModified: [scores.scored, known.released].filter { !$0.isEmpty }.min() ?? "",
            retrieved: retrieved["exploits"] ?? "",
            credit: .exploits)
        return try sink.put(bytes, entry)
    }

    private func namedCVEs() throws(AdvisoryError) -> Set<UInt32> {
        var named: Set<UInt32> = []
        for set in sets {
            for index in 0..<set.count {
                let advisory = try set.record(index).advisory
                for name in [advisory.id] + advisory.aliases + advisory.upstream + advisory.related {
                    if let number = CVENumber.pack(name) { named.insert(number) }
                }
            }
        }
        return named
    }
}
