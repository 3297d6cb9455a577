/// Random numbers that are the same in every run (SplitMix64).
package struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    /// A number from 0 up to a bound.
    package mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

    /// Bytes that mean nothing.
    package mutating func bytes(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) } }

    /// Bytes of which a few were changed, some of them to lengths that lie.
    package mutating func broken(_ bytes: [UInt8]) -> [UInt8] {
        guard !bytes.isEmpty else { return bytes }
        var broken = bytes
        for _ in 0...below(3) {
            let place = below(broken.count)
            switch below(4) {
            case 0: broken[place] ^= 1 << UInt8(below(8))
            case 1: broken[place] = UInt8(below(256))
            case 2: broken[place] = [0x00, 0xff, 0x0a, 0x20, 0x7f, 0x80][below(6)]
            default: for index in place..<min(broken.count, place + 4) { broken[index] = below(2) == 0 ? 0xff : 0x7f }
            }
        }
        return broken
    }
}

/// Bytes that mean nothing and are the same in each run.
package func noise(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    return generator.bytes(count)
}
