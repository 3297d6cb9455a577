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
    /// Why the set lacks much of its source: a file of many records that could not be read.
    let failure: AdvisoryError?
    let entries: [Entry]
    let bytes: [UInt8]

    init(_ draft: RecordSetDraft) {
        name = draft.name
        isEcosystem = draft.isEcosystem
        diagnostics = draft.diagnostics
        failure = draft.failure
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
    private(set) var failure: AdvisoryError?
    fileprivate(set) var entries: [RecordSet.Entry] = []
    fileprivate var writer = ByteWriter()

    init(name: String, isEcosystem: Bool) {
        self.name = name
        self.isEcosystem = isEcosystem
    }

    var isEmpty: Bool { entries.isEmpty }

    /// Adds a record.
    ///
    /// - Parameter stamp: the state that it is taken to be in, as a `Timestamp.code`; by default what it says itself.
    mutating func add(_ record: OSVRecord, stamp: Int? = nil) {
        var record = record
        for problem in record.problems.prefix(3) {
            note(AdvisoryError(.malformedRecord, problem, subject: record.advisory.id))
        }
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
                id: record.advisory.id, stamp: stamp ?? record.advisory.modifiedCode,
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
    ///
    /// - Parameter listed: when the source's list says that it last changed, as a `Timestamp.code`. A record that says an
    ///   earlier time itself, as one of an archive that is older than the list, is in that earlier state.
    mutating func add(json: Span<UInt8>, from place: String, listed: Int? = nil) {
        do throws(AdvisoryError) {
            let record = try OSVRecord(json)
            let own = record.advisory.modifiedCode
            let isLate = listed.map { own == 0 || Timestamp.seconds(code: own) >= Timestamp.seconds(code: $0) } ?? false
            add(record, stamp: isLate ? listed : nil)
        } catch {
            note(AdvisoryError(error.code, error.message, subject: place))
        }
    }

    mutating func note(_ error: AdvisoryError) {
        if diagnostics.count < Self.diagnosticsLimit { diagnostics.append(error) }
    }

    /// Notes that many records could not be read.
    mutating func fail(_ error: AdvisoryError) {
        failure = failure ?? error
        note(error)
    }

    consuming func finish() -> RecordSet { RecordSet(self) }
}
