internal import Bytes

/// Walks a table's tree of pages in an SQLite database (sqlite.org, "Database File Format", 1.6 "B-tree Pages").
///
/// | page header | meaning                                                        |
/// |-------------|----------------------------------------------------------------|
/// | 0, 1 byte   | 5 for an inner page, 13 for a leaf                             |
/// | 3, 2 bytes  | number of cells                                                |
/// | 8, 4 bytes  | inner pages only: the right-most child                         |
///
/// The cells' offsets follow. An inner page's cell is a child's number and a key; a leaf's cell is the payload's size, the row's
/// number, the payload's beginning, and the first of the overflow pages that have the rest.
struct SQLiteTree: ~Escapable {
    private let file: SQLiteFile
    private var seen: PageSet
    /// Bytes that payloads may still have: cells that share their bytes must not make the reader read them over and over.
    private var allowance: Int
    private var scratch: [UInt8] = []
    private(set) var problems = ProblemList()

    @_lifetime(copy file)
    init(_ file: SQLiteFile) {
        self.file = file
        seen = PageSet(count: file.pageCount + 1)
        allowance = file.bytes.count
    }

    /// Visits the rows' payloads in the order of the table, with their leaf's page; the last may be cut where pages are missing.
    mutating func forEachPayload(from root: Int, _ body: (Span<UInt8>, _ page: Int) -> Void) {
        var open: [Int] = []
        push([root], on: &open)
        while let number = open.popLast() {
            guard let page = file.page(number) else {
                problems.append("page \(number) is missing")
                continue
            }
            let start = number == 1 ? SQLiteFile.headerSize : 0
            guard let cells = page.int16(at: start + 3, bigEndian: true), cells <= (page.count - start) / 2 else {
                problems.append("page \(number) claims too many cells")
                continue
            }
            switch page[start] {
            case 5:
                var children: [Int] = []
                for cell in 0..<cells {
                    if let at = page.int16(at: start + 12 + cell * 2, bigEndian: true),
                        let child = page.int32(at: at, bigEndian: true)
                    {
                        children.append(child)
                    }
                }
                if let last = page.int32(at: start + 8, bigEndian: true) { children.append(last) }
                push(children, on: &open)
            case 13:
                for cell in 0..<cells {
                    if let at = page.int16(at: start + 8 + cell * 2, bigEndian: true),
                        readCell(at, of: page, number, body)
                    {
                        continue
                    }
                    problems.append("row \(cell + 1) of page \(number) is damaged")
                }
            default:
                problems.append("page \(number) is no page of a table")
            }
        }
    }

    /// Puts pages on top of those to be visited, the first of them uppermost; each page once, so that pages which name
    /// the same ones over and over do not fill the memory.
    private mutating func push(_ pages: [Int], on open: inout [Int]) {
        let start = open.count
        for page in pages {
            if seen.insert(page) {
                open.append(page)
            } else {
                problems.append("page \(page) is missing or part of two trees")
            }
        }
        open[start...].reverse()
    }

    /// Hands on what one cell keeps; false where part of it could not be read.
    private mutating func readCell(
        _ offset: Int, of page: Span<UInt8>, _ number: Int, _ body: (Span<UInt8>, _ page: Int) -> Void
    ) -> Bool {
        guard let (size, behindSize) = page.sqliteVarint(at: offset),
            let (_, start) = page.sqliteVarint(at: behindSize)
        else { return false }
        let local = localSize(of: size)
        guard local <= page.count - start, size <= file.bytes.count, allowance >= local else { return false }
        allowance -= local
        if local == size {
            body(page.extracting(start..<(start + size)), number)
            return true
        }
        guard let overflow = page.int32(at: start + local, bigEndian: true) else { return false }
        scratch.removeAll(keepingCapacity: true)
        scratch.append(page.extracting(start..<(start + local)))
        let isWhole = readOverflow(from: overflow, upTo: size)
        body(scratch.span, number)
        return isWhole
    }

    private mutating func readOverflow(from first: Int, upTo size: Int) -> Bool {
        var number = first
        while scratch.count < size {
            guard seen.insert(number), let page = file.page(number), let next = page.int32(at: 0, bigEndian: true)
            else {
                return false
            }
            scratch.append(page.extracting(4..<(4 + min(page.count - 4, size - scratch.count))))
            number = next
        }
        return true
    }

    /// How much of a payload its leaf keeps itself (1.6, "the amount of payload that spills").
    private func localSize(of size: Int) -> Int {
        let usable = file.usableSize
        guard size > usable - 35 else { return size }
        let least = (usable - 12) * 32 / 255 - 23
        let fitting = least + (size - least) % (usable - 4)
        return fitting <= usable - 35 ? fitting : least
    }
}
