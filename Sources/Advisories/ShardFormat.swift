/// The form of a shard: the advisories of one ecosystem and release, so laid out that one package's are found without
/// reading the rest.
///
/// All integers are little-endian; `varint` is unsigned LEB128; a section is named by its offset from the start and its
/// size.
///
/// | offset | bytes | what |
/// |---|---|---|
/// | 0 | 8 | `HMSHARD` and the format's version, 1 |
/// | 8 | 4 | count of sections, 13 |
/// | 12 | 8 each | a section's offset and size |
///
/// | section | holds |
/// |---|---|
/// | ecosystem | the name, `Debian:12` |
/// | name ends, name bytes | the packages' names, sorted by bytes; each ends where its u32 says |
/// | identifier ends, identifier bytes | every id, alias, upstream and related identifier, sorted by bytes |
/// | text ends, text bytes | versions, vectors, words, each once |
/// | row starts, rows | for each name where its rows begin; a row is an affected entry |
/// | record starts, records | for each record where it begins; records stand in the order of their ids |
/// | posting starts, postings | for each identifier where its list of records begins |
///
/// | row | form |
/// |---|---|
/// | record | varint, the difference to the row before of the same name |
/// | shape | byte: bits 0–1 the ranges' shape, 2 type ECOSYSTEM, 3 versions, 4 ratings, 5 architectures, 6 module |
/// | ranges, shape 1 | "from the beginning until fixed": the fix's text |
/// | ranges, shape 2 | "all versions": nothing |
/// | ranges, shape 0 | count; for each its count of events × 2 + type, and each event as text × 4 + kind |
/// | versions, ratings, architectures | where the shape says so: count and texts; a rating's kind goes before its text |
/// | module | where the shape says so: text |
///
/// | record | form |
/// |---|---|
/// | flags | byte: 1 withdrawn, 2 derived |
/// | id | identifier |
/// | aliases, upstream, related | each: count, identifiers |
/// | published, modified | `Timestamp.code` |
/// | ratings | count, each kind (byte) and text |
/// | packages | count, names |
///
/// A list of records is its count and the differences between ascending numbers.
enum ShardFormat {
    static let magic: [UInt8] = Array("HMSHARD".utf8) + [1]
    /// No text in a shard is longer, in bytes.
    static let textLimit = 4_096
    /// One look-up never gives more than this many bytes of text, so that a crafted shard cannot fill the memory.
    static let answerLimit = 64 << 20

    enum Section: Int, CaseIterable {
        case ecosystem, nameEnds, nameBytes, identifierEnds, identifierBytes, textEnds, textBytes, rowStarts, rows
        case recordStarts, records, postingStarts, postings
    }

    static let headerSize = magic.count + 4 + Section.allCases.count * 8
}

/// The first byte of a row behind its record.
struct RowShape: OptionSet {
    let rawValue: UInt8

    static let untilFixed = RowShape(rawValue: 1)
    static let allVersions = RowShape(rawValue: 2)
    static let isEcosystem = RowShape(rawValue: 4)
    static let hasVersions = RowShape(rawValue: 8)
    static let hasRatings = RowShape(rawValue: 16)
    static let hasArchitectures = RowShape(rawValue: 32)
    static let hasModule = RowShape(rawValue: 64)
}

/// The first byte of a record.
struct RecordFlags: OptionSet {
    let rawValue: UInt8

    static let withdrawn = RecordFlags(rawValue: 1)
    static let derived = RecordFlags(rawValue: 2)
}
