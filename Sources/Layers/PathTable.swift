package import Platform

/// All paths that one layer speaks of, sorted, with what it says of each; looked up in place, from memory or from the cache.
///
/// Layout, little-endian: count (u32); rows of 12 bytes (offset u32, length u32, marks u32), sorted by path; then the paths' bytes.
package struct PathTable: Sendable {
    /// What a layer says of a path.
    package struct Marks: OptionSet, Sendable {
        package let rawValue: UInt32
        package init(rawValue: UInt32) { self.rawValue = rawValue }

        package static let directory = Marks(rawValue: 1)
        /// Anything but a directory is there.
        package static let file = Marks(rawValue: 2)
        /// Lower layers' entry of this path, and all below, is gone.
        package static let removed = Marks(rawValue: 4)
        /// All that lower layers have below this directory is gone.
        package static let opaque = Marks(rawValue: 8)
    }

    static let rowSize = 12

    private let storage: Storage
    package let count: Int

    private enum Storage: Sendable {
        /// The rows with the count before them, and the paths: apart, because a million paths are not copied for nothing.
        case memory(rows: [UInt8], paths: [UInt8])
        case file(MappedFile, start: Int)
    }

    /// Takes a table that stands in a file of the cache.
    package init?(_ file: MappedFile, range: Range<Int>) {
        guard range.lowerBound >= 0, range.upperBound <= file.count, range.count >= 4 else { return nil }
        let start = range.lowerBound
        storage = .file(file, start: start)
        count = Int(file.bytes.loadUnaligned(fromByteOffset: start, as: UInt32.self).littleEndian)
        guard count <= (range.count - 4) / Self.rowSize else { return nil }
        let base = start + 4 + count * Self.rowSize
        for index in 0..<count {
            let row = start + 4 + index * Self.rowSize
            let offset = Int(file.bytes.loadUnaligned(fromByteOffset: row, as: UInt32.self).littleEndian)
            let length = Int(file.bytes.loadUnaligned(fromByteOffset: row + 4, as: UInt32.self).littleEndian)
            guard offset + length <= range.upperBound - base else { return nil }
        }
    }

    /// Takes a table in memory, as `PathTableBuilder` makes it.
    init(rows: [UInt8], paths: [UInt8], count: Int) {
        storage = .memory(rows: rows, paths: paths)
        self.count = count
    }

    /// The table's bytes as they go into the cache, in two parts: the rows, and the paths.
    package var encoded: (rows: [UInt8], paths: [UInt8]) {
        switch storage {
        case .memory(let rows, let paths): (rows, paths)
        case .file(let file, let start):
            (
                Array(file.bytes[start..<(start + 4 + count * Self.rowSize)]),
                Array(file.bytes[(start + 4 + count * Self.rowSize)...])
            )
        }
    }

    /// What the layer says of a path; nothing at all for most.
    ///
    /// A path below which it has others is a directory, named or not.
    package func marks(_ path: Substring.UTF8View) -> Marks {
        look(for: path) { rows, sought in
            let place = rows.lowerBound(of: sought)
            guard place < rows.count, rows.path(place, beginsWith: sought) else { return [] }
            if rows.path(place).count == sought.count { return rows.marks(place) }
            if sought.isEmpty { return [] }
            // Other names that begin alike may stand before those that are below the path.
            let folder = Array(sought) + [0x2f]
            return folder.withUnsafeBytes { folder in
                let below = rows.lowerBound(of: folder)
                return below < rows.count && rows.path(below, beginsWith: folder) ? .directory : []
            }
        } ?? []
    }

    /// Where in the layer a path's last entry stands, in a measure that only grows; nothing where there is no such entry.
    ///
    /// - Parameter marks: what must be there.
    package func position(of path: Substring.UTF8View, with marks: Marks = []) -> Int? {
        let found: Int?? = look(for: path) { rows, sought in
            let place = rows.lowerBound(of: sought)
            guard place < rows.count, rows.path(place).count == sought.count, rows.path(place, beginsWith: sought),
                rows.marks(place).isSuperset(of: marks)
            else { return nil }
            return rows.offset(place)
        }
        return found ?? nil
    }

    /// Whether an entry of a lower layer at this path is gone or replaced by what this layer says.
    package func hides(_ path: String) -> Bool {
        guard count > 0 else { return false }
        if !marks(path[...].utf8).isEmpty { return true }
        guard let slash = path.utf8.lastIndex(of: 0x2f) else { return hidesContents(of: "") }
        return hidesContents(of: path[..<slash])
    }

    /// Whether everything that lower layers have below a directory is gone.
    package func hidesContents(of directory: Substring) -> Bool {
        guard count > 0 else { return false }
        var directory = directory
        while !directory.isEmpty {
            if !marks(directory.utf8).isDisjoint(with: [.file, .removed, .opaque]) { return true }
            directory = directory.utf8.lastIndex(of: 0x2f).map { directory[..<$0] } ?? ""
        }
        return marks(""[...].utf8).contains(.opaque)
    }

    private func look<Result>(
        for path: Substring.UTF8View, _ body: (_ rows: PathRows, _ sought: UnsafeRawBufferPointer) -> Result
    ) -> Result? {
        guard count > 0 else { return nil }
        return withRows { rows in
            path.withContiguousStorageIfAvailable { body(rows, UnsafeRawBufferPointer($0)) }
                ?? Array(path).withUnsafeBytes { body(rows, $0) }
        }
    }

    private func withRows<Result>(_ body: (PathRows) -> Result) -> Result {
        switch storage {
        case .memory(let rows, let paths):
            return rows.withUnsafeBytes { rows in
                paths.withUnsafeBytes { body(PathRows(rows: rows, paths: $0, count: count)) }
            }
        case .file(let file, let start):
            let middle = start + 4 + count * Self.rowSize
            return body(
                PathRows(
                    rows: UnsafeRawBufferPointer(rebasing: file.bytes[start..<middle]),
                    paths: UnsafeRawBufferPointer(rebasing: file.bytes[middle...]), count: count))
        }
    }
}
