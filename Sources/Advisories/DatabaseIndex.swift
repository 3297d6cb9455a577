internal import Bytes

/// One shard as a database's index describes it.
package struct ShardEntry: Sendable, Equatable {
    /// What a shard holds.
    package enum Kind: UInt8, Sendable { case advisories, exploits }

    package var kind: Kind
    /// The ecosystem and release; of the table of exploitation `exploits`.
    package var name: String
    /// SHA-256 of its bytes when unpacked.
    package var digest: [UInt8]
    /// Bytes when unpacked.
    package var size: Int
    /// Bytes as stored; fewer than `size` where it is compressed with zstd.
    package var storedSize: Int
    package var isCompressed: Bool
    /// Where it lies in a snapshot, from the end of the index; in a folder, 0.
    package var offset: Int
    /// Records; of the table of exploitation, scored CVEs.
    package var recordCount: Int
    /// Affected entries; of the table of exploitation, known exploited CVEs.
    package var affectedCount: Int
    package var withdrawnCount: Int
    /// Records that were derived from changelogs.
    package var derivedCount: Int
    /// The newest time at which one of its records changed, in RFC 3339; empty where it is not known.
    ///
    /// Of the table of exploitation it is when the older of its two sources was made.
    package var newestModified: String
    /// When the source was last asked, in RFC 3339; empty where it was built from files.
    package var retrieved: String
    package var credit: SourceCredit
    /// The day of the snapshot in which it lies, known when that is opened and not written; empty where it lies in a folder.
    package var snapshotDate = ""

    /// The name of its file in a folder.
    var fileName: String { "\(Hex.encode(digest.prefix(16))).shard" }
}

/// The list of a database's shards; the one file whose replacement makes a new database.
///
/// The form: `HMINDEX` and the version, 1; the count of shards; each shard's fields as varints and texts in the order of
/// `ShardEntry`; SHA-256 of all before.
package struct DatabaseIndex: Sendable, Equatable {
    private static let magic: [UInt8] = Array("HMINDEX".utf8) + [1]

    package var entries: [ShardEntry]

    package init(entries: [ShardEntry]) {
        self.entries = entries.sorted { ($0.kind.rawValue, $0.name) < ($1.kind.rawValue, $1.name) }
    }

    /// The day of the newest that is in it, which is what a snapshot is called by.
    var date: String { String((entries.map(\.newestModified).max() ?? "").prefix(10)) }

    /// Whether it lists the same shards as another, whatever is known of when their sources were asked.
    func hasShards(of other: DatabaseIndex) -> Bool {
        entries.map(\.name) == other.entries.map(\.name) && entries.map(\.digest) == other.entries.map(\.digest)
    }

    /// Reads an index, whole and proven by its digest.
    package init(_ bytes: Span<UInt8>, subject: String) throws(AdvisoryError) {
        let count = bytes.count - 32
        guard count >= Self.magic.count,
            Digest(of: bytes.extracting(..<count).array).bytes == bytes.extracting(count...).array
        else { throw AdvisoryError(.brokenDatabase, "its index is broken or cut", subject: subject) }
        let magic = bytes.extracting(..<Self.magic.count).array
        guard magic == Self.magic else {
            throw AdvisoryError(
                .unknownVersion, "its index was not written by this version; build or update it anew", subject: subject)
        }
        do throws(ByteError) {
            var reader = ByteReader(bytes.extracting(..<count), at: Self.magic.count)
            var entries: [ShardEntry] = []
            for _ in 0..<(try reader.count()) { entries.append(try reader.shardEntry()) }
            self.entries = entries
        } catch {
            throw AdvisoryError(.brokenDatabase, "its index is broken: \(error)", subject: subject)
        }
    }

    package var bytes: [UInt8] {
        var writer = ByteWriter()
        writer.append(contentsOf: Self.magic)
        writer.append(varint: entries.count)
        for entry in entries { writer.append(entry) }
        writer.append(contentsOf: Digest(of: writer.bytes).bytes)
        return writer.bytes
    }
}

extension ByteWriter {
    fileprivate mutating func append(_ entry: ShardEntry) {
        append(entry.kind.rawValue)
        append(text: entry.name)
        append(varint: entry.digest.count)
        append(contentsOf: entry.digest)
        append(varint: entry.size)
        append(varint: entry.storedSize)
        append(entry.isCompressed ? 1 : 0)
        for number in [
            entry.offset, entry.recordCount, entry.affectedCount, entry.withdrawnCount, entry.derivedCount,
        ] { append(varint: number) }
        for text in [entry.newestModified, entry.retrieved, entry.credit.source, entry.credit.licence] {
            append(text: text)
        }
    }
}

extension ByteReader {
    @_lifetime(self: copy self)
    fileprivate mutating func shardEntry() throws(ByteError) -> ShardEntry {
        guard let kind = ShardEntry.Kind(rawValue: try byte()) else { throw ByteError(.malformed, at: offset) }
        let name = try text()
        let digest = try take(try varint()).array
        guard digest.count == 32 else { throw ByteError(.malformed, at: offset) }
        return ShardEntry(
            kind: kind, name: name, digest: digest, size: try varint(), storedSize: try varint(),
            isCompressed: try byte() != 0, offset: try varint(), recordCount: try varint(),
            affectedCount: try varint(), withdrawnCount: try varint(), derivedCount: try varint(),
            newestModified: try text(), retrieved: try text(),
            credit: SourceCredit(source: try text(), licence: try text()))
    }
}
