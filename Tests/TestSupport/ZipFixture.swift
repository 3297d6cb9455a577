import Bytes

/// Writes zip archives for the tests, the broken ones too.
package struct ZipFixture {
    /// One entry, whose every field may lie.
    package struct File {
        package var name: String
        package var method: UInt16 = 0
        package var flags: UInt16 = 0
        package var stored: [UInt8]
        package var size: Int
        package var checksum: UInt32
        /// Replaces the stated offset of the local header.
        package var offset: UInt32?
        package var isWide = false

        package init(name: String, method: UInt16 = 0, stored: [UInt8], size: Int, checksum: UInt32) {
            self.name = name
            self.method = method
            self.stored = stored
            self.size = size
            self.checksum = checksum
        }
    }

    package init() {}

    package var files: [File] = []
    package var prefix: [UInt8] = []
    package var comment: [UInt8] = []
    package var isWide = false

    package mutating func add(_ name: String, _ content: [UInt8]) {
        files.append(File(name: name, stored: content, size: content.count, checksum: Self.crc(content)))
    }

    /// Adds content as deflate's "stored" blocks, which need no compressor (RFC 1951 section 3.2.4).
    package mutating func addDeflated(_ name: String, _ content: [UInt8]) {
        var stored: [UInt8] = []
        var rest = content[...]
        repeat {
            let block = rest.prefix(0xffff)
            rest = rest.dropFirst(0xffff)
            let count = UInt16(block.count)
            stored += [
                rest.isEmpty ? 1 : 0, UInt8(count & 0xff), UInt8(count >> 8), UInt8(~count & 0xff), UInt8(~count >> 8),
            ]
            stored += block
        } while !rest.isEmpty
        files.append(File(name: name, method: 8, stored: stored, size: content.count, checksum: Self.crc(content)))
    }

    package var bytes: [UInt8] {
        var out = ByteWriter()
        out.append(contentsOf: prefix)
        var offsets: [Int] = []
        for file in files {
            offsets.append(out.bytes.count - prefix.count)
            out.append(littleEndian: UInt32(0x0403_4b50))
            for value in [20, file.flags, file.method, 0, 0] as [UInt16] { out.append(littleEndian: value) }
            for value in [file.checksum, UInt32(file.stored.count), UInt32(clamping: file.size)] {
                out.append(littleEndian: value)
            }
            out.append(littleEndian: UInt16(file.name.utf8.count))
            out.append(littleEndian: UInt16(0))
            out.append(contentsOf: file.name.utf8)
            out.append(contentsOf: file.stored)
        }
        let start = out.bytes.count
        for (file, offset) in zip(files, offsets) {
            out.append(littleEndian: UInt32(0x0201_4b50))
            for value in [20, 20, file.flags, file.method, 0, 0] as [UInt16] { out.append(littleEndian: value) }
            out.append(littleEndian: file.checksum)
            let isWide = file.isWide || isWide
            out.append(littleEndian: isWide ? UInt32.max : UInt32(file.stored.count))
            out.append(littleEndian: isWide ? UInt32.max : UInt32(clamping: file.size))
            out.append(littleEndian: UInt16(file.name.utf8.count))
            out.append(littleEndian: UInt16(isWide ? 28 : 0))
            for value in [0, 0, 0, 0, 0] as [UInt16] { out.append(littleEndian: value) }
            out.append(littleEndian: isWide ? UInt32.max : file.offset ?? UInt32(offset))
            out.append(contentsOf: file.name.utf8)
            if isWide {
                out.append(littleEndian: UInt16(1))
                out.append(littleEndian: UInt16(24))
                for value in [file.size, file.stored.count, offset] { out.append(littleEndian: UInt64(value)) }
            }
        }
        let size = out.bytes.count - start
        if isWide {
            let record = out.bytes.count - prefix.count
            out.append(littleEndian: UInt32(0x0606_4b50))
            out.append(littleEndian: UInt64(44))
            for value in [45, 45] as [UInt16] { out.append(littleEndian: value) }
            for value in [0, 0] as [UInt32] { out.append(littleEndian: value) }
            for value in [files.count, files.count, size, start - prefix.count] {
                out.append(littleEndian: UInt64(value))
            }
            out.append(littleEndian: UInt32(0x0706_4b50))
            out.append(littleEndian: UInt32(0))
            out.append(littleEndian: UInt64(record))
            out.append(littleEndian: UInt32(1))
        }
        out.append(littleEndian: UInt32(0x0605_4b50))
        for value in [0, 0] as [UInt16] { out.append(littleEndian: value) }
        for _ in 0..<2 { out.append(littleEndian: isWide ? UInt16.max : UInt16(files.count)) }
        out.append(littleEndian: isWide ? UInt32.max : UInt32(size))
        out.append(littleEndian: isWide ? UInt32.max : UInt32(start - prefix.count))
        out.append(littleEndian: UInt16(comment.count))
        out.append(contentsOf: comment)
        return out.bytes
    }

    /// CRC-32 bit by bit, independent of the library under test.
    package static func crc(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { crc, byte in
            (0..<8).reduce(crc ^ UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xedb8_8320 : value >> 1 }
        }
    }
}
