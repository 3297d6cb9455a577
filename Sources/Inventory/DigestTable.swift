internal import Bytes

/// The digests of a list of files by path, for joining them to another list without making a text of any path.
///
/// An application image brings a hundred thousand paths through here on every scan, cached or not. Both lists mostly
/// have the
/// same order, so the entry after the last one found is tried first; the rest goes through a hash table, whose hash is
/// keyed with a
/// number that differs from run to run, because an image's author chooses the paths.
package struct DigestTable {
    private static let key = UInt64(truncatingIfNeeded: "digests".hashValue) | 1

    private let packed: [UInt8]
    /// One more than where in `packed` an entry begins, or 0; what lies beyond 4 GiB is not found.
    private let slots: [UInt32]

    package init(_ files: FileList) {
        let packed = files.packed
        var capacity = 8
        while capacity < files.count * 2 { capacity *= 2 }
        var slots = [UInt32](repeating: 0, count: capacity)
        let bytes = packed.span
        var start = 0
        while let middle = bytes.index(of: 0, from: start), let end = bytes.index(of: 0, from: middle + 1),
            let stored = UInt32(exactly: start + 1)
        {
            var place = Self.hash(bytes.extracting(start..<middle)) & (capacity - 1)
            while slots[place] != 0 { place = (place + 1) & (capacity - 1) }
            slots[place] = stored
            start = end + 1
        }
        self.packed = packed
        self.slots = slots
    }

    /// A list's files, each with the digest that the table has where the list has none.
    package func joined(to files: FileList) -> FileList {
        var all = FileList()
        all.reserveCapacity(bytes: files.packed.count + files.count * 40)
        var next = 0
        files.forEach { path, digest in
            guard digest.count == 0, let range = digestRange(of: path, tryingFirst: next) else {
                all.append(path, digest: digest)
                return
            }
            next = range.upperBound + 1
            all.append(path, digest: packed.span.extracting(range))
        }
        return all
    }

    /// A list's files, each with the digest that the table has, or else its own.
    ///
    /// Systems whose `/bin` is a link to `/usr/bin` have packages that name files by the old path.
    func replacing(in files: FileList) -> FileList {
        var all = FileList()
        all.reserveCapacity(bytes: files.packed.count + files.count * 120)
        var next = 0
        let merged = Array("usr/".utf8)
        files.forEach { path, digest in
            var range = digestRange(of: path, tryingFirst: next)
            if range == nil {
                let longer = merged + path.withUnsafeBufferPointer { [UInt8]($0) }
                range = digestRange(of: longer.span, tryingFirst: next)
            }
            guard let range else {
                all.append(path, digest: digest)
                return
            }
            next = range.upperBound + 1
            all.append(path, digest: packed.span.extracting(range))
        }
        return all
    }

    private func digestRange(of path: Span<UInt8>, tryingFirst next: Int) -> Range<Int>? {
        if let range = digestRange(of: path, at: next) { return range }
        var place = Self.hash(path) & (slots.count - 1)
        while slots[place] != 0 {
            if let range = digestRange(of: path, at: Int(slots[place]) - 1) { return range }
            place = (place + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Where the digest stands if the entry at an offset is this path's.
    private func digestRange(of path: Span<UInt8>, at start: Int) -> Range<Int>? {
        let bytes = packed.span
        let middle = start + path.count
        guard middle < bytes.count, bytes[middle] == 0, bytes.extracting(start..<middle).equals(path),
            let end = bytes.index(of: 0, from: middle + 1)
        else { return nil }
        return (middle + 1)..<end
    }

    /// Eight bytes at a time, each step a full multiplication folded in half.
    private static func hash(_ path: Span<UInt8>) -> Int {
        var state = key ^ UInt64(truncatingIfNeeded: path.count)
        var index = 0
        while index + 8 <= path.count {
            let word = path.bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
            state = fold(state ^ word)
            index += 8
        }
        var rest: UInt64 = 0
        while index < path.count {
            rest = rest << 8 | UInt64(path[index])
            index += 1
        }
        return Int(truncatingIfNeeded: fold(state ^ rest) >> 1)
    }

    private static func fold(_ value: UInt64) -> UInt64 {
        let product = (value ^ key).multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
        return product.high ^ product.low
    }
}
