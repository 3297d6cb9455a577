internal import Bytes

/// A record as compact bytes, in which the builder and the store keep it: texts inline with their length, counts as
/// varints.
///
/// | part | form |
/// |---|---|
/// | flags | byte: 1 withdrawn, 2 derived |
/// | id | text |
/// | aliases, upstream, related | each: count, texts |
/// | published, modified | `Timestamp.code` |
/// | ratings | count, each kind and text |
/// | affected | count, each: ecosystem, name, module, architectures, ratings, ranges, versions |
enum RecordCodec {
    static func append(_ record: OSVRecord, to writer: inout ByteWriter) {
        let advisory = record.advisory
        writer.append((advisory.isWithdrawn ? 1 : 0) | (advisory.isDerived ? 2 : 0))
        writer.append(text: advisory.id)
        writer.append(texts: advisory.aliases)
        writer.append(texts: advisory.upstream)
        writer.append(texts: advisory.related)
        writer.append(varint: advisory.publishedCode)
        writer.append(varint: advisory.modifiedCode)
        writer.append(ratings: advisory.ratings)
        writer.append(varint: record.affected.count)
        for entry in record.affected {
            writer.append(text: entry.ecosystem)
            writer.append(text: entry.name)
            writer.append(text: entry.module)
            writer.append(texts: entry.architectures)
            writer.append(ratings: entry.ratings)
            writer.append(varint: entry.ranges.count)
            for range in entry.ranges {
                writer.append(varint: range.events.count << 1 | Int(range.kind.rawValue))
                for event in range.events {
                    writer.append(event.code)
                    writer.append(text: event.version)
                }
            }
            writer.append(texts: entry.versions)
        }
    }

    /// Reads a record back.
    static func read(_ bytes: Span<UInt8>) throws(ByteError) -> OSVRecord {
        var reader = ByteReader(bytes)
        let flags = try reader.byte()
        var advisory = Advisory(id: try reader.text())
        advisory.isWithdrawn = flags & 1 != 0
        advisory.isDerived = flags & 2 != 0
        advisory.aliases = try reader.texts()
        advisory.upstream = try reader.texts()
        advisory.related = try reader.texts()
        advisory.publishedCode = try reader.varint()
        advisory.modifiedCode = try reader.varint()
        advisory.ratings = try reader.ratings()
        var record = OSVRecord(advisory: advisory)
        for _ in 0..<(try reader.count()) { record.affected.append(try reader.affectedPackage()) }
        return record
    }
}

extension VersionRange.Event {
    /// The event's number in our own formats.
    var code: UInt8 {
        switch self {
        case .introduced: 0
        case .fixed: 1
        case .lastAffected: 2
        case .limit: 3
        }
    }

    init(code: Int, version: String) {
        switch code & 3 {
        case 0: self = .introduced(version)
        case 1: self = .fixed(version)
        case 2: self = .lastAffected(version)
        default: self = .limit(version)
        }
    }
}

extension ByteWriter {
    mutating func append(ratings: [Rating]) {
        append(varint: ratings.count)
        for rating in ratings {
            append(rating.kind.rawValue)
            append(text: rating.text)
        }
    }
}

extension ByteReader {
    @_lifetime(self: copy self)
    fileprivate mutating func ratings() throws(ByteError) -> [Rating] {
        var ratings: [Rating] = []
        for _ in 0..<(try count()) {
            guard let kind = Rating.Kind(rawValue: try byte()) else { throw ByteError(.malformed, at: offset) }
            ratings.append(Rating(kind: kind, text: try text()))
        }
        return ratings
    }

    @_lifetime(self: copy self)
    fileprivate mutating func affectedPackage() throws(ByteError) -> AffectedPackage {
        var entry = AffectedPackage(ecosystem: try text(), name: try text())
        entry.module = try text()
        entry.architectures = try texts()
        entry.ratings = try ratings()
        for _ in 0..<(try count()) {
            let head = try varint()
            guard head >> 1 <= remaining else { throw ByteError(.malformed, at: offset) }
            var range = VersionRange(kind: head & 1 == 0 ? .semver : .ecosystem, events: [])
            for _ in 0..<(head >> 1) {
                let code = Int(try byte())
                range.events.append(VersionRange.Event(code: code, version: try text()))
            }
            entry.ranges.append(range)
        }
        entry.versions = try texts()
        return entry
    }
}
