internal import Bytes

/// One 512-byte header block of a tar archive.
///
/// | offset | size | field | |
/// |---|---|---|---|
/// | 0 | 100 | name | NUL-terminated where shorter |
/// | 100, 108, 116 | 8 each | mode, uid, gid | octal, or base-256 with the first bit set (GNU) |
/// | 124, 136 | 12 each | size, mtime | as above |
/// | 148 | 8 | checksum | sum of all bytes, this field taken as spaces |
/// | 156 | 1 | type flag | |
/// | 157 | 100 | link name | |
/// | 257 | 6 | magic | `ustar` NUL (POSIX), `ustar` space space (GNU), or none (V7) |
/// | 345 | 155 | prefix | POSIX only; GNU has its sparse map at 386 |
///
/// POSIX.1-1988 and -2001 (pax), "ustar Interchange Format"; the GNU forms as the GNU tar manual's "Basic Tar Format".
struct TarHeader: ~Escapable {
    static let size = 512

    let bytes: Span<UInt8>

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>) { self.bytes = bytes }

    var typeFlag: UInt8 { bytes[156] }
    var isPOSIX: Bool { bytes.hasPrefix("ustar\0", at: 257) }

    var mode: Int? { number(at: 100, 8) }
    var userID: Int? { number(at: 108, 8) }
    var groupID: Int? { number(at: 116, 8) }
    var contentSize: Int? { number(at: 124, 12) }
    var modified: Int? { number(at: 136, 12) }

    var isBlank: Bool {
        for index in bytes.indices where bytes[index] != 0 { return false }
        return true
    }

    /// Whether the checksum fits; some old writers summed the bytes as signed ones.
    var hasValidChecksum: Bool {
        guard let stored = number(at: 148, 8) else { return false }
        // Of all bytes first and of the field after, so that the compiler adds many at a time: an image has a hundred thousand headers.
        var (unsigned, signed) = bytes.sums
        let field = bytes.extracting(148..<156).sums
        unsigned += 8 * 0x20 - field.unsigned
        signed += 8 * 0x20 - field.signed
        return stored == unsigned || stored == signed
    }

    /// The name with POSIX's prefix before it.
    var name: [UInt8] {
        let name = text(at: 0, 100)
        guard isPOSIX, bytes[345] != 0 else { return name }
        return text(at: 345, 155) + [0x2f] + name
    }

    var linkName: [UInt8] { text(at: 157, 100) }

    /// A number in octal, or in base 256; nothing for what is neither or does not fit.
    ///
    /// An empty field is zero.
    func number(at offset: Int, _ length: Int) -> Int? {
        let first = bytes[offset]
        if first & 0x80 != 0 {
            // Two's complement: a set second bit is a negative number, which no field here may be.
            guard first & 0x40 == 0 else { return nil }
            var value = Int(first & 0x3f)
            for index in (offset + 1)..<(offset + length) {
                let (shifted, overflow) = value.multipliedReportingOverflow(by: 256)
                if overflow { return nil }
                let (sum, overflowing) = shifted.addingReportingOverflow(Int(bytes[index]))
                if overflowing { return nil }
                value = sum
            }
            return value
        }
        var value = 0
        var hasEnded = false
        var hasBegun = false
        for index in offset..<(offset + length) {
            switch bytes[index] {
            case 0x30...0x37 where !hasEnded:
                value = value << 3 | Int(bytes[index] - 0x30)
                hasBegun = true
            case 0, 0x20: if hasBegun { hasEnded = true }
            default: return nil
            }
        }
        return value
    }

    private func text(at offset: Int, _ length: Int) -> [UInt8] {
        let field = bytes.extracting(offset..<(offset + length))
        return field.extracting(0..<(field.index(of: 0) ?? length)).array
    }
}

extension Span where Element == UInt8 {
    /// The sums of the bytes, taken as unsigned and as signed ones; of at most a block.
    fileprivate var sums: (unsigned: Int, signed: Int) {
        withUnsafeBufferPointer { bytes in
            var unsigned: Int32 = 0
            var signed: Int32 = 0
            for byte in bytes {
                unsigned &+= Int32(byte)
                signed &+= Int32(Int8(bitPattern: byte))
            }
            return (Int(unsigned), Int(signed))
        }
    }
}
