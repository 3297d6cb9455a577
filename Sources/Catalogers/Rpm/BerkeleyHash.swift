internal import Bytes

/// Reads a Berkeley DB hash database, as rpm kept its packages in up to rpm 4.15.
///
/// The first page (Berkeley DB's `db_page.h`, `DBMETA`); integers are in the byte order of the machine that wrote them:
///
/// | at | bytes | meaning                                  |
/// |----|-------|------------------------------------------|
/// | 12 | 4     | magic, 0x061561; it tells the byte order |
/// | 20 | 4     | size of a page                           |
/// | 24 | 1     | encryption                               |
/// | 25 | 1     | page type, 8                             |
/// | 26 | 1     | flags, 1 for checksums                   |
/// | 32 | 4     | the last page's number                   |
///
/// All other pages (`PAGE`): next page at 16, number of items at 20, length of an overflow page's data at 22, type at 25 (2 and
/// 13 for hash pages, 7 for overflow), and from 26 on the items' offsets. Items fill the page from its end, a key and its value
/// in turn; the first byte of each says whether the bytes follow (1), are several values (2), or lie on overflow pages (3).
struct BerkeleyHash: ~Escapable {
    private let file: Span<UInt8>
    private let pageSize: Int
    private let pageCount: Int
    private let isBigEndian: Bool
    private var seen: PageSet
    private var scratch: [UInt8] = []
    private(set) var problems = ProblemList()

    private static let pageHeader = 26
    private static let hashPages: [UInt8] = [2, 13]
    private static let overflowPage: UInt8 = 7

    /// How an item keeps its bytes.
    private enum Item: UInt8 { case inline = 1, duplicates, overflow, overflowDuplicates }

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>) throws(CatalogerError) {
        guard let magic = bytes.integer(UInt32.self, at: 12, bigEndian: false), bytes.count >= 72 else {
            throw CatalogerError(.truncated, "the rpm database ends within its first page", at: bytes.count)
        }
        switch magic {
        case 0x061561: isBigEndian = false
        case UInt32(0x061561).byteSwapped: isBigEndian = true
        default:
            throw CatalogerError(
                .unsupported, "the rpm database has none of the forms that rpm writes (bdb, ndb, sqlite)")
        }
        guard let size = bytes.int32(at: 20, bigEndian: isBigEndian), (512...65536).contains(size),
            size & (size - 1) == 0, let last = bytes.int32(at: 32, bigEndian: isBigEndian)
        else { throw CatalogerError(.malformed, "the rpm database claims pages of an impossible size", at: 20) }
        guard bytes[24] == 0 && bytes[26] & 1 == 0 else {
            throw CatalogerError(
                .unsupported, "the rpm database is encrypted or has checksums, which rpm never writes", at: 24)
        }
        file = bytes
        pageSize = size
        pageCount = bytes.count / size
        seen = PageSet(count: pageCount)
        if last >= pageCount { problems.append("the database is cut: \(pageCount) pages of \(last + 1)") }
    }

    /// Visits the packages' headers in the order of the pages.
    mutating func forEachBlob(_ body: (Span<UInt8>, BlobPlace) -> Void) {
        var page = 1
        while page < pageCount {
            if Self.hashPages.contains(file[page * pageSize + 25]) { readHashPage(page, body) }
            page += 1
        }
    }

    private mutating func readHashPage(_ number: Int, _ body: (Span<UInt8>, BlobPlace) -> Void) {
        let page = file.extracting((number * pageSize)..<((number + 1) * pageSize))
        guard let count = page.int16(at: 20, bigEndian: isBigEndian),
            count <= (pageSize - Self.pageHeader) / 2
        else { return problems.append("page \(number) claims too many items") }
        let floor = Self.pageHeader + count * 2
        var end = pageSize
        var isCounter = false
        for item in 0..<count {
            guard let start = page.int16(at: Self.pageHeader + item * 2, bigEndian: isBigEndian), start >= floor,
                start < end
            else { return problems.append("page \(number) has items that overlap") }
            let bytes = page.extracting(start..<end)
            end = start
            if item.isMultiple(of: 2) {
                isCounter = Self.isCounter(bytes)
            } else if !isCounter {
                readValue(bytes, on: number, body)
            }
        }
    }

    /// Whether a key is that of the last number given to a package, which is no package itself.
    private static func isCounter(_ key: Span<UInt8>) -> Bool {
        key.count == 5 && key[0] == Item.inline.rawValue && key.integer(UInt32.self, at: 1, bigEndian: false) == 0
    }

    private mutating func readValue(
        _ item: Span<UInt8>, on page: Int, _ body: (Span<UInt8>, BlobPlace) -> Void
    ) {
        switch Item(rawValue: item[0]) {
        case .inline:
            body(item.extracting(droppingFirst: 1), .page(page))
        case .duplicates:
            // Each value stands between two copies of its length, so that they can be walked from both ends.
            var offset = 1
            while let length = item.int16(at: offset, bigEndian: isBigEndian) {
                guard length > 0 && length <= item.count - offset - 4 else {
                    return problems.append("page \(page) has a list of values that ends early")
                }
                body(item.extracting((offset + 2)..<(offset + 2 + length)), .page(page))
                offset += length + 4
            }
        case .overflow:
            guard let first = item.int32(at: 4, bigEndian: isBigEndian),
                let length = item.int32(at: 8, bigEndian: isBigEndian)
            else { return problems.append("page \(page) has an item that ends early") }
            if !assemble(from: first, length: length) {
                problems.append("the package that page \(page) keeps from page \(first) on is damaged")
            }
            if !scratch.isEmpty { body(scratch.span, .page(page)) }
        case .overflowDuplicates:
            problems.append(
                "page \(page) has values in a tree of duplicates, which rpm never writes; they are left out")
        case nil:
            problems.append("page \(page) has an item of unknown type \(item[0])")
        }
    }

    /// Puts together what lies on a chain of overflow pages.
    ///
    /// - Returns: false where the chain loops, leaves the file, or ends early; what was read until then is there all the same.
    private mutating func assemble(from first: Int, length: Int) -> Bool {
        scratch.removeAll(keepingCapacity: true)
        var number = first
        while scratch.count < length {
            guard number > 0, seen.insert(number) else { return false }
            let page = file.extracting((number * pageSize)..<((number + 1) * pageSize))
            guard page[25] == Self.overflowPage, let size = page.int16(at: 22, bigEndian: isBigEndian),
                let next = page.int32(at: 16, bigEndian: isBigEndian), size <= pageSize - Self.pageHeader
            else { return false }
            let part = min(size, length - scratch.count)
            scratch.append(page.extracting(Self.pageHeader..<(Self.pageHeader + part)))
            number = next
        }
        return true
    }
}
