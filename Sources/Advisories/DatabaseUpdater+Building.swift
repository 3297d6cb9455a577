extension DatabaseUpdater {
    /// Builds the database from what is kept; where nothing changed only the time of asking is written.
    func build(asked: [String], _ report: inout Report) throws(AdvisoryError) -> DatabaseIndex {
        var old: DatabaseIndex?
        do throws(AdvisoryError) { old = try folder.readIndex() } catch {
            // A missing or broken index is what building it anew is for.
            old = nil
        }
        let built = store.built
        let retrieved = retrieved(asked, report, before: built ?? old)
        if var index = old, let built, index.hasShards(of: built), !store.isPending, folder.isWhole(index) {
            let fetched = Set(store.ecosystems + (store.hasExploits ? ["exploits"] : []))
            for position in index.entries.indices {
                let base = Ecosystem.base(index.entries[position].name)
                if fetched.contains(base) { index.entries[position].retrieved = retrieved[base] ?? "" }
            }
            try folder.finish(index)
            try store.save(built: index)
            return index
        }
        onStep(.building)
        var sets: [RecordSet] = []
        for name in store.ecosystems {
            // What was not asked for and cannot be read costs its own ecosystem's news, not everyone's; its old shards
            // stay.
            do throws(AdvisoryError) { if let kept = try store.store(name) { sets.append(kept.records) } } catch {
                report.diagnostics.append(error)
            }
        }
        var assembly = DatabaseAssembly(sets: sets, now: now, retrieved: retrieved)
        if let known = try store.file("kev.json") { assembly.known = try KnownExploited(known.span) }
        if let scores = try store.file("epss.csv.gz") { assembly.scores = try Self.scores(scores) }
        // Shards that were built from files stay, as long as the server has nothing of their ecosystem.
        let own = Set(
            sets.map(\.name) + (assembly.known.entries.isEmpty && assembly.scores.entries.isEmpty ? [] : ["exploits"]))
        assembly.kept = (old?.entries ?? []).filter { !own.contains(Ecosystem.base($0.name)) }
        let index = try assembly.build(into: folder)
        try store.save(built: index)
        return index
    }

    /// When each ecosystem's source was last asked, by its name; the table of exploitation counts as asked when both its sources
    /// were.
    private func retrieved(_ asked: [String], _ report: Report, before: DatabaseIndex?) -> [String: String] {
        var retrieved: [String: String] = [:]
        for entry in before?.entries ?? [] { retrieved[Ecosystem.base(entry.name)] = entry.retrieved }
        for (name, outcome) in report.outcomes where asked.contains(name) && !outcome.isFailure {
            retrieved[name] = now.description
        }
        let exploits = report.outcomes.filter { !asked.contains($0.name) }
        if !exploits.contains(where: \.outcome.isFailure) { retrieved["exploits"] = now.description }
        return retrieved
    }
}
