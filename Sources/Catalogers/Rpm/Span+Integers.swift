extension Span where Element == UInt8 {
    /// An unsigned integer at an offset, or nothing where it would reach past the end.
    func integer<T: FixedWidthInteger & UnsignedInteger>(_ type: T.Type, at offset: Int, bigEndian: Bool) -> T? {
        guard offset >= 0 && T.bitWidth / 8 <= count - offset else { return nil }
        let value = withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: T.self) }
        return bigEndian ? T(bigEndian: value) : T(littleEndian: value)
    }

    /// An unsigned integer of 16 bits as an `Int`.
    func int16(at offset: Int, bigEndian: Bool) -> Int? {
        integer(UInt16.self, at: offset, bigEndian: bigEndian).map { Int($0) }
    }

    /// An unsigned integer of 32 bits as an `Int`.
    func int32(at offset: Int, bigEndian: Bool) -> Int? {
        integer(UInt32.self, at: offset, bigEndian: bigEndian).map { Int($0) }
    }
}

extension Array where Element == UInt8 {
    /// Appends a span's bytes at once.
    mutating func append(_ bytes: Span<UInt8>) {
        bytes.withUnsafeBufferPointer { append(contentsOf: $0) }
    }
}
