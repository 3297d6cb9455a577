internal import Bytes
internal import Inventory
internal import Zip

/// Reads archives in memory, and the archives within them.
struct JavaArchiveReader {
    /// How deep archives are read within each other; a war in an ear in a zip is honest, more is not.
    static let depthLimit = 6
    /// The most bytes of one archive within another.
    static let nestedLimit = 128 << 20
    /// The most bytes that archives open within each other take at one time.
    private static let heldLimit = 256 << 20

    /// How much of a zip archive's directory is read.
    static var limits: ZipLimits { ZipLimits(entries: 300_000, directoryBytes: 32 << 20, entryBytes: nestedLimit) }

    private(set) var records: [PackageRecord] = []
    private(set) var problems = ProblemList()
    /// Bytes that may still be inflated for the whole file.
    private var allowance = 1 << 30
    /// Bytes of project files that may still be read, since they become trees many times their size.
    private var projectAllowance = 64 << 20

    /// Reads an archive that lies in no other.
    mutating func read(_ bytes: Span<UInt8>, file: some StringProtocol) throws(ZipError) {
        try read(bytes, file: String(file), within: "", depth: 1, held: 0)
    }

    /// Reads an archive that lies in another, which goes on without it where it cannot be read.
    ///
    /// - Parameters:
    ///   - place: where it lies, outer archives first, with `:` between.
    ///   - held: bytes of the archives around it that are in memory.
    mutating func readNested(_ bytes: [UInt8], within place: String, depth: Int, held: Int) {
        guard depth <= Self.depthLimit else {
            problems.append("\(place): archives lie more than \(Self.depthLimit) deep within each other")
            return
        }
        let name = place.split(whereSeparator: { $0 == "/" || $0 == ":" }).last.map(String.init) ?? place
        do throws(ZipError) {
            try read(bytes.span, file: name, within: place, depth: depth, held: held)
        } catch {
            problems.append("\(place): \(error)")
        }
    }

    /// Adds what was found in some other way.
    mutating func add(_ found: [PackageRecord]) {
        records += found.prefix(max(0, Evidence.recordLimit + 1 - records.count))
    }

    /// An entry's bytes, within the limits; nothing, and a problem noted, where they cannot be had.
    mutating func contents(
        of entry: ZipEntry, _ kind: JavaArchiveContents.Kind, in source: some RandomAccess, within place: String
    ) -> [UInt8]? {
        let limit = JavaArchiveContents.limit(of: kind)
        guard entry.size <= min(limit, kind == .project ? projectAllowance : allowance) else {
            problems.append("\(Self.join(place, entry.name)) is too large to be read")
            return nil
        }
        do throws(ZipError) {
            let bytes = try entry.contents(in: source, limit: limit)
            allowance -= bytes.count
            if kind == .project { projectAllowance -= bytes.count }
            return bytes
        } catch {
            problems.append(place.isEmpty ? "\(error)" : "\(place): \(error)")
            return nil
        }
    }

    static func join(_ place: String, _ name: String) -> String { place.isEmpty ? name : "\(place):\(name)" }

    private mutating func read(
        _ bytes: Span<UInt8>, file: String, within place: String, depth: Int, held: Int
    ) throws(ZipError) {
        let sha1 = SHA1.hex(of: bytes)
        var failure: ZipError?
        bytes.withUnsafeBufferPointer { buffer in
            do throws(ZipError) {
                let source = BorrowedBytes(buffer)
                let archive = try ZipArchive(source, limits: Self.limits)
                read(archive.entries, of: source, file: file, within: place, sha1: sha1, depth: depth, held: held)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    private mutating func read(
        _ entries: [ZipEntry], of source: BorrowedBytes, file: String, within place: String, sha1: String, depth: Int,
        held: Int
    ) {
        var contents = JavaArchiveContents()
        for entry in entries where records.count <= Evidence.recordLimit {
            contents.note(entry)
            guard let kind = JavaArchiveContents.kind(of: entry) else { continue }
            if kind == .archive, entry.size > Self.heldLimit - held - source.count {
                problems.append("\(Self.join(place, entry.name)) is too large to be read within another archive")
                continue
            }
            guard let bytes = self.contents(of: entry, kind, in: source, within: place) else { continue }
            if kind == .archive {
                readNested(
                    bytes, within: Self.join(place, entry.name), depth: depth + 1, held: held + source.count)
            } else {
                contents.take(kind, entry.name, bytes)
            }
        }
        add(contents.records(file: file, within: place, sha1: sha1))
    }
}
