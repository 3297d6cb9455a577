internal import Bytes

/// A shard opened to be looked up in; what its bytes look like stands at `ShardFormat`.
package struct Shard: Sendable {
    private let bytes: ShardBytes
    private let layout: ShardLayout

    /// Checks the header; everything else is checked when it is read.
    package init(_ bytes: ShardBytes) throws(AdvisoryError) {
        self.bytes = bytes
        do throws(ByteError) {
            layout = try bytes.withSpan { (span) throws(ByteError) in try ShardLayout(span) }
        } catch {
            throw AdvisoryError(.brokenDatabase, "its header is broken: \(error)", subject: "shard")
        }
    }

    /// The ecosystem and release whose advisories it holds.
    package var ecosystem: String { layout.ecosystem }
    package var recordCount: Int { layout.recordStarts.count / 4 }

    /// The affected entries of a package's name that a test wants and whose advisory was not withdrawn.
    package func candidates(
        package name: String, where isWanted: CandidateTest = { _, _ in true }
    ) throws(AdvisoryError) -> [Candidate] {
        let key = Array(Ecosystem.key(name, in: ecosystem).utf8)
        return try read { (reader) throws(ByteError) in
            guard let index = try reader.index(of: key, in: reader.layout.names) else { return [] }
            return try reader.candidates(ofName: index, where: isWanted)
        }
    }

    /// Every affected entry of the names that begin with a path and a slash, whose advisory was not withdrawn.
    package func candidates(below path: String) throws(AdvisoryError) -> [Candidate] {
        let prefix = Array(Ecosystem.key(path, in: ecosystem).utf8) + [0x2f]
        return try read { (reader) throws(ByteError) in
            var candidates: [Candidate] = []
            for index in try reader.indices(withPrefix: prefix, in: reader.layout.names) {
                candidates += try reader.candidates(ofName: index) { _, _ in true }
            }
            return candidates
        }
    }

    /// Every affected entry of the records that an identifier names, those that were withdrawn too.
    package func candidates(identifier: String) throws(AdvisoryError) -> [Candidate] {
        let key = Array(identifier.utf8)
        return try read { (reader) throws(ByteError) in
            guard let index = try reader.index(of: key, in: reader.layout.identifiers) else { return [] }
            var candidates: [Candidate] = []
            for number in try reader.records(ofIdentifier: index) {
                let stored = try reader.record(number)
                for name in stored.names {
                    let text = try reader.text(name, of: reader.layout.names)
                    try reader.forEachRow(ofName: name) { (reader, record, row) throws(ByteError) in
                        guard record == number else { return }
                        let affected = try reader.affected(row, name: text)
                        candidates.append(Candidate(advisory: stored.advisory, affected: affected))
                    }
                }
            }
            return candidates
        }
    }

    /// Reads every entry, to prove a shard that came from elsewhere.
    package func verify() throws(AdvisoryError) {
        try read { (reader) throws(ByteError) in
            for name in 0..<reader.layout.names.count {
                let text = try reader.text(name, of: reader.layout.names)
                try reader.forEachRow(ofName: name) { (reader, record, row) throws(ByteError) in
                    _ = try reader.record(record)
                    _ = try reader.affected(row, name: text)
                    reader.resetAllowance()
                }
            }
            for identifier in 0..<reader.layout.identifiers.count {
                _ = try reader.text(identifier, of: reader.layout.identifiers)
                _ = try reader.records(ofIdentifier: identifier)
                reader.resetAllowance()
            }
        }
    }

    func read<Result>(
        _ body: (inout ShardReader) throws(ByteError) -> Result
    ) throws(AdvisoryError) -> Result {
        do throws(ByteError) {
            return try bytes.withSpan { (span) throws(ByteError) in
                var reader = ShardReader(span, layout)
                return try body(&reader)
            }
        } catch {
            throw AdvisoryError(.brokenDatabase, "its bytes are broken: \(error)", subject: "shard \(ecosystem)")
        }
    }
}
