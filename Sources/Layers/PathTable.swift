internal import Glibc
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

    private static let rowSize = 12

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
    package func marks(_ path: Substring.UTF8View) -> Marks {
        guard count > 0 else { return [] }
        return withParts { rows, paths in
            let found = path.withContiguousStorageIfAvailable { search(rows, paths, UnsafeRawBufferPointer($0)) }
            if let found { return found ?? [] }
            return Array(path).withUnsafeBytes { search(rows, paths, $0) } ?? []
        }
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

    private func withParts<Result>(_ body: (_ rows: UnsafeRawBufferPointer, _ paths: UnsafeRawBufferPointer) -> Result)
        -> Result
    {
        switch storage {
        case .memory(let rows, let paths):
            return rows.withUnsafeBytes { rows in paths.withUnsafeBytes { body(rows, $0) } }
        case .file(let file, let start):
            let middle = start + 4 + count * Self.rowSize
            return body(
                UnsafeRawBufferPointer(rebasing: file.bytes[start..<middle]),
                UnsafeRawBufferPointer(rebasing: file.bytes[middle...]))
        }
    }

    private func search(
        _ rows: UnsafeRawBufferPointer, _ paths: UnsafeRawBufferPointer, _ sought: UnsafeRawBufferPointer
    ) -> Marks? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            let row = 4 + middle * Self.rowSize
            let offset = Int(rows.loadUnaligned(fromByteOffset: row, as: UInt32.self).littleEndian)
            let length = Int(rows.loadUnaligned(fromByteOffset: row + 4, as: UInt32.self).littleEndian)
            let path = UnsafeRawBufferPointer(rebasing: paths[offset..<(offset + length)])
            let order = Self.compare(path, sought)
            if order == 0 {
                return Marks(rawValue: rows.loadUnaligned(fromByteOffset: row + 8, as: UInt32.self).littleEndian)
            }
            if order < 0 { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    /// Orders two paths by their bytes.
    static func compare(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Int {
        let shared = min(left.count, right.count)
        if shared > 0, let first = left.baseAddress, let second = right.baseAddress {
            let order = memcmp(first, second, shared)
            if order != 0 { return Int(order) }
        }
        return left.count - right.count
    }
}
