internal import Bytes

/// The place in a Go binary that holds or points to its build info (`debug/buildinfo`).
///
/// | bytes | meaning |
/// |---|---|
/// | 0–13 | `\xff Go buildinf:` |
/// | 14 | size of a pointer: 4 or 8 |
/// | 15 | flags: 1 big-endian, 2 the texts follow (since Go 1.18) |
/// | 16– | without flag 2: pointers to two Go strings (pointer, length): version, module lines |
/// | 32– | with flag 2: the two texts, each with its length before it as a varint |
///
/// The module lines stand between two marks of 16 bytes.
enum GoBuildInfoBlob: Equatable {
    case texts(version: [UInt8], modules: [UInt8])
    /// Addresses of the two strings' headers.
    case pointers(version: UInt64, modules: UInt64, size: Int, isBigEndian: Bool)
    /// So many bytes from the blob's start are needed.
    case needs(Int)
    case invalid

    static let magic: [UInt8] = [0xff] + Array(" Go buildinf:".utf8)
    static let headerLength = 32
    /// It begins at addresses that are multiples of this.
    static let alignment = 16
    /// More than the module lines of any binary.
    static let limit = 4 << 20

    /// Reads the blob that begins the bytes.
    init(_ bytes: Span<UInt8>) {
        guard bytes.count >= Self.headerLength else {
            self = .needs(Self.headerLength)
            return
        }
        let size = Int(bytes[14])
        let flags = bytes[15]
        guard flags & 2 == 0 else {
            self = Self.inline(bytes)
            return
        }
        guard size == 4 || size == 8 else {
            self = .invalid
            return
        }
        let isBig = flags & 1 != 0
        do {
            self = .pointers(
                version: try Self.pointer(bytes, at: 16, size: size, isBigEndian: isBig),
                modules: try Self.pointer(bytes, at: 16 + size, size: size, isBigEndian: isBig), size: size,
                isBigEndian: isBig)
        } catch {
            self = .invalid
        }
    }

    /// A pointer, or a string's length.
    static func pointer(_ bytes: Span<UInt8>, at offset: Int, size: Int, isBigEndian: Bool) throws(ByteError) -> UInt64
    {
        var reader = ByteReader(bytes)
        try reader.seek(to: offset)
        if size == 8 { return try reader.integer(UInt64.self, bigEndian: isBigEndian) }
        return UInt64(try reader.integer(UInt32.self, bigEndian: isBigEndian))
    }

    /// The module lines without the marks around them; nothing where there are no lines.
    static func unmarked(_ modules: [UInt8]) -> [UInt8] {
        guard modules.count >= 33, modules[modules.count - 17] == 0x0a else { return [] }
        return Array(modules[16..<(modules.count - 16)])
    }

    private static func inline(_ bytes: Span<UInt8>) -> GoBuildInfoBlob {
        var reader = ByteReader(bytes, at: headerLength)
        var texts: [[UInt8]] = []
        for _ in 0..<2 {
            let length: Int
            do {
                length = try reader.varint()
            } catch {
                return error.code == .truncated && bytes.count < limit ? .needs(bytes.count + 64) : .invalid
            }
            guard length <= limit - reader.offset else { return .invalid }
            do {
                texts.append(try reader.take(length).array)
            } catch {
                return .needs(reader.offset + length + 16)
            }
        }
        guard texts[0].starts(with: "go".utf8) || texts[0].starts(with: "devel".utf8) else { return .invalid }
        return .texts(version: texts[0], modules: unmarked(texts[1]))
    }
}
