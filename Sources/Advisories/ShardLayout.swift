internal import Bytes

/// Where the sections of a shard lie, all of them proven to be within its bytes.
struct ShardLayout: Sendable {
    /// Texts one behind another, and for each where it ends.
    struct Table: Sendable {
        let ends: Range<Int>
        let bytes: Range<Int>

        var count: Int { ends.count / 4 }
    }

    let ecosystem: String
    let names: Table
    let identifiers: Table
    let texts: Table
    let rowStarts: Range<Int>
    let rows: Range<Int>
    let recordStarts: Range<Int>
    let records: Range<Int>
    let postingStarts: Range<Int>
    let postings: Range<Int>

    init(_ bytes: Span<UInt8>) throws(ByteError) {
        var reader = ByteReader(bytes)
        for expected in ShardFormat.magic {
            guard try reader.byte() == expected else { throw ByteError(.malformed, at: 0) }
        }
        let count = try reader.integer(UInt32.self, bigEndian: false)
        guard count == ShardFormat.Section.allCases.count else { throw ByteError(.malformed, at: reader.offset) }
        var sections: [Range<Int>] = []
        for _ in ShardFormat.Section.allCases {
            let offset = Int(try reader.integer(UInt32.self, bigEndian: false))
            let size = Int(try reader.integer(UInt32.self, bigEndian: false))
            guard offset + size <= bytes.count else { throw ByteError(.truncated, at: reader.offset) }
            sections.append(offset..<(offset + size))
        }
        func section(_ section: ShardFormat.Section) -> Range<Int> { sections[section.rawValue] }
        let ecosystemRange = section(.ecosystem)
        guard ecosystemRange.count <= ShardFormat.textLimit else { throw ByteError(.malformed, at: 0) }
        ecosystem = bytes.extracting(ecosystemRange).text
        names = Table(ends: section(.nameEnds), bytes: section(.nameBytes))
        identifiers = Table(ends: section(.identifierEnds), bytes: section(.identifierBytes))
        texts = Table(ends: section(.textEnds), bytes: section(.textBytes))
        rowStarts = section(.rowStarts)
        rows = section(.rows)
        recordStarts = section(.recordStarts)
        records = section(.records)
        postingStarts = section(.postingStarts)
        postings = section(.postings)
        guard rowStarts.count == names.ends.count, postingStarts.count == identifiers.ends.count else {
            throw ByteError(.malformed, at: 0)
        }
    }
}
