import TestSupport

/// First inputs for archives and what is in them.
enum ArchiveSeeds {
    /// Archives with entries of every kind, with long names, with pax and GNU sparse files.
    static var tars: [[UInt8]] {
        let long = String(repeating: "folder/", count: 20) + "file"
        return [
            TarWriter.archive([
                TarWriter.Entry("etc/", kind: .directory), TarWriter.Entry("etc/os-release", text: "ID=debian\n"),
                TarWriter.Entry("bin", kind: .symbolicLink("usr/bin")),
                TarWriter.Entry("sh", kind: .hardLink("bin/sh")),
                TarWriter.Entry(long, text: "long"), TarWriter.Entry("etc/.wh.gone"),
                TarWriter.Entry("fifo", kind: .fifo),
            ]),
            header("old", type: "S", size: "00000001000") + [UInt8](repeating: 7, count: 512),
            pax([("GNU.sparse.major", "1"), ("GNU.sparse.realsize", "4096"), ("GNU.sparse.name", "sparse")])
                + header("x", size: "00000002000") + padded("1\n1024\n512\n") + [UInt8](repeating: 1, count: 512),
            pax([("GNU.sparse.map", "0,4,512,4"), ("GNU.sparse.size", "9223372036854775807"), ("size", "8")])
                + header("x", size: "00000000010") + padded("12345678"),
            pax([("SCHILY.xattr.user.x", "y"), ("path", "a/b"), ("uid", "70000"), ("linkpath", "c")])
                + header("x", size: "00000000000"),
            header("././@LongLink", type: "L", size: "00000000004") + padded("name") + header("x", size: "00000000000"),
        ].map(\.withTarChecksums)
    }

    /// Layers whose files the catalogers read.
    static var layers: [[UInt8]] {
        let files = Seeds.fixtures.filter { $0.bytes.count < 4096 && !$0.path.contains(".wh.") }
        let cases = Dictionary(grouping: files, by: \.owner).sorted { $0.key < $1.key }
        return cases.map { TarWriter.archive($0.value.map { TarWriter.Entry($0.path, $0.bytes) }) }
    }

    /// Blobs of each compression.
    static var blobs: [[UInt8]] {
        let plain = tars[0]
        return [plain, storedGzip(plain), storedGzip([]), zstd, zstd + zstd, []] + compressed
    }

    /// The same text as zstd, xz with and without checks, and bzip2 write it, and streams of them one after the other.
    private static var compressed: [[UInt8]] {
        let zstd: [UInt8] = [
            0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58, 0x0d, 0x01, 0x00, 0xa8, 0x74, 0x65, 0x78, 0x74, 0x20, 0x6f, 0x66, 0x20,
            0x61, 0x6e, 0x20, 0x61, 0x72, 0x63, 0x68, 0x69, 0x76, 0x65, 0x2c, 0x20, 0x0a, 0x03, 0x00, 0x40, 0xa9, 0x14,
            0x6c, 0x7a, 0xd7, 0x79, 0x93, 0x09,
        ]
        let block: [UInt8] = [
            0x02, 0x00, 0x21, 0x01, 0x16, 0x00, 0x00, 0x00, 0x74, 0x2f, 0xe5, 0xa3, 0xe0, 0x00, 0x9b, 0x00, 0x1f, 0x5d,
            0x00, 0x3a, 0x19, 0x4b, 0x78, 0x10, 0x36, 0xb8, 0x1f, 0x70, 0x2e, 0xa0, 0xb8, 0x17, 0xd0, 0x01, 0x17, 0x3c,
            0x05, 0x97, 0xa3, 0x07, 0xc3, 0x0a, 0x67, 0x9b, 0x29, 0x57, 0x48, 0xcf, 0x80, 0x00, 0x00, 0x00,
        ]
        let unchecked: [UInt8] =
            [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 0x00, 0x00, 0xff, 0x12, 0xd9, 0x41] + block
            + [
                0x00, 0x01, 0x33, 0x9c, 0x01, 0x00, 0x00, 0x00, 0xaa, 0x0c, 0xf1, 0xed, 0xa8, 0x00, 0x0a, 0xfc, 0x02,
                0x00, 0x00, 0x00, 0x00, 0x00, 0x59, 0x5a,
            ]
        let checked: [UInt8] =
            [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, 0x00, 0x01, 0x69, 0x22, 0xde, 0x36] + block
            + [
                0x6d, 0x88, 0x62, 0x81, 0x00, 0x01, 0x37, 0x9c, 0x01, 0x00, 0x00, 0x00, 0xbc, 0x4e, 0x60, 0x76, 0x3e,
                0x30, 0x0d, 0x8b, 0x02, 0x00, 0x00, 0x00, 0x00, 0x01, 0x59, 0x5a,
            ]
        let bzip2: [UInt8] = [
            0x42, 0x5a, 0x68, 0x31, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, 0x5b, 0x9b, 0x5e, 0x8e, 0x00, 0x00, 0x45, 0xd1,
            0x80, 0x00, 0x10, 0x40, 0x04, 0x2b, 0x61, 0x95, 0x40, 0x20, 0x00, 0x50, 0xa6, 0x00, 0x00, 0x2a, 0xa9, 0xa1,
            0xb4, 0x9a, 0x6c, 0x8b, 0x90, 0x32, 0x24, 0x41, 0xe9, 0x01, 0x22, 0x85, 0xc5, 0x0d, 0x09, 0x12, 0x30, 0x2c,
            0x36, 0x3b, 0x28, 0xd8, 0xd0, 0xe0, 0xbb, 0x92, 0x29, 0xc2, 0x84, 0x82, 0xdc, 0xda, 0xf4, 0x70,
        ]
        return [zstd, unchecked, checked, checked + unchecked, bzip2, bzip2 + bzip2]
    }

    /// Inputs of the inflate target, whose first byte says which wrapper follows.
    static var deflated: [[UInt8]] {
        // The same few letters in fixed codes, and others in dynamic ones, as zlib writes them (RFC 1951, section 3.2).
        let fixed: [UInt8] = [0x4b, 0x4c, 0x44, 0x01, 0x49, 0xc9, 0xc8, 0x08, 0x00]
        let dynamic: [UInt8] = [
            0x25, 0x8a, 0xc1, 0x11, 0x00, 0x00, 0x0c, 0xc1, 0x66, 0x45, 0xf7, 0x9f, 0xa1, 0xd2, 0x7a, 0x90, 0xcb, 0x91,
            0x93, 0xa8, 0x69, 0x59, 0x47, 0x03, 0x56, 0x9a, 0x69, 0x0f, 0xd2, 0x2c, 0xe6, 0x5f, 0x46, 0x2d,
        ]
        return [[0] + fixed, [0] + dynamic, [1] + storedGzip(Array("stored".utf8)), [2, 0x78, 0x9c] + fixed]
    }

    static var zips: [[UInt8]] {
        var plain = ZipFixture()
        plain.add("a.json", Array("{}".utf8))
        plain.addDeflated("folder/b.json", Array("[1,2]".utf8))
        var wide = plain
        wide.isWide = true
        wide.comment = Array("comment".utf8)
        return [plain.bytes, wide.bytes, ZipFixture().bytes]
    }

    /// A frame of one raw block (RFC 8878, section 3.1.1).
    private static let zstd: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd, 0x20, 0x04, 0x21, 0, 0] + Array("text".utf8)

    private static func pax(_ records: [(String, String)]) -> [UInt8] {
        let text = records.map { key, value in
            let rest = " \(key)=\(value)\n"
            var length = rest.utf8.count + 1
            while "\(length)".utf8.count + rest.utf8.count != length { length += 1 }
            return "\(length)\(rest)"
        }.joined()
        let size = String(text.utf8.count, radix: 8)
        return header("pax", type: "x", size: String(repeating: "0", count: 11 - size.utf8.count) + size) + padded(text)
    }

    private static func header(_ name: String, type: Character = "0", size: String) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: 512)
        header.replaceSubrange(0..<name.utf8.count, with: name.utf8)
        header.replaceSubrange(124..<(124 + size.utf8.count), with: size.utf8)
        header[156] = type.asciiValue ?? 0
        header.replaceSubrange(257..<263, with: type == "S" ? Array("ustar ".utf8) : Array("ustar\0".utf8))
        guard type == "S" else { return header }
        let map = "00000000000\0" + "00000001000\0"
        header.replaceSubrange(386..<410, with: map.utf8)
        header.replaceSubrange(483..<494, with: "00000010000".utf8)
        return header
    }

    private static func padded(_ text: String) -> [UInt8] {
        Array(text.utf8) + [UInt8](repeating: 0, count: (512 - text.utf8.count % 512) % 512)
    }
}
