internal import Bytes
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
    private let start: Int
    package let count: Int

    private enum Storage: Sendable {
        case array([UInt8])
        case file(MappedFile)
    }

    /// Takes a table that stands in a file of the cache.
    package init?(_ file: MappedFile, range: Range<Int>) {
        guard range.lowerBound >= 0, range.upperBound <= file.count, range.count >= 4 else { return nil }
        storage = .file(file)
        start = range.lowerBound
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
    init(_ bytes: [UInt8], count: Int) {
        storage = .array(bytes)
        start = 0
        self.count = count
    }

    /// The table's bytes as they go into the cache.
    package var encoded: [UInt8] {
        switch storage {
        case .array(let bytes): bytes
        case .file(let file): Array(file.bytes[start...])
        }
    }

    /// What the layer says of a path; nothing at all for most.
    package func marks(_ path: Substring.UTF8View) -> Marks {
        guard count > 0 else { return [] }
        return withBytes { bytes in
            let found: Marks?? = path.withContiguousStorageIfAvailable { sought in search(bytes, UnsafeRawBufferPointer(sought)) }
            if let found { return found ?? [] }
            return Array(path).withUnsafeBytes { search(bytes, $0) } ?? []
        }
    }

    /// Whether an entry of a lower layer at this path is gone or replaced by what this layer says.
    package func hides(_ path: String) -> Bool {
        guard count > 0 else { return false }
        if !marks(path[...].utf8).isEmpty { return true }
        var parent = path[...]
        while let slash = parent.utf8.lastIndex(of: 0x2f) {
            parent = parent[..<slash]
            if !marks(parent.utf8).isDisjoint(with: [.file, .removed, .opaque]) { return true }
        }
        return marks(""[...].utf8).contains(.opaque)
    }

    private func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        switch storage {
        case .array(let bytes): bytes.withUnsafeBytes(body)
        case .file(let file): body(UnsafeRawBufferPointer(rebasing: file.bytes[start...]))
        }
    }

    private func search(_ bytes: UnsafeRawBufferPointer, _ sought: UnsafeRawBufferPointer) -> Marks? {
        let base = 4 + count * Self.rowSize
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            let row = 4 + middle * Self.rowSize
            let offset = Int(bytes.loadUnaligned(fromByteOffset: row, as: UInt32.self).littleEndian)
            let length = Int(bytes.loadUnaligned(fromByteOffset: row + 4, as: UInt32.self).littleEndian)
            let path = UnsafeRawBufferPointer(rebasing: bytes[(base + offset)..<(base + offset + length)])
            let order = Self.compare(path, sought)
            if order == 0 { return Marks(rawValue: bytes.loadUnaligned(fromByteOffset: row + 8, as: UInt32.self).littleEndian) }
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

internal import Glibc
