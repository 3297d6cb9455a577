internal import Bytes

/// Collects what a layer says of paths, in whatever order it does.
package struct PathTableBuilder {
    private struct Row {
        var offset: UInt32
        let length: UInt32
        var marks: PathTable.Marks

        /// Takes what a later entry says of the same path; its place in the layer too, if it put something there.
        mutating func join(_ later: Row) {
            let kinds: PathTable.Marks = [.directory, .file]
            if !later.marks.isDisjoint(with: kinds) {
                marks.subtract(kinds)
                offset = later.offset
            }
            marks.formUnion(later.marks)
        }
    }

    private var rows: [Row] = []
    private var paths: [UInt8] = []

    package init() {}

    /// Bytes of all paths together.
    package var pathBytes: Int { paths.count }
    package var count: Int { rows.count }

    /// Says something of a path; of several entries for one path the last one is what is there.
    package mutating func add(_ path: some StringProtocol, _ marks: PathTable.Marks) {
        rows.append(Row(offset: UInt32(clamping: paths.count), length: UInt32(clamping: path.utf8.count), marks: marks))
        paths.append(contentsOf: path.utf8)
    }

    /// The table of all that was said.
    package consuming func finish() -> PathTable {
        paths.withUnsafeBytes { bytes in
            func path(_ row: Row) -> UnsafeRawBufferPointer {
                UnsafeRawBufferPointer(rebasing: bytes[Int(row.offset)..<(Int(row.offset) + Int(row.length))])
            }
            rows.sort {
                let order = PathRows.compare(path($0), path($1))
                return order == 0 ? $0.offset < $1.offset : order < 0
            }
            var kept = 0
            for index in rows.indices {
                if kept > 0, PathRows.compare(path(rows[kept - 1]), path(rows[index])) == 0 {
                    rows[kept - 1].join(rows[index])
                } else {
                    rows[kept] = rows[index]
                    kept += 1
                }
            }
            rows.removeLast(rows.count - kept)
        }
        var writer = ByteWriter(reserving: 4 + rows.count * 12)
        writer.append(littleEndian: UInt32(clamping: rows.count))
        for row in rows {
            writer.append(littleEndian: row.offset)
            writer.append(littleEndian: row.length)
            writer.append(littleEndian: row.marks.rawValue)
        }
        return PathTable(rows: writer.bytes, paths: paths, count: rows.count)
    }
}
