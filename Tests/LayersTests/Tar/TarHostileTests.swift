import Layers
import TestSupport
import Testing

/// An archive that no honest program writes, and how reading it must end.
struct HostileArchive: Sendable, CustomTestStringConvertible {
    let name: String
    let bytes: [UInt8]
    /// What the reader fails with; nothing where it passes over what is wrong.
    let failure: Diagnostic.Code?
    let skipped: [Diagnostic.Code]
    let lines: [String]

    var testDescription: String { name }

    init(
        _ name: String, _ failure: Diagnostic.Code? = nil, skipping skipped: [Diagnostic.Code] = [],
        lines: [String] = [], _ body: (inout TarBlocks) -> Void
    ) {
        self.name = name
        self.failure = failure
        self.skipped = skipped
        self.lines = lines
        bytes = TarBlocks.archive(body)
    }

    static let limits: Limits = {
        var limits = Limits()
        limits.pathLength = 300
        limits.tarHeaderBytes = 2000
        limits.sparsePieces = 30
        return limits
    }()

    private static let after = "file 644 0:0 1 after"

    static let all: [HostileArchive] = headers + paths + records + maps

    private static let headers: [HostileArchive] = [
        HostileArchive("a wrong checksum", .malformed) { $0.file("a", "x") { $0.checksumError = 1 } },
        HostileArchive("something that is no archive", .unsupported) { $0.append(raw: Array("PK\u{3}\u{4}".utf8)) },
        HostileArchive("a size that is no number", .malformed) { $0.file("a", "") { $0.size = .text("12x4") } },
        HostileArchive("a negative size", .malformed) { $0.file("a", "") { $0.size = .base256(-512) } },
        HostileArchive("a size of more than 64 bits", .malformed) {
            $0.file("a", "") {
                $0.size = .text("\u{0}"); $0.patches = [(124, [0x80, 1] + [UInt8](repeating: 0, count: 10))]
            }
        },
        HostileArchive("a size beyond the archive's end", .truncated, lines: ["file 644 0:0 70000 a"]) {
            $0.append(TarBlocks.Header("a", size: 70_000))
        },
        HostileArchive("the largest size there is", .limitExceeded, lines: []) {
            $0.file("a", "") { $0.size = .base256(.max) }
        },
        HostileArchive("the largest size in a pax header", .limitExceeded, lines: []) {
            $0.pax(["size": "9223372036854775807"])
            $0.file("a", "")
        },
        HostileArchive("a size that lies inside the archive", .malformed, lines: ["file 644 0:0 513 a"]) {
            $0.append(TarBlocks.Header("a", size: 513), storing: [0x61])
            $0.append(raw: [UInt8](repeating: 0x62, count: 512))
            $0.append(raw: [UInt8](repeating: 0x63, count: 512))
        },
        HostileArchive("a global header of the largest size", .malformed) {
            $0.append(TarBlocks.Header("g", type: "g").with { $0.size = .base256(.max) })
        },
        HostileArchive("a volume label that is larger than the archive", .truncated) {
            $0.append(TarBlocks.Header("V", type: "V", size: 1 << 30))
        },
    ]

    private static let paths: [HostileArchive] = [
        HostileArchive("paths that leave the root", skipping: [.unsafePath, .unsafePath, .unsafePath], lines: [after]) {
            $0.file("../etc/passwd", "x")
            $0.file("a/../../b", "x")
            $0.file("a/..", "x")
            $0.file("after", "y")
        },
        HostileArchive("a hard link that leaves the root", skipping: [.unsafePath], lines: [after]) {
            $0.append(TarBlocks.Header("a", type: "1").with { $0.link = Array("../../etc/shadow".utf8) })
            $0.file("after", "y")
        },
        HostileArchive("a NUL in a pax path", skipping: [.unsafePath], lines: [after]) {
            $0.pax(["path": "var/lib/dpkg/status\u{0}.txt"])
            $0.file("a", "x")
            $0.file("after", "y")
        },
        HostileArchive(
            "paths and links that are too long", skipping: [.limitExceeded, .limitExceeded, .limitExceeded],
            lines: [after]
        ) {
            $0.pax(["path": String(repeating: "a/", count: 200)])
            $0.file("a", "x")
            $0.pax(["linkpath": String(repeating: "b", count: 301)])
            $0.append(TarBlocks.Header("a", type: "2"))
            $0.long(String(repeating: "c", count: 301))
            $0.file("a", "x")
            $0.file("after", "y")
        },
        HostileArchive("names that are no UTF-8", lines: ["file 644 0:0 1 a\u{fffd}b", after]) {
            $0.file("", "x") { $0.name = [0x61, 0xff, 0x62] }
            $0.file("after", "y")
        },
    ]

    private static let records: [HostileArchive] = [
        HostileArchive("an extended header that is a bomb", .limitExceeded) {
            $0.append(TarBlocks.Header("x", type: "x", size: 1 << 33))
        },
        HostileArchive("a long name that is a bomb", .limitExceeded) {
            $0.append(TarBlocks.Header("L", type: "L", size: 2001), storing: [UInt8](repeating: 0x61, count: 2001))
        },
        HostileArchive("an extended header that is larger than the archive", .truncated) {
            $0.append(TarBlocks.Header("x", type: "x", size: 1999))
        },
        HostileArchive("a record without a length", .malformed) { $0.pax(raw: Array("path=a\n".utf8)) },
        HostileArchive("a record that is shorter than it says", .malformed) { $0.pax(raw: Array("99 path=a\n".utf8)) },
        HostileArchive("a record that is longer than it says", .malformed) { $0.pax(raw: Array("8 path=abc\n".utf8)) },
        HostileArchive("a record of length 0", .malformed) { $0.pax(raw: Array("0 path=a\n".utf8)) },
        HostileArchive("a record whose length does not fit", .malformed) {
            $0.pax(raw: Array("99999999999999999999 path=a\n".utf8))
        },
        HostileArchive("a record without an equals sign", .malformed) { $0.pax(raw: Array("9 path a\n".utf8)) },
        HostileArchive("a size that is no number", .malformed) { $0.pax(["size": "-1"]) },
        HostileArchive("an extended header of no entry") { $0.pax(["path": "a"]) },
    ]

    private static let maps: [HostileArchive] = [
        HostileArchive("a sparse map that goes back", .malformed) {
            $0.pax(["GNU.sparse.size": "3000", "GNU.sparse.map": "1000,2,0,2"])
            $0.file("a", "abcd")
        },
        HostileArchive("a sparse map that overlaps", .malformed) {
            $0.pax(["GNU.sparse.size": "3000", "GNU.sparse.map": "0,3,2,2"])
            $0.file("a", "abcde")
        },
        HostileArchive("a sparse map of more than there is", .malformed) {
            $0.pax(["GNU.sparse.size": "3000", "GNU.sparse.map": "0,2,1000,3"])
            $0.file("a", "abcd")
        },
        HostileArchive("a sparse map beyond the file's size", .malformed) {
            $0.pax(["GNU.sparse.size": "1001", "GNU.sparse.map": "0,2,1000,2"])
            $0.file("a", "abcd")
        },
        HostileArchive("a sparse map whose sums overflow", .malformed) {
            $0.pax(["GNU.sparse.size": "3000", "GNU.sparse.map": "9223372036854775807,9223372036854775807"])
            $0.file("a", "abcd")
        },
        HostileArchive("a sparse map with too many pieces", .limitExceeded) {
            $0.pax(["GNU.sparse.size": "3000", "GNU.sparse.map": (0..<31).map { "\($0),1" }.joined(separator: ",")])
            $0.file("a", String(repeating: "x", count: 31))
        },
        HostileArchive("bytes of a piece without its place", .malformed) {
            $0.pax(["GNU.sparse.numbytes": "1"])
            $0.file("a", "x")
        },
        HostileArchive("a map in the content that announces too many pieces", .limitExceeded) {
            $0.pax(["GNU.sparse.major": "1", "GNU.sparse.realsize": "9"])
            $0.append(TarBlocks.Header("a", size: 512), storing: Array("1000000000\n".utf8))
        },
        HostileArchive("a map in the content that does not end", .malformed) {
            $0.pax(["GNU.sparse.major": "1", "GNU.sparse.realsize": "9"])
            $0.append(TarBlocks.Header("a", size: 512), storing: Array("3\n0\n1\n".utf8))
        },
        HostileArchive("a map in the content of a file without content", .malformed) {
            $0.pax(["GNU.sparse.major": "1", "GNU.sparse.realsize": "9"])
            $0.file("a", "")
        },
        HostileArchive("a map in the content with endless digits", .malformed) {
            $0.pax(["GNU.sparse.major": "1", "GNU.sparse.realsize": "9"])
            $0.append(TarBlocks.Header("a", size: 512), storing: [UInt8](repeating: 0x31, count: 512))
        },
        HostileArchive("a hundred empty extension blocks", lines: ["file 644 0:0 9 a", after]) { tar in
            tar.append(TarCase.oldHeader("a", stored: 0, size: 9, pairs: [], isExtended: true))
            for _ in 0..<100 { tar.append(raw: TarCase.extensionBlock([], isLast: false)) }
            tar.append(raw: TarCase.extensionBlock([], isLast: true))
            tar.file("after", "y")
        },
        HostileArchive("extension blocks with too many pieces", .limitExceeded) { tar in
            tar.append(TarCase.oldHeader("a", stored: 0, size: 9, pairs: [], isExtended: true))
            for _ in 0..<3 {
                tar.append(raw: TarCase.extensionBlock([(Int, Int)](repeating: (0, 0), count: 21), isLast: false))
            }
        },
        HostileArchive("an old sparse file whose size is no number", .malformed) {
            $0.append(TarCase.oldHeader("a", stored: 0, size: 9, pairs: []).with { $0.patches.append((483, [0x78])) })
        },
        HostileArchive("a hole of 8 EiB", .limitExceeded, lines: []) {
            $0.pax(["GNU.sparse.size": "9223372036854775807", "GNU.sparse.map": "9223372036854775806,1"])
            $0.file("a", "x")
            $0.file("after", "y")
        },
    ]
}

@Suite("Hostile tar archives", .timeLimit(.minutes(5)))
struct TarHostileTests {
    @Test("what no honest archive has is refused or passed over", arguments: HostileArchive.all)
    func hostile(_ archive: HostileArchive) {
        for (readsContent, pieceSize) in [(true, 512), (false, 512), (true, 33), (false, 1 << 20)] {
            let listing = TarListing(
                archive.bytes, pieceSize: pieceSize, limits: HostileArchive.limits, readsContent: readsContent)
            #expect(listing.failure?.code == archive.failure)
            #expect(listing.skipped.map(\.code) == archive.skipped)
            #expect(listing.lines == archive.lines)
        }
    }

    @Test("an archive of no bytes has no entries")
    func empty() {
        let listing = TarListing([])
        #expect(listing.failure == nil)
        #expect(listing.lines.isEmpty)
    }

    @Test("an archive that ends behind a header which announces another is cut", arguments: ["x", "L", "K", "g"])
    func announced(_ type: Character) {
        var tar = TarBlocks()
        tar.file("a", "x")
        let start = tar.bytes.count
        tar.pax(["path": "b"], type: type)
        let listing = TarListing(tar.bytes)
        #expect(listing.failure?.code == (type == "g" ? nil : .truncated))
        #expect(listing.lines == ["file 644 0:0 1 a"])
        #expect(listing.failure?.offset ?? start >= start)
    }

    @Test("errors say where they are")
    func places() {
        let listing = TarListing(
            TarBlocks.archive { tar in
                tar.file("a", "x")
                tar.file("b", "y") { $0.checksumError = 3 }
            })
        #expect(listing.failure?.offset == 1024)
        #expect(listing.failure?.description == "this is no tar header: its checksum is wrong (at byte 1024)")
    }

    @Test(
        "what is handed about in an archive's place is named",
        arguments: [
            ([0x04, 0x22, 0x4d, 0x18], "LZ4"), (Array("LZIP".utf8), "lzip"), ([0x50, 0x4b, 0x03, 0x04], "ZIP"),
            ([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c], "7-Zip"), ([0x1f, 0x8b], "another layer of compression"),
            ([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], "another layer of compression"),
        ] as [([UInt8], String)])
    func foreign(_ head: [UInt8], name: String) {
        let listing = TarListing(head + [UInt8](repeating: 0x55, count: 2048))
        #expect(listing.failure?.description == "this is no tar archive: it begins as \(name) does (at byte 0)")
        #expect(listing.lines.isEmpty)
    }

    @Test("random blocks are refused", arguments: 0..<20)
    func noise(_ seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let listing = TarListing(random.bytes(4096))
        #expect(listing.failure != nil)
        #expect(listing.lines.isEmpty)
    }
}
