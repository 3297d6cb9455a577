internal import Bytes

/// The pages of an SQLite database (sqlite.org, "Database File Format", section 1).
///
/// | at | bytes | meaning                                                     |
/// |----|-------|-------------------------------------------------------------|
/// | 0  | 16    | `SQLite format 3` and a zero byte                           |
/// | 16 | 2     | size of a page, 1 for 65,536                                |
/// | 20 | 1     | bytes at each page's end that are not SQLite's              |
/// | 28 | 4     | number of pages                                             |
/// | 56 | 4     | encoding of texts, 1 for UTF-8                              |
///
/// All integers are big-endian. Pages are counted from 1; the first has this header before its own.
struct SQLiteFile: ~Escapable {
    let bytes: Span<UInt8>
    let pageSize: Int
    /// The bytes of a page that are SQLite's.
    let usableSize: Int
    let pageCount: Int
    /// The number of pages that the header claims.
    let claimedPageCount: Int

    static let headerSize = 100

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>) throws(CatalogerError) {
        guard bytes.count >= Self.headerSize, let size = bytes.int16(at: 16, bigEndian: true),
            let encoding = bytes.int32(at: 56, bigEndian: true), let claimed = bytes.int32(at: 28, bigEndian: true)
        else { throw CatalogerError(.truncated, "the SQLite database ends within its header", at: bytes.count) }
        let pageSize = size == 1 ? 65536 : size
        guard (512...65536).contains(pageSize) && pageSize & (pageSize - 1) == 0 else {
            throw CatalogerError(.malformed, "the SQLite database claims pages of \(pageSize) bytes", at: 16)
        }
        let usable = pageSize - Int(bytes[20])
        guard usable >= 480 else {
            throw CatalogerError(.malformed, "the SQLite database reserves \(bytes[20]) bytes of each page", at: 20)
        }
        guard encoding <= 1 else {
            throw CatalogerError(.unsupported, "the SQLite database has its texts in UTF-16", at: 56)
        }
        self.bytes = bytes
        self.pageSize = pageSize
        usableSize = usable
        pageCount = bytes.count / pageSize
        claimedPageCount = claimed
        guard pageCount > 0 else {
            throw CatalogerError(.truncated, "the SQLite database ends within its first page", at: bytes.count)
        }
    }

    /// The usable bytes of a page, or nothing where there is no such page.
    @_lifetime(copy self)
    func page(_ number: Int) -> Span<UInt8>? {
        guard number >= 1 && number <= pageCount else { return nil }
        let start = (number - 1) * pageSize
        return bytes.extracting(start..<(start + usableSize))
    }
}

extension Span where Element == UInt8 {
    /// SQLite's integer of one to nine bytes, big-endian, seven bits in each byte but the ninth ("Database File Format", 1.6).
    ///
    /// - Returns: the value and the offset behind it; nothing past the end or for negative values, which no size is.
    func sqliteVarint(at offset: Int) -> (value: Int, end: Int)? {
        var value: UInt64 = 0
        var position = offset
        for place in 0..<9 {
            guard position >= 0 && position < count else { return nil }
            let byte = self[position]
            position += 1
            if place == 8 {
                value = value << 8 | UInt64(byte)
            } else {
                value = value << 7 | UInt64(byte & 0x7f)
                if byte < 0x80 { break }
            }
        }
        return Int(exactly: value).map { ($0, position) }
    }
}
