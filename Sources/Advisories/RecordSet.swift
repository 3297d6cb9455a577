internal import Bytes

/// Records of one source, held as compact bytes, with what must be known of each without reading it.
package final class RecordSet: Sendable {
    /// What is known of a record without reading it.
    struct Entry: Sendable {
        let id: String
        /// When the source says that it last changed, as a `Timestamp.code`.
        let stamp: Int
        let range: Range<Int>
        /// The ecosystems, without releases, of what it affects.
        let bases: [String]
    }

    /// The source's name: an ecosystem, or the folder that loose records were found in.
    package let name: String
    /// Whether the source is an ecosystem's own folder of the bulk export; else its records may be of any ecosystem.
    package let isEcosystem: Bool
    /// What could not be read, and why.
    package let diagnostics: [AdvisoryError]
    let entries: [Entry]
    let bytes: [UInt8]

    init(_ draft: RecordSetDraft) {
        name = draft.name
        isEcosystem = draft.isEcosystem
        diagnostics = draft.diagnostics
        entries = draft.entries
        bytes = draft.writer.bytes
    }

    package var count: Int { entries.count }

    /// A record read back.
    func record(_ index: Int) throws(AdvisoryError) -> OSVRecord {
        let entry = entries[index]
        let bytes = self.bytes
        do throws(ByteError) {
            let span = bytes.span
            return try RecordCodec.read(span.extracting(entry.range))
        } catch {
            throw AdvisoryError(.brokenDatabase, "its stored bytes are broken: \(error)", subject: entry.id)
        }
    }
}

/// A record set in the making.
struct RecordSetDraft {
    /// So many broken records are named; the rest are only counted.
    static let diagnosticsLimit = 1_000

    let name: String
    let isEcosystem: Bool
    fileprivate(set) var diagnostics: [AdvisoryError] = []
    fileprivate(set) var entries: [RecordSet.Entry] = []
    fileprivate var writer = ByteWriter()

    init(name: String, isEcosystem: Bool) {
        self.name = name
        self.isEcosystem = isEcosystem
    }

    var isEmpty: Bool { entries.isEmpty }

    /// Adds a record.
    ///
    /// - Parameter stamp: when the source's list says that it last changed; without it the record's own word counts.
    mutating func add(_ record: OSVRecord, stamp: String? = nil) {
        var record = record
        for index in record.affected.indices { record.affected[index].dropVersionsCoveredByRanges() }
        let start = writer.bytes.count
        RecordCodec.append(record, to: &writer)
        var bases: [String] = []
        for entry in record.affected {
            let base = Ecosystem.base(entry.ecosystem)
            if !bases.contains(base) { bases.append(base) }
        }
        entries.append(
            RecordSet.Entry(
                id: record.advisory.id, stamp: stamp.map(Timestamp.code) ?? record.advisory.modifiedCode,
                range: start..<writer.bytes.count, bases: bases))
    }

    /// Takes a record over from another set as it is.
    mutating func add(_ entry: RecordSet.Entry, of other: RecordSet) {
        let start = writer.bytes.count
        writer.append(contentsOf: other.bytes[entry.range])
        entries.append(
            RecordSet.Entry(id: entry.id, stamp: entry.stamp, range: start..<writer.bytes.count, bases: entry.bases))
    }

    /// Takes a record's compact bytes as they were stored.
    mutating func add(stored: Span<UInt8>, id: String, stamp: Int, bases: [String]) {
        let start = writer.bytes.count
        writer.append(contentsOf: stored.array)
        entries.append(RecordSet.Entry(id: id, stamp: stamp, range: start..<writer.bytes.count, bases: bases))
    }

    /// Reads a record's JSON and adds it; a broken one is noted and left out.
    mutating func add(json: Span<UInt8>, from place: String, stamp: String? = nil) {
        do throws(AdvisoryError) {
            add(try OSVRecord(json), stamp: stamp)
        } catch {
            note(AdvisoryError(error.code, error.message, subject: place))
        }
    }

    mutating func note(_ error: AdvisoryError) {
        if diagnostics.count < Self.diagnosticsLimit { diagnostics.append(error) }
    }

    consuming func finish() -> RecordSet { RecordSet(self) }
}
