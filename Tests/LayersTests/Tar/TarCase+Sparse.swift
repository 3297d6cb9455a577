import TestSupport

extension TarCase {
    /// What all forms below hold: `ab` at 0, `cd` at 1000, `e` at 2000, and zeros up to 3000.
    static let sparseContent: String = {
        var bytes = [UInt8](repeating: 0, count: 3000)
        for (offset, text) in [(0, "ab"), (1000, "cd"), (2000, "e")] {
            for (index, byte) in text.utf8.enumerated() { bytes[offset + index] = byte }
        }
        return String(decoding: bytes, as: UTF8.self)
    }()

    private static let expected = ["file 644 0:0 3000 hollow", "file 644 0:0 1 after"]
    private static let expectedContents = ["hollow": sparseContent, "after": "y"]

    static let sparse: [TarCase] = [
        TarCase(
            "pax sparse 0.0",
            TarBlocks.archive { tar in
                tar.pax([
                    "GNU.sparse.size": "3000", "GNU.sparse.numblocks": "3", "GNU.sparse.offset": "0",
                    "GNU.sparse.numbytes": "2", "GNU.sparse.offset": "1000", "GNU.sparse.numbytes": "2",
                    "GNU.sparse.offset": "2000", "GNU.sparse.numbytes": "1",
                ])
                tar.file("hollow", "abcde")
                tar.file("after", "y")
            }, lines: expected, contents: expectedContents),
        TarCase(
            "pax sparse 0.1",
            TarBlocks.archive { tar in
                tar.pax([
                    "GNU.sparse.size": "3000", "GNU.sparse.numblocks": "3", "GNU.sparse.name": "hollow",
                    "GNU.sparse.map": "0,2,1000,2,2000,1",
                ])
                tar.file("GNUSparseFile.0/hollow", "abcde")
                tar.file("after", "y")
            }, lines: expected, contents: expectedContents),
        TarCase(
            "pax sparse 1.0",
            TarBlocks.archive { tar in
                tar.pax([
                    "GNU.sparse.major": "1", "GNU.sparse.minor": "0", "GNU.sparse.name": "hollow",
                    "GNU.sparse.realsize": "3000",
                ])
                var map = Array("3\n0\n2\n1000\n2\n2000\n1\n".utf8)
                map += [UInt8](repeating: 0, count: 512 - map.count)
                let content = map + Array("abcde".utf8)
                tar.append(TarBlocks.Header("GNUSparseFile.0/hollow", size: content.count), storing: content)
                tar.file("after", "y")
            }, lines: expected, contents: expectedContents),
        TarCase(
            "the old GNU form with its map in the header",
            TarBlocks.archive { tar in
                tar.append(
                    oldHeader("hollow", stored: 5, size: 3000, pairs: [(0, 2), (1000, 2), (2000, 1), (3000, 0)]),
                    storing: Array("abcde".utf8))
                tar.file("after", "y")
            }, lines: expected, contents: expectedContents),
        TarCase(
            "the old GNU form with extension blocks",
            TarBlocks.archive { tar in
                let pairs = (0..<50).map { ($0 * 20, 1) }
                tar.append(
                    oldHeader("hollow", stored: 50, size: 1000, pairs: Array(pairs[..<4]), isExtended: true))
                tar.append(raw: extensionBlock(Array(pairs[4..<25]), isLast: false))
                tar.append(raw: extensionBlock(Array(pairs[25..<46]), isLast: false))
                tar.append(raw: extensionBlock(Array(pairs[46...]), isLast: true))
                tar.append(raw: [UInt8](repeating: 0x61, count: 50))
                tar.file("after", "y")
            }, lines: ["file 644 0:0 1000 hollow", "file 644 0:0 1 after"],
            contents: ["hollow": String(repeating: "a" + String(repeating: "\u{0}", count: 19), count: 50)]),
        TarCase(
            "a file that is one hole",
            TarBlocks.archive { tar in
                tar.pax(["GNU.sparse.size": "4", "GNU.sparse.numblocks": "0", "GNU.sparse.map": ""])
                tar.file("hole", "")
                tar.file("after", "y")
            }, lines: ["file 644 0:0 4 hole", "file 644 0:0 1 after"], contents: ["hole": "\u{0}\u{0}\u{0}\u{0}"]),
    ]

    /// A header of GNU's old sparse form.
    static func oldHeader(
        _ name: String, stored: Int, size: Int, pairs: [(Int, Int)], isExtended: Bool = false
    ) -> TarBlocks.Header {
        TarBlocks.Header(name, type: "S", size: stored).with { header in
            header.form = .gnu
            header.patches = [(386, Self.map(pairs)), (482, [isExtended ? 1 : 0])]
            header.patches.append((483, TarBlocks.Header.field(.octal(size), 12)))
        }
    }

    /// A block with up to 21 more pairs.
    static func extensionBlock(_ pairs: [(Int, Int)], isLast: Bool) -> [UInt8] {
        var block = Self.map(pairs)
        block += [UInt8](repeating: 0, count: 512 - block.count)
        block[504] = isLast ? 0 : 1
        return block
    }

    private static func map(_ pairs: [(Int, Int)]) -> [UInt8] {
        pairs.flatMap { TarBlocks.Header.field(.octal($0.0), 12) + TarBlocks.Header.field(.octal($0.1), 12) }
    }
}
