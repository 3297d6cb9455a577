/// A place in bytes that moves forward as they are read; what reaches past the end is an error, never a trap.
package struct ByteReader: ~Escapable {
    package let bytes: Span<UInt8>
    package private(set) var offset: Int

    @_lifetime(copy bytes)
    package init(_ bytes: Span<UInt8>, at offset: Int = 0) {
        self.bytes = bytes
        self.offset = min(max(0, offset), bytes.count)
    }

    package var remaining: Int { bytes.count - offset }
    package var isAtEnd: Bool { offset >= bytes.count }

    /// Moves to an offset from the start.
    @_lifetime(self: copy self)
    package mutating func seek(to target: Int) throws(ByteError) {
        guard target >= 0 && target <= bytes.count else { throw ByteError(.truncated, at: offset) }
        offset = target
    }

    @_lifetime(self: copy self)
    package mutating func skip(_ count: Int) throws(ByteError) {
        guard count >= 0 && count <= remaining else { throw ByteError(.truncated, at: offset) }
        offset += count
    }

    /// The next bytes, without copying them.
    @_lifetime(copy self)
    package mutating func take(_ count: Int) throws(ByteError) -> Span<UInt8> {
        guard count >= 0 && count <= remaining else { throw ByteError(.truncated, at: offset) }
        defer { offset += count }
        return bytes.extracting(offset..<(offset + count))
    }

    @_lifetime(self: copy self)
    package mutating func byte() throws(ByteError) -> UInt8 {
        guard offset < bytes.count else { throw ByteError(.truncated, at: offset) }
        defer { offset += 1 }
        return bytes[offset]
    }

    /// An integer of fixed width in the byte order named.
    @_lifetime(self: copy self)
    package mutating func integer<T: FixedWidthInteger>(_ type: T.Type = T.self, bigEndian: Bool) throws(ByteError) -> T
    {
        let width = T.bitWidth / 8
        guard width <= remaining else { throw ByteError(.truncated, at: offset) }
        var value: T = 0
        for index in 0..<width {
            let position = bigEndian ? offset + index : offset + width - 1 - index
            value = (value << 8) | T(truncatingIfNeeded: bytes[position])
        }
        offset += width
        return value
    }

    /// An unsigned LEB128 integer of at most 63 bits (as in DWARF and protocol buffers).
    @_lifetime(self: copy self)
    package mutating func varint() throws(ByteError) -> Int {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let next = try byte()
            guard shift < 63 else { throw ByteError(.malformed, at: offset) }
            value |= UInt64(next & 0x7f) << shift
            if next < 0x80 { break }
            shift += 7
        }
        guard value <= UInt64(Int.max) else { throw ByteError(.malformed, at: offset) }
        return Int(value)
    }
}

/// Why bytes could not be read, and where.
package struct ByteError: Error, Equatable, CustomStringConvertible {
    /// What was wrong with the bytes.
    package enum Code: Sendable { case truncated, malformed }

    package let code: Code
    package let offset: Int

    package init(_ code: Code, at offset: Int) {
        self.code = code
        self.offset = offset
    }

    package var description: String {
        code == .truncated ? "the data ends early, at byte \(offset)" : "the data is malformed at byte \(offset)"
    }
}
