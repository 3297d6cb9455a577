import TestSupport

/// Writes DEFLATE data (RFC 1951) and keeps what they stand for: stored, fixed and dynamic blocks.
struct DeflateWriter {
    private(set) var bytes: [UInt8] = []
    /// What the blocks so far decompress to.
    private(set) var plain: [UInt8] = []
    private var held: UInt64 = 0
    private var heldCount = 0

    /// Bases and extra bits of match lengths (§3.2.5), for symbols from 257 on.
    private static let lengthBases = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]
    private static let lengthExtra = [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
    ]
    /// Bases and extra bits of distances.
    private static let distanceBases = [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
        6145,
        8193, 12_289, 16_385, 24_577,
    ]
    private static let distanceExtra = [
        0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
    ]
    /// The order in which a dynamic block gives its code lengths' lengths (§3.2.7).
    private static let codeOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]

    /// Appends bits, the least significant first.
    mutating func put(_ value: Int, _ count: Int) {
        held |= UInt64(value) << UInt64(heldCount)
        heldCount += count
        while heldCount >= 8 {
            bytes.append(UInt8(truncatingIfNeeded: held))
            held >>= 8
            heldCount -= 8
        }
    }

    /// Fills up to a whole byte.
    mutating func align() { if heldCount > 0 { put(0, 8 - heldCount) } }

    /// A block of bytes as they are, at most 65,535 (§3.2.4).
    mutating func stored(_ content: [UInt8], isLast: Bool) {
        put(isLast ? 1 : 0, 3)
        align()
        put(content.count, 16)
        put(~content.count & 0xffff, 16)
        for byte in content { put(Int(byte), 8) }
        plain += content
    }

    /// A block of literals and then matches in the fixed code (§3.2.6).
    mutating func fixed(_ literals: [UInt8], matches: [(length: Int, distance: Int)] = [], isLast: Bool) {
        let lengths =
            [Int](repeating: 8, count: 144) + [Int](repeating: 9, count: 112) + [Int](repeating: 7, count: 24)
            + [Int](repeating: 8, count: 8)
        let (symbols, distances) = (PrefixCode(lengths), PrefixCode([Int](repeating: 5, count: 30)))
        put(isLast ? 1 : 0, 1)
        put(1, 2)
        for literal in literals { put(Int(literal), in: symbols) }
        plain += literals
        for match in matches {
            let length = Self.lengthBases.lastIndex { $0 <= match.length } ?? 0
            let distance = Self.distanceBases.lastIndex { $0 <= match.distance } ?? 0
            put(length + 257, in: symbols)
            put(match.length - Self.lengthBases[length], Self.lengthExtra[length])
            put(distance, in: distances)
            put(match.distance - Self.distanceBases[distance], Self.distanceExtra[distance])
            copy(length: match.length, distance: match.distance)
        }
        put(256, in: symbols)
    }

    /// A block of random symbols in random complete codes, which prefers long words: it comes to every limit of a decoder's
    /// bit buffer.
    mutating func dynamic(tokens: Int, isLast: Bool, _ random: inout SeededGenerator) {
        let symbols = PrefixCode.random(of: 286, used: 3 + random.below(283), including: 256, &random)
        let distances = PrefixCode.random(of: 30, used: 2 + random.below(29), including: nil, &random)
        putHeader(symbols, distances, isLast: isLast)
        let literals = symbols.used.filter { $0 < 256 }
        let lengths = symbols.used.filter { $0 > 256 }.map { $0 - 257 }
        let share = random.below(100)
        let (prefersLong, fillsExtra) = (random.below(2) == 0, random.below(2) == 0)
        for _ in 0..<tokens {
            if lengths.isEmpty || (!literals.isEmpty && random.below(100) < share) {
                guard !literals.isEmpty else { break }
                let literal = Self.pick(literals, prefersLong, &random) { symbols.lengths[$0] }
                put(literal, in: symbols)
                plain.append(UInt8(literal))
            } else {
                let distance = Self.pick(distances.used, prefersLong, &random) {
                    distances.lengths[$0] + Self.distanceExtra[$0]
                }
                let length = Self.pick(lengths, prefersLong, &random) {
                    symbols.lengths[$0 + 257] + Self.lengthExtra[$0]
                }
                func extra(_ count: Int) -> Int { fillsExtra ? (1 << count) - 1 : random.below(1 << count) }
                let (lengthBits, distanceBits) = (extra(Self.lengthExtra[length]), extra(Self.distanceExtra[distance]))
                guard Self.distanceBases[distance] + distanceBits <= plain.count else { continue }
                put(length + 257, in: symbols)
                put(lengthBits, Self.lengthExtra[length])
                put(distance, in: distances)
                put(distanceBits, Self.distanceExtra[distance])
                copy(
                    length: Self.lengthBases[length] + lengthBits, distance: Self.distanceBases[distance] + distanceBits
                )
            }
        }
        put(256, in: symbols)
    }

    /// The most deeply coded of a few, or any.
    private static func pick(
        _ choices: [Int], _ prefersLong: Bool, _ random: inout SeededGenerator, _ weight: (Int) -> Int
    ) -> Int {
        var choice = choices[random.below(choices.count)]
        for _ in 0..<(prefersLong ? 3 : 0) {
            let other = choices[random.below(choices.count)]
            if weight(other) > weight(choice) { choice = other }
        }
        return choice
    }

    /// A dynamic block's header whose code lengths stand there one by one, each in four bits.
    private mutating func putHeader(_ symbols: PrefixCode, _ distances: PrefixCode, isLast: Bool) {
        put(isLast ? 1 : 0, 1)
        put(2, 2)
        put(286 - 257, 5)
        put(30 - 1, 5)
        put(19 - 4, 4)
        let code = PrefixCode((0..<19).map { $0 < 16 ? 4 : 0 })
        for symbol in Self.codeOrder { put(code.lengths[symbol], 3) }
        for length in symbols.lengths + distances.lengths { put(length, in: code) }
    }

    private mutating func put(_ symbol: Int, in code: PrefixCode) { put(code.words[symbol], code.lengths[symbol]) }

    private mutating func copy(length: Int, distance: Int) {
        for _ in 0..<length { plain.append(plain[plain.count - distance]) }
    }
}

/// A prefix code: how long each symbol's word is, and the words with their bits in the order of the stream (§3.2.2).
struct PrefixCode {
    let lengths: [Int]
    private(set) var words: [Int]

    init(_ lengths: [Int]) {
        self.lengths = lengths
        words = [Int](repeating: 0, count: lengths.count)
        var next = 0
        for length in 1...15 {
            next <<= 1
            for symbol in lengths.indices where lengths[symbol] == length {
                words[symbol] = (0..<length).reduce(0) { $0 | (next >> $1 & 1) << (length - 1 - $1) }
                next += 1
            }
        }
    }

    /// The symbols that have a word.
    var used: [Int] { lengths.indices.filter { lengths[$0] > 0 } }

    /// A complete code of random shape: leaves are split, deep ones rather than others, until there are enough.
    static func random(of count: Int, used: Int, including needed: Int?, _ random: inout SeededGenerator) -> PrefixCode
    {
        var leaves = [1, 1]
        let tries = [1, 8, 40][random.below(3)]
        while leaves.count < used {
            var deepest: Int?
            for _ in 0..<tries {
                let leaf = random.below(leaves.count)
                if leaves[leaf] < 15, deepest.map({ leaves[leaf] > leaves[$0] }) ?? true { deepest = leaf }
            }
            guard let deepest else { continue }
            leaves[deepest] += 1
            leaves.append(leaves[deepest])
        }
        var symbols = (0..<count).shuffled(using: &random)
        if let needed, let place = symbols.firstIndex(of: needed) { symbols.swapAt(0, place) }
        var lengths = [Int](repeating: 0, count: count)
        for (symbol, length) in zip(symbols, leaves.shuffled(using: &random)) { lengths[symbol] = length }
        return PrefixCode(lengths)
    }
}
