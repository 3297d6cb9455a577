internal import Bytes
internal import Platform

/// What the updater keeps of an ecosystem to go on from: its records, and the states of the server's files that they
/// came from.
///
/// The form: `HMSTORE` and the version, 1; name and validators as texts; the count of records; for each its id, its time
/// (`Timestamp.code`), the ecosystems that it affects, and its size; all records' bytes (`RecordCodec`); SHA-256 of all
/// before.
struct RecordStore: Sendable {
    private static let magic: [UInt8] = Array("HMSTORE".utf8) + [1]

    var records: RecordSet
    /// The state of `modified_id.csv` whose every change is in the records; empty where some is not.
    var list = Validator()
    /// The state of `all.zip` that was last read.
    var archive = Validator()

    init(records: RecordSet) { self.records = records }

    init(_ bytes: [UInt8], name: String) throws(AdvisoryError) {
        let count = bytes.count - 32
        guard count >= Self.magic.count, Array(bytes[..<Self.magic.count]) == Self.magic,
            Digest(of: Array(bytes[..<count])).bytes == Array(bytes[count...])
        else { throw AdvisoryError(.brokenDatabase, "its stored records are broken or cut", subject: name) }
        do throws(ByteError) {
            var reader = ByteReader(bytes.span.extracting(..<count), at: Self.magic.count)
            guard try reader.text() == name else { throw ByteError(.malformed, at: reader.offset) }
            list = Validator(entityTag: try reader.text(), lastModified: try reader.text())
            archive = Validator(entityTag: try reader.text(), lastModified: try reader.text())
            var heads: [(id: String, stamp: Int, bases: [String], size: Int)] = []
            for _ in 0..<(try reader.count()) {
                heads.append((try reader.text(), try reader.varint(), try reader.texts(), try reader.varint()))
            }
            var draft = RecordSetDraft(name: name, isEcosystem: true)
            for head in heads {
                draft.add(
                    stored: try reader.take(head.size), id: head.id, stamp: head.stamp, bases: head.bases)
            }
            records = draft.finish()
        } catch {
            throw AdvisoryError(.brokenDatabase, "its stored records are broken: \(error)", subject: name)
        }
    }

    var bytes: [UInt8] {
        var writer = ByteWriter(reserving: records.bytes.count + records.count * 40)
        writer.append(contentsOf: Self.magic)
        writer.append(text: records.name)
        for validator in [list, archive] {
            writer.append(text: validator.entityTag)
            writer.append(text: validator.lastModified)
        }
        writer.append(varint: records.count)
        for entry in records.entries {
            writer.append(text: entry.id)
            writer.append(varint: entry.stamp)
            writer.append(texts: entry.bases)
            writer.append(varint: entry.range.count)
        }
        for entry in records.entries { writer.append(contentsOf: records.bytes[entry.range]) }
        writer.append(contentsOf: Digest(of: writer.bytes).bytes)
        return writer.bytes
    }
}
