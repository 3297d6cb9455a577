@testable import Catalogers

/// Writes SQLite databases that hold one table of rpm's form.
struct SQLiteWriter {
    var pageSize = 4096
    var reserved = 0
    var table = "Packages"
    /// Rows on one leaf; more leaves get an inner page above them.
    var rowsPerLeaf = 3

    private var usable: Int { pageSize - reserved }

    func database(_ values: [[UInt8]]) -> [UInt8] {
        var pages: [[UInt8]] = [[]]
        func add(_ page: [UInt8]) -> Int {
            pages.append(page + [UInt8](repeating: 0, count: pageSize - page.count))
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
        var leaves: [(page: Int, key: Int)] = []
        for start in stride(from: 0, to: max(1, values.count), by: rowsPerLeaf) {
            let rows = Array(values.indices)[min(start, values.count)..<min(start + rowsPerLeaf, values.count)]
            let cells = rows.map { cell($0 + 1, record([.null, .bytes(values[$0], isText: false)])) }
            leaves.append((add(tree(13, cells, header: 0)), rows.last.map { $0 + 1 } ?? 0))
        }
        var root = leaves[0].page
        if leaves.count > 1, let last = leaves.last {
            let cells = leaves.dropLast().map { bigEndian(UInt32($0.page)) + varint($0.key) }
            root = add(tree(5, cells, header: 0, last: last.page))
        }
        let columns = "hnum INTEGER PRIMARY KEY AUTOINCREMENT,blob BLOB NOT NULL"
        let schema = record([
            .text("table"), .text(table), .text(table), .bytes(bigEndian(UInt16(root)), isText: nil),
            .text("CREATE TABLE \(table) (\(columns))"),
        ])
        var first = tree(13, [varint(schema.count) + varint(1) + schema], header: 100)
        put(header(pages: pages.count), at: 0, in: &first)
        pages[0] = first + [UInt8](repeating: 0, count: pageSize - first.count)
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
