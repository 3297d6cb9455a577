/// The Zstandard form of bytes without compressing them: raw blocks in one frame (RFC 8878 §3.1.1).
func storedZstd(_ bytes: [UInt8]) -> [UInt8] {
    // A single segment whose size stands in four bytes, without a checksum.
    var frame: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd, 0xa0] + littleEndian(bytes.count, 4)
    var start = 0
    repeat {
        let count = min(100_000, bytes.count - start)
        let isLast = start + count == bytes.count
        frame += littleEndian(count << 3 | (isLast ? 1 : 0), 3) + bytes[start..<(start + count)]
        start += count
    } while start < bytes.count
    return frame
}

/// A frame that decoders pass over (RFC 8878 §3.1.2).
func skippableFrame(_ bytes: [UInt8]) -> [UInt8] {
    [0x53, 0x2a, 0x4d, 0x18] + littleEndian(bytes.count, 4) + bytes
}

private func littleEndian(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
}
