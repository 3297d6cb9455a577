@testable import Catalogers

/// Writes SQLite databases that hold one table of rpm's form, whose root is page 2.
struct SQLiteWriter {
    var pageSize = 4096
    var reserved = 0
    var table = "Packages"
    /// The most rows on one leaf; more leaves get an inner page above them.
    var rowsPerLeaf = 3

    private var usable: Int { pageSize - reserved }

    func database(_ values: [[UInt8]]) -> [UInt8] {
        var pages: [[UInt8]] = [[], []]
        func padded(_ page: [UInt8]) -> [UInt8] { page + [UInt8](repeating: 0, count: pageSize - page.count) }
        func add(_ page: [UInt8]) -> Int {
            pages.append(padded(page))
            return pages.count
        }
        func cell(_ number: Int, _ payload: [UInt8]) -> [UInt8] {
            let head = varint(payload.count) + varint(number)
            let local = localSize(payload.count)
            guard local < payload.count else { return head + payload }
            var rest = Array(payload[local...])
            var next = 0
            while !rest.isEmpty {
                let size = rest.count % (usable - 4) == 0 ? usable - 4 : rest.count % (usable - 4)
                next = add(bigEndian(UInt32(next)) + rest.suffix(size))
                rest.removeLast(size)
            }
            return head + payload[..<local] + bigEndian(UInt32(next))
        }
        var leaves: [(cells: [[UInt8]], key: Int)] = [([], 0)]
        for (place, value) in values.enumerated() {
            let next = cell(place + 1, record([.null, .bytes(value, isText: false)]))
            let leaf = leaves[leaves.count - 1].cells
            let used = leaf.reduce(8) { $0 + $1.count + 2 }
            if leaf.count == rowsPerLeaf || used + next.count + 2 > usable { leaves.append(([], 0)) }
            leaves[leaves.count - 1].cells.append(next)
            leaves[leaves.count - 1].key = place + 1
        }
        if leaves.count == 1 {
            pages[1] = padded(tree(13, leaves[0].cells, header: 0))
        } else {
            let children = leaves.map { add(tree(13, $0.cells, header: 0)) }
            let cells = zip(children, leaves).dropLast().map { bigEndian(UInt32($0)) + varint($1.key) }
            pages[1] = padded(tree(5, cells, header: 0, last: children[children.count - 1]))
        }
        let columns = "hnum INTEGER PRIMARY KEY AUTOINCREMENT,blob BLOB NOT NULL"
        let schema = record([
            .text("table"), .text(table), .text(table), .bytes([2], isText: nil),
            .text("CREATE TABLE \(table) (\(columns))"),
        ])
        var first = tree(13, [varint(schema.count) + varint(1) + schema], header: 100)
        put(header(pages: pages.count), at: 0, in: &first)
        pages[0] = padded(first)
        return pages.flatMap { $0 }
    }

    private func header(pages: Int) -> [UInt8] {
        var header = Array("SQLite format 3\0".utf8) + bigEndian(UInt16(pageSize == 65536 ? 1 : pageSize))
        header += [1, 1, UInt8(reserved), 64, 32, 32] + bigEndian(UInt32(1)) + bigEndian(UInt32(pages))
        header += [UInt8](repeating: 0, count: 100 - header.count)
        put(bigEndian(UInt32(1)), at: 56, in: &header)
        return header
    }

    private func tree(_ type: UInt8, _ cells: [[UInt8]], header: Int, last: Int = 0) -> [UInt8] {
        var page = [UInt8](repeating: 0, count: usable)
        page[header] = type
        put(bigEndian(UInt16(cells.count)), at: header + 3, in: &page)
        if type == 5 { put(bigEndian(UInt32(last)), at: header + 8, in: &page) }
        var end = usable
        for (place, cell) in cells.enumerated() {
            end -= cell.count
            put(cell, at: end, in: &page)
            put(bigEndian(UInt16(end)), at: header + (type == 5 ? 12 : 8) + place * 2, in: &page)
        }
        return page
    }

    private enum Value {
        case null
        case text(String)
        /// Bytes; with `isText` nothing they are an integer.
        case bytes([UInt8], isText: Bool?)
    }

    private func record(_ values: [Value]) -> [UInt8] {
        var types: [UInt8] = []
        var body: [UInt8] = []
        for value in values {
            switch value {
            case .null: types += varint(0)
            case .text(let text):
                types += varint(text.utf8.count * 2 + 13)
                body += Array(text.utf8)
            case .bytes(let bytes, let isText):
                types += isText == nil ? varint(bytes.count) : varint(bytes.count * 2 + 12)
                body += bytes
            }
        }
        return varint(types.count + 1) + types + body
    }

    private func localSize(_ size: Int) -> Int {
        guard size > usable - 35 else { return size }
        let least = (usable - 12) * 32 / 255 - 23
        let fitting = least + (size - least) % (usable - 4)
        return fitting <= usable - 35 ? fitting : least
    }

    private func varint(_ value: Int) -> [UInt8] {
        var bytes = [UInt8(value & 0x7f)]
        var rest = value >> 7
        while rest > 0 {
            bytes.insert(UInt8(rest & 0x7f) | 0x80, at: 0)
            rest >>= 7
        }
        return bytes
    }
}
