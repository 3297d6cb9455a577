/// The checksum of zlib (RFC 1950, section 8.2).
enum Adler32 {
    private static let modulus: UInt32 = 65521
    /// The most bytes that can be added before 32 bits overflow.
    private static let stride = 5552

    static func checksum(_ bytes: Span<UInt8>) -> UInt32 {
        bytes.withUnsafeBufferPointer { buffer in
            var low: UInt32 = 1
            var high: UInt32 = 0
            var start = 0
            while start < buffer.count {
                let end = min(start + stride, buffer.count)
                for byte in buffer[start..<end] {
                    low &+= UInt32(byte)
                    high &+= low
                }
                low %= modulus
                high %= modulus
                start = end
            }
            return high << 16 | low
        }
    }
}
