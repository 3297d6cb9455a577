internal import Bytes
internal import Platform
internal import Synchronization

/// A database as a folder.
///
/// | path | holds |
/// |---|---|
/// | `index` | which shards make the database (`DatabaseIndex`); replaced by one rename |
/// | `shards/<digest>.shard` | a shard, named by its content and never changed |
/// | `store/` | what `db update` keeps to go on from |
/// | `lock` | held by who writes |
///
/// A writer puts new shards beside the old ones and then replaces the index, so a reader has the old database or the
/// new one. The shards of the index before are left for readers that have just read it.
struct DatabaseFolder: ShardSink {
    let path: String
    /// Writes a file whole or not at all; tests let it fail.
    private let writeFile: @Sendable ([UInt8], String) throws(SystemError) -> Void

    init(
        _ path: String,
        writeFile: @escaping @Sendable ([UInt8], String) throws(SystemError) -> Void = {
            bytes, path throws(SystemError) in
            try AtomicFile.write(bytes, to: path)
        }
    ) {
        self.path = path
        self.writeFile = writeFile
    }

    func write(_ bytes: [UInt8], to path: String) throws(AdvisoryError) {
        do throws(SystemError) { try writeFile(bytes, path) } catch {
            throw AdvisoryError(.unwritable, error.description, subject: path)
        }
    }

    var indexPath: String { "\(path)/index" }
    var storePath: String { "\(path)/store" }
    func shardPath(_ entry: ShardEntry) -> String { "\(path)/shards/\(entry.fileName)" }

    /// Makes the folder, and runs a body while its lock is held.
    func locked<Result>(_ body: () throws(AdvisoryError) -> Result) throws(AdvisoryError) -> Result {
        let handle = try lock()
        let result = try body()
        _ = handle.descriptor
        return result
    }

    /// Makes the folder and takes its lock, which is held until the handle goes.
    func lock() throws(AdvisoryError) -> FileHandle {
        do throws(SystemError) {
            try Directory.make("\(path)/shards")
            let handle = try FileHandle(appending: "\(path)/lock")
            try handle.lock()
            return handle
        } catch {
            throw AdvisoryError(.unwritable, error.description, subject: path)
        }
    }

    func readIndex() throws(AdvisoryError) -> DatabaseIndex {
        let bytes: [UInt8]
        do throws(SystemError) {
            let file = try FileHandle(reading: indexPath)
            bytes = try file.read(0..<min(try file.status().size, 64 << 20))
        } catch {
            throw AdvisoryError(
                error.isNotFound ? .notFound : .brokenDatabase,
                error.isNotFound ? "there is no database here" : error.description, subject: path)
        }
        do throws(AdvisoryError) { return try DatabaseIndex(bytes.span, subject: path) } catch {
            throw error.naming(indexPath)
        }
    }

    /// Whether every shard of an index is there with the bytes that it should have.
    func isWhole(_ index: DatabaseIndex) -> Bool {
        index.entries.allSatisfy { entry in
            // What cannot be read is not whole.
            guard let file = try? MappedFile(shardPath(entry)), file.count == entry.storedSize else { return false }
            return Digest(of: file.bytes.bindMemory(to: UInt8.self).span.array).bytes == entry.digest
        }
    }

    func put(_ bytes: [UInt8], _ entry: ShardEntry) throws(AdvisoryError) -> ShardEntry {
        var entry = entry
        entry.digest = Digest(of: bytes).bytes
        entry.size = bytes.count
        entry.storedSize = bytes.count
        entry.isCompressed = false
        let path = shardPath(entry)
        if let file = try? FileHandle(reading: path), let there = try? file.read(0..<(bytes.count + 1)), there == bytes
        {
            return entry
        }
        try write(bytes, to: path)
        return entry
    }

    func finish(_ index: DatabaseIndex) throws(AdvisoryError) {
        let before = try? readIndex()
        try write(index.bytes, to: indexPath)
        let kept = Set(index.entries.map(\.fileName)).union((before?.entries ?? []).map(\.fileName))
        for name in (try? Directory.names(at: "\(path)/shards")) ?? [] where !kept.contains(name) {
            AtomicFile.remove("\(path)/shards/\(name)")
        }
    }
}
