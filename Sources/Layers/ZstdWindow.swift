/// How many bytes back a zstd frame may refer, which is the memory that decompressing it takes (RFC 8878 §3.1.1.1).
///
/// | bytes | what |
/// |---|---|
/// | 4 | magic number, `28 b5 2f fd` |
/// | 1 | descriptor: bits 6–7 the size of the content size, bit 5 single segment, bits 0–1 the size of the dictionary's number |
/// | 0 or 1 | window: exponent in bits 3–7, mantissa in bits 0–2; missing in a single segment, whose window is its content |
/// | 0, 1, 2 or 4 | number of the dictionary |
/// | 0, 1, 2, 4 or 8 | content size, little-endian; 256 less than it is where it has 2 bytes |
struct ZstdWindow {
    /// What encoders use at their usual levels, and what every decoder must take (§3.1.1.1.2).
    static let usual = 8 << 20

    let size: UInt64

    /// Whether layers with such windows are better read one at a time.
    var isLarge: Bool { size > Self.usual }

    /// The window of the frame that begins a layer; zero where no header can be read, which the decoder will say.
    init(head: UnsafeRawBufferPointer) {
        guard head.count > 5 else {
            size = 0
            return
        }
        let descriptor = head[4]
        guard descriptor & 0x20 != 0 else {
            let base = UInt64(1) << (10 + UInt64(head[5] >> 3))
            size = base + base / 8 * UInt64(head[5] & 7)
            return
        }
        let start = 5 + [0, 1, 2, 4][Int(descriptor & 3)]
        let length = [1, 2, 4, 8][Int(descriptor >> 6)]
        guard head.count >= start + length else {
            size = 0
            return
        }
        var content: UInt64 = 0
        for index in (start..<(start + length)).reversed() { content = content << 8 | UInt64(head[index]) }
        size = length == 2 ? content + 256 : content
    }
}
