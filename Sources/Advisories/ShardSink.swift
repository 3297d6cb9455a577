internal import Bytes
internal import Platform
internal import Synchronization

/// Where finished shards go; several threads may put them at once.
protocol ShardSink: Sendable {
    /// Takes a shard's bytes and gives its entry back with digest, size and place filled in.
    func put(_ bytes: [UInt8], _ entry: ShardEntry) throws(AdvisoryError) -> ShardEntry
    /// Makes the shards that were put the database.
    func finish(_ index: DatabaseIndex) throws(AdvisoryError)
}

/// A database as one file: the snapshot that travels in the program.
///
/// | offset | bytes | what |
/// |---|---|---|
/// | 0 | 8 | `HMSNAPS` and the format's version, 1 |
/// | 8 | 4 | the index' size |
/// | 12 | | the index, then the shards, most of them compressed with zstd |
final class SnapshotSink: ShardSink {
    static let magic: [UInt8] = Array("HMSNAPS".utf8) + [1]
    /// The sources whose shards lie as they are, since most scans read them and decompressing would take longer than all
    /// their look-ups: the table of exploitation, Debian, the languages read so far, and those that rate CVEs of others.
    static let plainSources: Set<String> = ["exploits", "Debian", "PyPI", "Go", "Bitnami", "Julia"]

    private let path: String
    private let packed = Mutex<[String: [UInt8]]>([:])

    init(path: String) { self.path = path }

    func put(_ bytes: [UInt8], _ entry: ShardEntry) throws(AdvisoryError) -> ShardEntry {
        var entry = entry
        entry.digest = Digest(of: bytes).bytes
        entry.size = bytes.count
        entry.isCompressed = !Self.plainSources.contains(Ecosystem.base(entry.name))
        var stored = bytes
        if entry.isCompressed {
            guard let small = Zstandard.compress(bytes) else {
                throw AdvisoryError(.unwritable, "it could not be compressed", subject: entry.name)
            }
            stored = small
        }
        entry.storedSize = stored.count
        packed.withLock { $0[entry.name] = stored }
        return entry
    }

    func finish(_ index: DatabaseIndex) throws(AdvisoryError) {
        var index = index
        var payload: [UInt8] = []
        packed.withLock { packed in
            for position in index.entries.indices {
                index.entries[position].offset = payload.count
                payload += packed[index.entries[position].name] ?? []
            }
        }
        let head = index.bytes
        var writer = ByteWriter(reserving: 12 + head.count + payload.count)
        writer.append(contentsOf: Self.magic)
        writer.append(littleEndian: UInt32(truncatingIfNeeded: head.count))
        writer.append(contentsOf: head)
        writer.append(contentsOf: payload)
        do throws(SystemError) { try AtomicFile.write(writer.bytes, to: path) } catch {
            throw AdvisoryError(.unwritable, error.description, subject: path)
        }
    }
}
