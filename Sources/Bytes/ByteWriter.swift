/// Bytes being put together in the forms that `ByteReader` reads.
package struct ByteWriter {
    package private(set) var bytes: [UInt8] = []

    package init(reserving capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
    }

    /// Goes on behind bytes that were written before.
    package init(continuing bytes: [UInt8]) {
        self.bytes = bytes
    }

    package mutating func append(_ byte: UInt8) { bytes.append(byte) }

    package mutating func append(contentsOf other: some Sequence<UInt8>) { bytes.append(contentsOf: other) }

    /// Appends an integer, least significant byte first.
    package mutating func append<T: FixedWidthInteger>(littleEndian value: T) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// Appends an unsigned LEB128 integer; negative values count as zero.
    package mutating func append(varint value: Int) {
        var rest = UInt64(max(0, value))
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// Appends a text's length and its UTF-8.
    package mutating func append(text: String) {
        append(varint: text.utf8.count)
        bytes.append(contentsOf: text.utf8)
    }

    /// Appends a count and so many texts.
    package mutating func append(texts: [String]) {
        append(varint: texts.count)
        for text in texts { append(text: text) }
    }

    /// Writes an integer over bytes that were appended before.
    package mutating func overwrite<T: FixedWidthInteger>(at offset: Int, littleEndian value: T) {
        withUnsafeBytes(of: value.littleEndian) { raw in
            for (index, byte) in raw.enumerated() where offset + index < bytes.count { bytes[offset + index] = byte }
        }
    }
}
