import Bytes

/// Compressed zeros, as dense as the formats allow.
enum Bombs {
    /// A gzip member of more than so many zeros: one block of pairs "repeat 258 bytes from one byte back" of two bits each.
    ///
    /// Its codes (RFC 1951 §3.2.7) give the length 285 and the distance 0 the code `0`, so that the body is zeros itself. The check sum
    /// is wrong: whoever gets so far has lost already.
    static func gzip(zeros: Int) -> [UInt8] {
        var bits = BitWriter()
        bits.put(1, 1)
        bits.put(2, 2)
        // 286 lengths, 1 distance, 18 lengths of the code for lengths, in its odd order.
        bits.put(29, 5)
        bits.put(0, 5)
        bits.put(14, 4)
        for length in [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2] { bits.put(length, 3) }
        // Symbols: 18 is `0` and repeats zeros, 1 is `10`, 2 is `11`; codes are put with their first bit first.
        func skip(_ count: Int) {
            bits.put(0, 1)
            bits.put(count - 11, 7)
        }
        bits.put(0b11, 2)
        skip(138)
        skip(117)
        bits.put(0b11, 2)
        skip(28)
        bits.put(0b01, 2)
        bits.put(0b01, 2)
        // The byte to repeat: literal 0 is `10`.
        bits.put(0b01, 2)
        bits.put(0, 8 - bits.count % 8)
        let body = [UInt8](repeating: 0, count: zeros / 1032 + 1)
        return [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff] + bits.bytes + body + [6] + [UInt8](repeating: 0, count: 8)
    }

    /// A zstd frame of one byte repeated, in blocks of 128 KiB (RFC 8878 §3.1.1).
    static func zstd(_ byte: UInt8, count: Int) -> [UInt8] {
        let blocks = count / blockSize
        var bytes = frameHeader
        for number in 0..<blocks {
            bytes += blockHeader(size: blockSize, type: 1, isLast: number == blocks - 1)
            bytes.append(byte)
        }
        return bytes
    }

    /// A zstd frame of bytes as they are.
    static func zstd(raw: [UInt8]) -> [UInt8] {
        var bytes = frameHeader
        for start in stride(from: 0, to: raw.count, by: blockSize) {
            let part = raw[start..<min(start + blockSize, raw.count)]
            bytes += blockHeader(size: part.count, type: 0, isLast: part.endIndex == raw.count) + part
        }
        return bytes
    }

    /// The digest of some bytes, one byte repeated, and more bytes.
    static func digest(_ head: [UInt8], _ byte: UInt8, _ count: Int, _ tail: [UInt8]) -> Digest {
        var hasher = ContentHasher()
        hasher.update(head.span)
        let block = [UInt8](repeating: byte, count: blockSize)
        for _ in 0..<(count / blockSize) { hasher.update(block.span) }
        hasher.update(tail.span)
        return hasher.digest
    }

    private static let blockSize = 128 << 10
    /// The magic number; no content size, no check sum; a window of 128 KiB.
    private static let frameHeader: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd, 0, 0x38]

    private static func blockHeader(size: Int, type: Int, isLast: Bool) -> [UInt8] {
        let header = size << 3 | type << 1 | (isLast ? 1 : 0)
        return [0, 8, 16].map { UInt8(truncatingIfNeeded: header >> $0) }
    }
}

/// Bits from the lowest of each byte on.
private struct BitWriter {
    private(set) var bytes: [UInt8] = []
    private(set) var count = 0

    mutating func put(_ value: Int, _ width: Int) {
        for bit in 0..<width {
            if count % 8 == 0 { bytes.append(0) }
            if value >> bit & 1 == 1 { bytes[count / 8] |= 1 << UInt8(count % 8) }
            count += 1
        }
    }
}
