/// A fixed dictionary from bytes to values, asked with parts of a span so that no text has to be made for a look-up.
///
/// Open addressing over a power of two with at most half of the slots filled. The hash looks at a key's length, its
/// first and
/// its last bytes only: keys are few and come from the program itself, so nobody can choose them to collide.
struct ByteTable<Value: Sendable>: Sendable {
    private struct Slot: Sendable {
        let key: [UInt8]
        let value: Value
    }

    private var slots: [Slot?]
    private let mask: Int

    init(_ values: [[UInt8]: Value]) {
        var capacity = 4
        while capacity < values.count * 2 { capacity *= 2 }
        slots = [Slot?](repeating: nil, count: capacity)
        mask = capacity - 1
        for (key, value) in values {
            var place = Self.hash(key.span, from: 0, to: key.count) & mask
            while slots[place] != nil { place = (place + 1) & mask }
            slots[place] = Slot(key: key, value: value)
        }
    }

    /// The value of the key that stands between two offsets.
    func value(of bytes: Span<UInt8>, from start: Int, to end: Int) -> Value? {
        var place = Self.hash(bytes, from: start, to: end) & mask
        while let slot = slots[place] {
            if Self.equal(slot.key, bytes, from: start, to: end) { return slot.value }
            place = (place + 1) & mask
        }
        return nil
    }

    private static func equal(_ key: [UInt8], _ bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
        guard key.count == end - start else { return false }
        // From the end, where paths differ first.
        var index = key.count
        while index > 0 {
            index -= 1
            if key[index] != bytes[start + index] { return false }
        }
        return true
    }

    private static func hash(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
        let count = end - start
        var state = UInt64(truncatingIfNeeded: count)
        for step in 0..<min(8, count) {
            state = (state ^ UInt64(bytes[end - 1 - step])) &* 0x0000_0100_0000_01b3
        }
        for step in 0..<min(4, count) {
            state = (state ^ UInt64(bytes[start + step])) &* 0x0000_0100_0000_01b3
        }
        return Int(truncatingIfNeeded: (state ^ (state >> 32)) & 0x7fff_ffff)
    }
}
