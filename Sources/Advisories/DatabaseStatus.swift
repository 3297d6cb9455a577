/// How old and how large a database is, shard by shard.
package struct DatabaseStatus: Sendable, Equatable {
    package let shards: [ShardEntry]

    package init(_ database: AdvisoryDatabase) { shards = database.entries }

    package init(shards: [ShardEntry]) { self.shards = shards }

    /// The day of the snapshot that some of the shards are of; nothing where none is.
    package var snapshotDate: String? { shards.map(\.snapshotDate).first { !$0.isEmpty } }

    /// Bytes of all shards as stored.
    package var storedSize: Int { shards.reduce(0) { $0 &+ $1.storedSize } }

    /// Records of all shards; one that speaks of several releases counts in each.
    package var recordCount: Int {
        shards.reduce(0) { $0 &+ ($1.kind == .advisories ? $1.recordCount : 0) }
    }

    /// The date of the newest advisory of all, in RFC 3339; empty where there is none.
    package var newestModified: String {
        shards.filter { $0.kind == .advisories }.map(\.newestModified).max() ?? ""
    }

    /// Whole days since a moment in RFC 3339; 0 where it is yet to come, nothing where it is not known.
    package static func days(since moment: String, at now: Timestamp) -> Int? {
        guard let date = Timestamp(moment) else { return nil }
        return max(0, now.seconds - date.seconds) / 86_400
    }

    /// Each source once, with its licence, in the order of the shards.
    package var credits: [SourceCredit] {
        var credits: [SourceCredit] = []
        for shard in shards where !credits.contains(shard.credit) { credits.append(shard.credit) }
        return credits
    }
}
