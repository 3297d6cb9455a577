internal import Bytes

/// The header of one package as the database keeps it: an index of tags and a store of their values.
///
/// | bytes    | meaning                                                             |
/// |----------|---------------------------------------------------------------------|
/// | 4        | number of index entries, n                                          |
/// | 4        | size of the store                                                   |
/// | 16 × n   | index entries: tag, type, offset in the store, number of values     |
/// | the rest | the store: integers, texts that end at a zero byte, arrays of these |
///
/// All integers are big-endian on every machine ("RPM v4 header format" in rpm's manual). The first entry names the region that
/// a signature covers; entries behind the region were added at installation and replace those of the same tag within it.
struct RpmHeader: ~Escapable {
    private let index: Span<UInt8>
    private let store: Span<UInt8>
    /// Whether the store is shorter than the header says.
    let isCut: Bool

    private static let entrySize = 16
    /// Longer texts are damage: the longest real licence has some thousands of bytes.
    private static let textLimit = 1 << 16

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>) throws(CatalogerError) {
        guard let entries = bytes.int32(at: 0, bigEndian: true), let size = bytes.int32(at: 4, bigEndian: true) else {
            throw CatalogerError(.truncated, "a package header ends before its index")
        }
        guard entries > 0 && entries <= (bytes.count - 8) / Self.entrySize else {
            throw CatalogerError(.malformed, "a package header claims an index of \(entries) entries")
        }
        let start = 8 + entries * Self.entrySize
        index = bytes.extracting(8..<start)
        store = bytes.extracting(start..<min(bytes.count, start + size))
        isCut = size > bytes.count - start
    }

    /// The first text of a tag.
    func string(_ tag: RpmTag) -> String? {
        var texts = strings(tag)
        guard let text = texts.next(), text.count <= Self.textLimit else { return nil }
        return text.text
    }

    /// The texts of a tag, one after the other; none where there is no such tag.
    @_lifetime(copy self)
    func strings(_ tag: RpmTag) -> RpmStrings {
        guard let entry = entry(tag) else { return RpmStrings(store.extracting(0..<0), count: 0) }
        switch entry.type {
        case .string: return RpmStrings(store.extracting(entry.offset..<store.count), count: 1)
        case .stringArray, .translatedString:
            return RpmStrings(store.extracting(entry.offset..<store.count), count: entry.count)
        default: return RpmStrings(store.extracting(0..<0), count: 0)
        }
    }

    /// The first integer of a tag.
    func integer(_ tag: RpmTag) -> Int? { integers(tag)[0] }

    /// The integers of a tag; none where there is no such tag.
    @_lifetime(copy self)
    func integers(_ tag: RpmTag) -> RpmIntegers {
        guard let entry = entry(tag), let width = entry.type.width else {
            return RpmIntegers(store.extracting(0..<0), width: 1)
        }
        let count = min(entry.count, (store.count - entry.offset) / width)
        return RpmIntegers(store.extracting(entry.offset..<(entry.offset + count * width)), width: width)
    }

    /// The bytes of a tag as hexadecimal text; nothing where there are none or too many.
    func hex(_ tag: RpmTag) -> String? {
        guard let entry = entry(tag), entry.type == .binary, entry.count <= 64,
            entry.count <= store.count - entry.offset
        else { return nil }
        return Hex.encode(store.extracting(entry.offset..<(entry.offset + entry.count)).array)
    }

    /// One entry of the index, whose values begin within the store.
    private struct Entry {
        let type: RpmType
        let offset: Int
        let count: Int
    }

    private func entry(_ tag: RpmTag) -> Entry? {
        var position = index.count - Self.entrySize
        while position >= 0 {
            if index.integer(UInt32.self, at: position, bigEndian: true) == tag.rawValue,
                let type = index.integer(UInt32.self, at: position + 4, bigEndian: true).flatMap(RpmType.init),
                let offset = index.int32(at: position + 8, bigEndian: true), offset < store.count,
                let count = index.int32(at: position + 12, bigEndian: true)
            {
                return Entry(type: type, offset: offset, count: count)
            }
            position -= Self.entrySize
        }
        return nil
    }
}

/// Texts that lie one after the other, each with a zero byte at its end.
struct RpmStrings: ~Escapable {
    private let bytes: Span<UInt8>
    private var offset = 0
    private var left: Int

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>, count: Int) {
        self.bytes = bytes
        left = count
    }

    /// The next text; nothing after the last, or where the store ends within it.
    @_lifetime(copy self)
    mutating func next() -> Span<UInt8>? {
        guard left > 0, let end = bytes.index(of: 0, from: offset) else { return nil }
        defer {
            left -= 1
            offset = end + 1
        }
        return bytes.extracting(offset..<end)
    }
}

/// Integers of one width.
struct RpmIntegers: ~Escapable {
    private let bytes: Span<UInt8>
    private let width: Int

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>, width: Int) {
        self.bytes = bytes
        self.width = width
    }

    var count: Int { bytes.count / width }

    /// The integer at a place, or nothing where there is none.
    subscript(place: Int) -> Int? {
        guard place >= 0 && place < count else { return nil }
        var value: UInt64 = 0
        for index in (place * width)..<((place + 1) * width) { value = value << 8 | UInt64(bytes[index]) }
        return Int(exactly: value)
    }
}
