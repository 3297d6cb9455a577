internal import CInflate

/// The gzip form of bytes without compressing them: stored blocks only (RFC 1952, RFC 1951 §3.2.4).
package func storedGzip(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff]
    var start = 0
    repeat {
        let count = min(65_535, bytes.count - start)
        let isLast = start + count == bytes.count
        let length = UInt16(count)
        result.append(isLast ? 1 : 0)
        for value in [length, ~length] { result += [UInt8(value & 0xff), UInt8(value >> 8)] }
        result += bytes[start..<(start + count)]
        start += count
    } while start < bytes.count
    for value in [hm_crc32(0, bytes, bytes.count), UInt32(truncatingIfNeeded: bytes.count)] {
        for shift in stride(from: 0, to: 32, by: 8) { result.append(UInt8(truncatingIfNeeded: value >> UInt32(shift))) }
    }
    return result
}
