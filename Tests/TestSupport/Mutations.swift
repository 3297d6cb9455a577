/// Broken versions of a file: cut, with changed bytes, with parts moved; the same ones in every run.
package struct Mutations {
    /// Bytes of all versions of one kind together, so that large files cost no more than small ones.
    private static let budget = 3 << 20

    private let original: [UInt8]
    private var state: UInt64

    package init(of original: [UInt8], seed: UInt64) {
        self.original = original
        state = seed
    }

    /// Beginnings of the file: all of them up to 4 KiB, of larger ones as many as the budget allows.
    package var prefixes: [[UInt8]] {
        let count = original.count
        let steps = max(16, Self.budget / max(1, count / 2))
        let stride = count <= 4096 ? 1 : max(1, count / steps)
        return Swift.stride(from: 0, to: count, by: stride).map { Array(original[..<$0]) }
    }

    /// So many beginnings of the file, evenly spread; all of them where it has no more.
    package func prefixes(_ most: Int) -> [[UInt8]] {
        Swift.stride(from: 0, to: original.count, by: max(1, original.count / most)).map { Array(original[..<$0]) }
    }

    /// The file with a few bytes changed, often to ones that mean something.
    package mutating func flips(_ most: Int = 300) -> [[UInt8]] {
        guard !original.isEmpty else { return [] }
        return (0..<number(most)).map { _ in
            var bytes = original
            for _ in 0...below(4) {
                let place = below(bytes.count)
                switch below(4) {
                case 0: bytes[place] ^= 1 << UInt8(below(8))
                case 1: bytes[place] = UInt8(below(256))
                case 2: bytes[place] = [0x00, 0xff, 0x0a, 0x0d, 0x20, 0x3a, 0x22, 0x7f, 0x80][below(9)]
                default:
                    // A length or offset that lies.
                    let end = min(bytes.count, place + 4)
                    for index in place..<end { bytes[index] = below(2) == 0 ? 0xff : 0x7f }
                }
            }
            return bytes
        }
    }

    /// The file with a part of it taken out, doubled or moved.
    package mutating func splices(_ most: Int = 100) -> [[UInt8]] {
        guard original.count > 2 else { return [] }
        return (0..<number(most)).map { _ in
            let start = below(original.count)
            let part = original[start..<min(original.count, start + 1 + below(original.count))]
            let place = below(original.count)
            return Array(original[..<place]) + part + Array(original[(below(2) == 0 ? place : start)...])
        }
    }

    /// Bytes that mean nothing.
    package mutating func noise(_ count: Int = 64) -> [[UInt8]] {
        (0..<count).map { _ in
            let beginning = Array(original.prefix(below(24)))
            return beginning + (0..<below(1024)).map { _ in UInt8(below(256)) }
        }
    }

    private func number(_ most: Int) -> Int { min(most, max(24, Self.budget / max(1, original.count))) }

    /// A number from 0 up to a bound (SplitMix64).
    private mutating func below(_ bound: Int) -> Int {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return Int((value ^ (value >> 31)) % UInt64(max(1, bound)))
    }
}
