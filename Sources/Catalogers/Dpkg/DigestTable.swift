internal import Bytes
internal import Inventory

/// The digests of a list of files by path, for joining them to another list without making a text of any path.
///
/// An application image brings a hundred thousand paths through here on every scan, cached or not. The hash is keyed with a
/// number that differs from run to run, because an image's author chooses the paths.
struct DigestTable {
    private static let key = UInt64(truncatingIfNeeded: "digests".hashValue) | 1

    private let packed: [UInt8]
    /// Where in `packed` the entry begins, or -1.
    private let slots: [Int]

    init(_ files: FileList) {
        let packed = files.packed
        var capacity = 8
        while capacity < files.count * 2 { capacity *= 2 }
        var slots = [Int](repeating: -1, count: capacity)
        let bytes = packed.span
        var start = 0
        while let middle = bytes.index(of: 0, from: start), let end = bytes.index(of: 0, from: middle + 1) {
            var place = Self.hash(bytes.extracting(start..<middle)) & (capacity - 1)
            while slots[place] >= 0 { place = (place + 1) & (capacity - 1) }
            slots[place] = start
            start = end + 1
        }
        self.packed = packed
        self.slots = slots
    }

    /// A list's files, each with the digest that the table has where the list has none.
    func joined(to files: FileList) -> FileList {
        var all = FileList()
        files.forEach { path, digest in
            guard digest.count == 0, let range = digestRange(of: path) else {
                all.append(path, digest: digest)
                return
            }
            all.append(path, digest: packed.span.extracting(range))
        }
        return all
    }

    private func digestRange(of path: Span<UInt8>) -> Range<Int>? {
        let bytes = packed.span
        var place = Self.hash(path) & (slots.count - 1)
        while slots[place] >= 0 {
            let start = slots[place]
            let middle = start + path.count
            if middle < bytes.count, bytes[middle] == 0, Self.equal(bytes, start, path),
                let end = bytes.index(of: 0, from: middle + 1)
            {
                return (middle + 1)..<end
            }
            place = (place + 1) & (slots.count - 1)
        }
        return nil
    }

    private static func equal(_ bytes: Span<UInt8>, _ start: Int, _ path: Span<UInt8>) -> Bool {
        bytes.extracting(start..<(start + path.count)).equals(path)
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
