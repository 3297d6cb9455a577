internal import Bytes
internal import Platform
internal import Synchronization

extension DatabaseUpdater {
    /// Brings what is kept of an ecosystem up to date.
    func updateRecords(_ name: String, _ diagnostics: inout [AdvisoryError]) -> Outcome {
        do throws(AdvisoryError) {
            onStep(.asking(name))
            var before: RecordStore?
            do throws(AdvisoryError) { before = try store.store(name) } catch { diagnostics.append(error) }
            let (outcome, bytes) = try server.bytes(
                [name, "modified_id.csv"], unless: before?.list ?? Validator(), limit: 1 << 30)
            switch outcome {
            case .notModified: return .unchanged
            case .missing:
                throw AdvisoryError(.unreachable, "unknown ecosystem\(hint(for: name))", subject: name)
            case .content(let state):
                let list = try ModifiedList(bytes.span, subject: "\(name)/modified_id.csv")
                return try update(name, before, list, state, &diagnostics)
            }
        } catch {
            return .failed(error)
        }
    }

    /// The name that was meant where the server has the same in other letters; nothing else is worth a guess.
    private func hint(for name: String) -> String {
        // The list is asked for only to be of help: without it the failure is told all the same.
        guard let names = try? server.ecosystems().sorted() else { return "" }
        return names.first { $0.lowercased() == name.lowercased() }.map { "; did you mean \($0)?" } ?? ""
    }

    private func update(
        _ name: String, _ before: RecordStore?, _ list: ModifiedList, _ state: Validator,
        _ diagnostics: inout [AdvisoryError]
    ) throws(AdvisoryError) -> Outcome {
        var kept = before.flatMap { $0.records.count > 0 ? $0 : nil }
        var isWhole = false
        if kept.map({ list.asksForArchive($0.records) }) ?? true,
            let whole = try replace(name, kept, list, &diagnostics)
        {
            kept = whole
            isWhole = true
        }
        guard let kept else { return .unchanged }
        let changed = list.lines(unlike: kept.records)
        // The archive may be older than the list, so what it lacks is fetched one by one; but not if that is most of it, since
        // then a newer one must be on its way.
        if isWhole && !changed.isEmpty { try store.save(kept) }
        if isWhole && changed.count > list.fewLines { return .replaced(kept.records.count) }
        return try merge(changed, into: kept, state, isWhole, &diagnostics)
    }

    /// Reads the whole archive; nothing where the server has no other than the one last read.
    private func replace(
        _ name: String, _ before: RecordStore?, _ list: ModifiedList, _ diagnostics: inout [AdvisoryError]
    ) throws(AdvisoryError) -> RecordStore? {
        let path = store.draftPath(name)
        defer { AtomicFile.remove(path) }
        guard let archive = try download([name, "all.zip"], unless: before?.archive ?? Validator(), to: path, of: name)
        else {
            return nil
        }
        let listed = Dictionary(list.lines.map { ($0.id, $0.stamp) }, uniquingKeysWith: { first, _ in first })
        var draft = RecordSetDraft(name: name, isEcosystem: true)
        do {
            try RecordFiles.readArchive(path, into: &draft, listed: listed)
        } catch {
            throw AdvisoryError(.unreadableSource, "\(error)", subject: "\(name)/all.zip")
        }
        diagnostics += draft.diagnostics
        var records = draft.finish()
        if let before { records = records.completed(from: before.records, by: list) }
        // An archive that lacks much of what the list names is not the whole of it, however well it reads.
        guard records.count > 0, records.count >= list.lines.count - list.lines.count / 10 else {
            throw AdvisoryError(
                .unreadableSource, "it has \(records.count) records where the list names \(list.lines.count)",
                subject: "\(name)/all.zip")
        }
        var next = RecordStore(records: records)
        next.archive = archive
        return next
    }

    /// Fetches a large file onto the disk; nothing where it did not change.
    private func download(
        _ path: [String], unless known: Validator, to place: String, of name: String
    ) throws(AdvisoryError) -> Validator? {
        onStep(.downloading(name, bytes: 0, of: nil))
        var length: Int?
        var received = 0
        do {
            AtomicFile.remove(place)
            let file = try FileHandle(creating: place)
            let outcome = try server.fetch(path, unless: known, onLength: { length = Int(clamping: $0) }) { part in
                received += part.count
                onStep(.downloading(name, bytes: received, of: length))
                try part.withUnsafeBytes { (bytes) throws in try file.write(bytes) }
            }
            switch outcome {
            case .content(let state): return state
            case .notModified: return nil
            case .missing:
                throw AdvisoryError(.unreachable, "the server does not have it", subject: path.joined(separator: "/"))
            }
        } catch {
            throw AdvisoryError(wrapping: error, path)
        }
    }

    /// Fetches records one by one and puts them over those that are kept, which may just have come as a whole.
    private func merge(
        _ changed: [ModifiedList.Line], into before: RecordStore, _ state: Validator, _ isWhole: Bool,
        _ diagnostics: inout [AdvisoryError]
    ) throws(AdvisoryError) -> Outcome {
        let name = before.records.name
        if !changed.isEmpty { onStep(.fetching(name, records: 0, of: changed.count)) }
        let fetched = Mutex(FetchedRecords())
        Worker.forEach(changed.count, width: 8) { index in
            if fetched.withLock({ $0.failure != nil }) { return }
            let line = changed[index]
            let path = [before.records.name, "\(line.id).json"]
            do throws(AdvisoryError) {
                let (outcome, bytes) = try server.bytes(path, limit: 64 << 20)
                guard case .content = outcome else {
                    throw AdvisoryError(.malformedRecord, "the server lists it and does not have it", subject: line.id)
                }
                let record = try OSVRecord(bytes.span)
                guard record.advisory.id == line.id else {
                    throw AdvisoryError(.malformedRecord, "it is \(record.advisory.id) instead", subject: line.id)
                }
                let count = fetched.withLock { fetched in
                    fetched.records[line.id] = record
                    return fetched.records.count
                }
                onStep(.fetching(name, records: count, of: changed.count))
            } catch {
                fetched.withLock { fetched in
                    if error.code == .malformedRecord {
                        fetched.broken.append(AdvisoryError(error.code, error.message, subject: line.id))
                    } else {
                        fetched.failure = fetched.failure ?? error
                    }
                }
            }
        }
        let result = fetched.withLock { $0 }
        if let failure = result.failure { throw failure }
        diagnostics += result.broken.sorted { $0.subject < $1.subject }
        var draft = RecordSetDraft(name: before.records.name, isEcosystem: true)
        for entry in before.records.entries where result.records[entry.id] == nil {
            draft.add(entry, of: before.records)
        }
        for line in changed {
            if let record = result.records[line.id] { draft.add(record, stamp: line.stamp) }
        }
        var next = RecordStore(records: draft.finish())
        next.archive = before.archive
        // A record that could not be read is asked for again the next time, even if the list stays the same.
        next.list = result.broken.isEmpty ? state : Validator()
        if result.records.isEmpty && next.list == before.list && !isWhole { return .unchanged }
        try store.save(next)
        if isWhole { return .replaced(next.records.count) }
        return result.records.isEmpty ? .unchanged : .changed(result.records.count)
    }

    private struct FetchedRecords: Sendable {
        var records: [String: OSVRecord] = [:]
        var broken: [AdvisoryError] = []
        var failure: AdvisoryError?
    }
}

extension ModifiedList {
    /// So many records are fetched one by one; of more, the archive is taken.
    fileprivate var fewLines: Int { max(200, lines.count / 10) }

    /// Those whose record a set lacks, or has in another state.
    fileprivate func lines(unlike records: RecordSet) -> [Line] {
        let known = Dictionary(records.entries.map { ($0.id, $0.stamp) }, uniquingKeysWith: { max($0, $1) })
        return lines.filter { known[$0.id] != $0.stamp }
    }

    /// Whether too much is new to be fetched one by one, or something is gone: a record that is no longer listed may have been
    /// taken away, which only the archive proves.
    fileprivate func asksForArchive(_ records: RecordSet) -> Bool {
        let listed = Set(lines.map(\.id))
        return records.entries.contains { !listed.contains($0.id) } || lines(unlike: records).count > fewLines
    }
}

extension RecordSet {
    /// The set with those records of another that a list still names and that this one lacks or has in an older state.
    fileprivate func completed(from other: RecordSet, by list: ModifiedList) -> RecordSet {
        let listed = Set(list.lines.map(\.id))
        let own = Dictionary(
            entries.map { ($0.id, Timestamp.seconds(code: $0.stamp)) }, uniquingKeysWith: { max($0, $1) })
        let better = other.entries.filter {
            listed.contains($0.id) && Timestamp.seconds(code: $0.stamp) > own[$0.id] ?? -1
        }
        if better.isEmpty { return self }
        let replaced = Set(better.map(\.id))
        var draft = RecordSetDraft(name: name, isEcosystem: isEcosystem)
        for entry in entries where !replaced.contains(entry.id) { draft.add(entry, of: self) }
        for entry in better { draft.add(entry, of: other) }
        return draft.finish()
    }
}
