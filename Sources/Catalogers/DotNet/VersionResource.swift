internal import Bytes

/// The version resource of a PE file (Microsoft, "VS_VERSIONINFO", "StringFileInfo").
///
/// Every block is: its length, its value's length and its type (2 bytes each), a key in UTF-16 with a zero behind, its value, and
/// the blocks in it; key, value and blocks each begin at a multiple of four bytes.
///
/// | block | within | value |
/// |---|---|---|
/// | `VS_VERSION_INFO` | | `VS_FIXEDFILEINFO`, the version as four numbers |
/// | `StringFileInfo` | `VS_VERSION_INFO` | none |
/// | a language in hexadecimal | `StringFileInfo` | none |
/// | `ProductName`, `FileVersion`, … | a language | a text in UTF-16 |
struct VersionResource: Equatable {
    /// More texts than any honest resource has.
    private static let limit = 200
    private static let fixedSignature: UInt32 = 0xfeef_04bd

    private(set) var texts: [String: String] = [:]
    /// The file's version of `VS_FIXEDFILEINFO`.
    private(set) var fixedVersion = ""

    init(_ bytes: Span<UInt8>) {
        do throws(ByteError) {
            let root = try Block(bytes, at: 0)
            readFixed(bytes, root)
            try read(bytes, root.children, depth: 1)
        } catch {
            // What came before the end of a cut resource counts.
        }
    }

    /// A text without white space around it; empty where there is none.
    subscript(name: String) -> String { texts[name] ?? "" }

    private struct Block {
        let key: String
        let value: Range<Int>
        let children: Range<Int>
        let end: Int

        init(_ bytes: Span<UInt8>, at start: Int) throws(ByteError) {
            var reader = ByteReader(bytes, at: start)
            let length = Int(try reader.integer(UInt16.self, bigEndian: false))
            let valueLength = Int(try reader.integer(UInt16.self, bigEndian: false))
            let isText = try reader.integer(UInt16.self, bigEndian: false) == 1
            guard length >= 6, length <= bytes.count - start else { throw ByteError(.malformed, at: start) }
            end = start + length
            var units: [UInt16] = []
            while reader.offset < end - 1 {
                let unit = try reader.integer(UInt16.self, bigEndian: false)
                if unit == 0 { break }
                units.append(unit)
            }
            key = String(decoding: units, as: UTF16.self)
            let valueStart = min(end, Self.aligned(reader.offset))
            // Texts count their value in characters, though some compilers count bytes.
            let valueEnd = min(end, valueStart + (isText ? valueLength * 2 : valueLength))
            value = valueStart..<valueEnd
            children = min(end, Self.aligned(valueEnd))..<end
        }

        private static func aligned(_ offset: Int) -> Int { (offset + 3) / 4 * 4 }
    }

    private mutating func readFixed(_ bytes: Span<UInt8>, _ root: Block) {
        var reader = ByteReader(bytes, at: root.value.lowerBound)
        do throws(ByteError) {
            guard try reader.integer(UInt32.self, bigEndian: false) == Self.fixedSignature else { return }
            try reader.skip(4)
            let high = try reader.integer(UInt32.self, bigEndian: false)
            let low = try reader.integer(UInt32.self, bigEndian: false)
            fixedVersion = "\(high >> 16).\(high & 0xffff).\(low >> 16).\(low & 0xffff)"
        } catch {
            return
        }
    }

    private mutating func read(_ bytes: Span<UInt8>, _ range: Range<Int>, depth: Int) throws(ByteError) {
        var offset = range.lowerBound
        while offset + 6 <= range.upperBound, texts.count < Self.limit {
            let block = try Block(bytes, at: offset)
            switch depth {
            case 1 where block.key == "StringFileInfo", 2: try read(bytes, block.children, depth: depth + 1)
            case 3: take(bytes, block)
            default: break
            }
            offset = (block.end + 3) / 4 * 4
        }
    }

    private mutating func take(_ bytes: Span<UInt8>, _ block: Block) {
        var units: [UInt16] = []
        // Some compilers count a text in bytes and some in characters: up to the zero it is, within the block.
        var offset = block.value.lowerBound
        while offset + 1 < block.end {
            let unit = UInt16(bytes[offset]) | UInt16(bytes[offset + 1]) << 8
            if unit == 0 { break }
            units.append(unit)
            offset += 2
        }
        let text = String(decoding: units, as: UTF16.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if !text.isEmpty && texts[block.key] == nil { texts[block.key] = text }
    }
}
