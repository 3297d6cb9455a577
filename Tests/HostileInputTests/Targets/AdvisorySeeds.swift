import Bytes

@testable import Advisories

/// First inputs for what the advisories' sources publish and for the database made of it.
enum AdvisorySeeds {
    static let records = [
        #"{"id":"GHSA-a","aliases":["CVE-2024-3094"],"upstream":["U-1"],"related":["R-1"],"#
            + #""published":"2024-01-01T00:00:00Z","modified":"2024-01-02T00:00:00.5Z","#
            + #""severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],"#
            + #""database_specific":{"severity":"HIGH"},"affected":[{"package":{"ecosystem":"npm","name":"left-pad","#
            + #""purl":"pkg:rpm/a/b?arch=x86_64&rpmmod=c:1"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},"#
            + #"{"fixed":"1.0.1"},{"introduced":"2.0.0"},{"last_affected":"2.1.0"},{"limit":"3"}]},{"type":"GIT","#
            + #""repo":"x","events":[{"introduced":"0"}]}],"versions":["1.0.0","1.0.1-rc1"]}]}"#,
        #"{"id":"DSA-1","withdrawn":"2024-01-01T00:00:00Z","summary":"Important: x","affected":[{"package":{"ecosystem":"#
            + #""Debian:12","name":"xz-utils"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"#
            + #""1:5.6.1+really5.4.5-1"}]}],"ecosystem_specific":{"urgency":"unimportant"},"#
            + #""database_specific":{"x":[1,{}]}}]}"#,
    ]

    static var shards: [[UInt8]] {
        ["npm", "Debian:12"].map { ecosystem in
            var writer = ShardWriter(ecosystem: ecosystem)
            for record in read { writer.add(record.advisory, record.affected) }
            return writer.finish()
        }
    }

    static var exploitTables: [[UInt8]] {
        guard let scores = try? ExploitScores("CVE-2024-3094,0.8,0.9\nCVE-2021-44228,1,1\n".utf8.span),
            let known = try? KnownExploited(#"{"vulnerabilities":[{"cveID":"CVE-2021-44228"}]}"#.utf8.span)
        else { return [] }
        return [ExploitTable.make(scores, known, of: nil)]
    }

    static var index: DatabaseIndex { index(of: shards.map { ($0, $0.count) }) }

    /// A database in one file, its shards as they are and compressed.
    static var snapshots: [[UInt8]] {
        [false, true].map { isCompressed in
            let stored = shards.map { isCompressed ? Zstandard.compress($0) ?? [] : $0 }
            let head = index(of: zip(stored, shards).map { ($0, $1.count) }).bytes
            var writer = ByteWriter()
            writer.append(contentsOf: SnapshotSink.magic)
            writer.append(littleEndian: UInt32(head.count))
            writer.append(contentsOf: head)
            for shard in stored { writer.append(contentsOf: shard) }
            return writer.bytes
        }
    }

    /// An ecosystem's stored records, without the digest at their end.
    static var stores: [[UInt8]] {
        var draft = RecordSetDraft(name: "npm", isEcosystem: true)
        for record in read { draft.add(record) }
        return [Array(RecordStore(records: draft.finish()).bytes.dropLast(32))]
    }

    /// Asks a table of exploitation for facts.
    static func look(into bytes: [UInt8]) throws {
        let table = try ExploitTable(.owned(bytes))
        for identifier in ["CVE-2024-3094", "CVE-2021-44228", "CVE-1999-0001", ""] { _ = table.facts(identifier) }
    }

    private static var read: [OSVRecord] { records.compactMap { try? OSVRecord($0.utf8.span) } }

    private static func index(of stored: [(bytes: [UInt8], size: Int)]) -> DatabaseIndex {
        var offset = 0
        var entries: [ShardEntry] = []
        for (name, shard) in zip(["npm", "Debian:12"], stored) {
            entries.append(
                ShardEntry(
                    kind: .advisories, name: name, digest: [UInt8](repeating: 1, count: 32), size: shard.size,
                    storedSize: shard.bytes.count, isCompressed: shard.bytes.count != shard.size, offset: offset,
                    recordCount: 1, affectedCount: 1, withdrawnCount: 0, derivedCount: 0, newestModified: "2024-01-02",
                    retrieved: "", credit: SourceCredit(ecosystem: name)))
            offset += shard.bytes.count
        }
        return DatabaseIndex(entries: entries)
    }
}
