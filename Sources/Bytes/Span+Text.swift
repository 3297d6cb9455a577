internal import CPlatform
internal import Glibc

extension Span where Element == UInt8 {
    /// The bytes as text; what is no UTF-8 is repaired.
    package var text: String { withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) } }

    /// The bytes in an array of their own.
    package var array: [UInt8] { withUnsafeBufferPointer { [UInt8]($0) } }

    /// The first place of a byte at or after an offset.
    package func index(of byte: UInt8, from start: Int = 0) -> Int? {
        guard start >= 0 && start < count else { return nil }
        return withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress, let found = memchr(base + start, Int32(byte), count - start) else {
                return nil
            }
            return UnsafeRawPointer(base).distance(to: UnsafeRawPointer(found))
        }
    }

    /// How many bytes are zero.
    package var zeroCount: Int { withUnsafeBufferPointer { hm_count_zeros($0.baseAddress, $0.count) } }

    /// The first place of other bytes at or after an offset.
    package func index(of needle: [UInt8], from start: Int = 0) -> Int? {
        guard start >= 0 && start <= count else { return nil }
        return withUnsafeBufferPointer { buffer in
            needle.withUnsafeBufferPointer { sought in
                guard let base = buffer.baseAddress, let bytes = sought.baseAddress,
                    let found = hm_memmem(base + start, count - start, bytes, sought.count)
                else { return nil }
                return UnsafeRawPointer(base).distance(to: found)
            }
        }
    }

    /// Whether the bytes at an offset are a text's UTF-8.
    package func hasPrefix(_ prefix: StaticString, at offset: Int = 0) -> Bool {
        let length = prefix.utf8CodeUnitCount
        guard offset >= 0 && length <= count - offset else { return false }
        return withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return length == 0 }
            return memcmp(base + offset, prefix.utf8Start, length) == 0
        }
    }

    /// The bytes without spaces, tabs and line ends on both sides.
    package var trimmed: Span<UInt8> {
        @_lifetime(copy self)
        get {
            var start = 0
            var end = count
            while start < end && isSpace(self[start]) { start += 1 }
            while end > start && isSpace(self[end - 1]) { end -= 1 }
            return extracting(start..<end)
        }
    }

    /// Whether the bytes come before others, compared one by one; a beginning of others comes before them.
    package func precedes(_ other: Span<UInt8>) -> Bool {
        withUnsafeBufferPointer { left in
            other.withUnsafeBufferPointer { right in
                guard let one = left.baseAddress, let two = right.baseAddress else { return left.count < right.count }
                let order = memcmp(one, two, min(left.count, right.count))
                return order == 0 ? left.count < right.count : order < 0
            }
        }
    }

    /// Whether two spans hold the same bytes.
    package func equals(_ other: Span<UInt8>) -> Bool {
        guard count == other.count else { return false }
        return withUnsafeBufferPointer { left in
            other.withUnsafeBufferPointer { right in
                guard let one = left.baseAddress, let two = right.baseAddress else { return true }
                return memcmp(one, two, left.count) == 0
            }
        }
    }
}

/// A space, a tab, or one of the line ends.
package func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0d) }

/// Lines of bytes, one at a time, without their line ends (`\n`, or `\r\n`).
package struct Lines: ~Escapable {
    private let bytes: Span<UInt8>
    /// Where the next line begins.
    package private(set) var offset = 0

    @_lifetime(copy bytes)
    package init(_ bytes: Span<UInt8>) { self.bytes = bytes }

    /// The next line, or nothing at the end; the last line needs no line end.
    @_lifetime(copy self)
    package mutating func next() -> Span<UInt8>? {
        guard offset < bytes.count else { return nil }
        let start = offset
        var end = bytes.index(of: 0x0a, from: start) ?? bytes.count
        offset = end + 1
        if end > start && bytes[end - 1] == 0x0d { end -= 1 }
        return bytes.extracting(start..<end)
    }
}
