internal import Glibc

/// The rows of a `PathTable` as they lie in memory.
struct PathRows {
    /// The count, and 12 bytes a row.
    let rows: UnsafeRawBufferPointer
    let paths: UnsafeRawBufferPointer
    let count: Int

    /// The first row whose path is not before the sought one.
    func lowerBound(of sought: UnsafeRawBufferPointer) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if Self.compare(path(middle), sought) < 0 { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Where a row's path begins among all paths.
    func offset(_ place: Int) -> Int { field(0, of: place) }

    func path(_ place: Int) -> UnsafeRawBufferPointer {
        let offset = field(0, of: place)
        return UnsafeRawBufferPointer(rebasing: paths[offset..<(offset + field(4, of: place))])
    }

    func path(_ place: Int, beginsWith beginning: UnsafeRawBufferPointer) -> Bool {
        let path = path(place)
        guard path.count >= beginning.count else { return false }
        return Self.compare(UnsafeRawBufferPointer(rebasing: path[..<beginning.count]), beginning) == 0
    }

    func marks(_ place: Int) -> PathTable.Marks { PathTable.Marks(rawValue: UInt32(field(8, of: place))) }

    private func field(_ offset: Int, of place: Int) -> Int {
        let start = 4 + place * PathTable.rowSize + offset
        return Int(rows.loadUnaligned(fromByteOffset: start, as: UInt32.self).littleEndian)
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
