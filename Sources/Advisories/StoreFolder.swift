internal import Bytes
internal import Platform

/// The updater's own folder within a database.
///
/// | path | holds |
/// |---|---|
/// | `<ecosystem>.records` | a `RecordStore` |
/// | `kev.json`, `epss.csv.gz` | as fetched, each with its state beside it in `….state` |
/// | `built` | the index as it was last built from what is here |
/// | `pending` | stands while something here is newer than the index |
struct StoreFolder: Sendable {
    let database: DatabaseFolder

    private var path: String { database.storePath }
    private var pendingPath: String { "\(path)/pending" }

    /// Whether an update ended before its index was written.
    var isPending: Bool { (try? FileStatus(of: pendingPath)) != nil }

    func setPending() throws(AdvisoryError) { try database.write([], to: pendingPath) }
    func clearPending() { AtomicFile.remove(pendingPath) }

    /// The index that was last built from what is kept here; nothing where that is not known.
    var built: DatabaseIndex? {
        guard let bytes = try? file("built") else { return nil }
        return try? DatabaseIndex(bytes.span, subject: path)
    }

    func save(built index: DatabaseIndex) throws(AdvisoryError) { try database.write(index.bytes, to: "\(path)/built") }

    /// Makes the folder and removes what an update that was killed left half-fetched.
    func prepare() throws(AdvisoryError) {
        do throws(SystemError) {
            try Directory.make(path)
            for name in try Directory.names(at: path) where name.hasSuffix(".part") || name.hasSuffix(".tmp") {
                AtomicFile.remove("\(path)/\(name)")
            }
        } catch {
            throw AdvisoryError(.unwritable, error.description, subject: path)
        }
    }

    /// The ecosystems that are kept.
    var ecosystems: [String] {
        ((try? Directory.names(at: path)) ?? []).filter { $0.hasSuffix(".records") }.map { String($0.dropLast(8)) }
    }

    /// Whether the catalogue of exploitation or the scores are kept.
    var hasExploits: Bool {
        ["kev.json", "epss.csv.gz"].contains { (try? FileStatus(of: "\(path)/\($0)")) != nil }
    }

    /// An ecosystem's records; nothing where there are none yet.
    func store(_ ecosystem: String) throws(AdvisoryError) -> RecordStore? {
        guard let bytes = try file("\(ecosystem).records") else { return nil }
        return try RecordStore(bytes, name: ecosystem)
    }

    func save(_ store: RecordStore) throws(AdvisoryError) {
        try setPending()
        try database.write(store.bytes, to: "\(path)/\(store.records.name).records")
    }

    /// A file as it was fetched; nothing where it was not yet.
    func file(_ name: String) throws(AdvisoryError) -> [UInt8]? {
        do throws(SystemError) {
            let file = try FileHandle(reading: "\(path)/\(name)")
            return try file.read(0..<min(try file.status().size, RecordFiles.sizeLimit))
        } catch {
            if error.isNotFound { return nil }
            throw AdvisoryError(.unreadableSource, error.description, subject: "\(path)/\(name)")
        }
    }

    /// The state that a file was fetched in; empty where it is not known.
    func state(of name: String) -> Validator {
        guard let bytes = try? file("\(name).state") else { return Validator() }
        var reader = ByteReader(bytes.span)
        guard let tag = try? reader.text(), let modified = try? reader.text() else { return Validator() }
        return Validator(entityTag: tag, lastModified: modified)
    }

    /// Keeps a fetched file; its state is written last, so that it never speaks of bytes that are not there.
    func save(_ bytes: [UInt8], as name: String, state: Validator) throws(AdvisoryError) {
        try setPending()
        AtomicFile.remove("\(path)/\(name).state")
        try database.write(bytes, to: "\(path)/\(name)")
        var writer = ByteWriter()
        writer.append(text: state.entityTag)
        writer.append(text: state.lastModified)
        try database.write(writer.bytes, to: "\(path)/\(name).state")
    }

    /// Where an archive is put while it is read.
    func draftPath(_ ecosystem: String) -> String { "\(path)/\(ecosystem).zip.part" }
}
