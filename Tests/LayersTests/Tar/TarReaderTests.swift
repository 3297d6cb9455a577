import Layers
import Platform
import TestSupport
import Testing

@Suite("Reading tar archives", .timeLimit(.minutes(5)))
struct TarReaderTests {
    @Test("every form of archive gives its entries", arguments: TarCase.all)
    func entries(_ archive: TarCase) {
        let listing = TarListing(archive.bytes)
        #expect(listing.failure == nil)
        #expect(listing.skipped.isEmpty)
        #expect(listing.lines == archive.lines)
        for (path, text) in archive.contents { #expect(listing.text(path) == text, "\(path)") }
    }

    @Test("pieces of any size, and content that nobody reads, change nothing", arguments: TarCase.all)
    func pieces(_ archive: TarCase) {
        for size in [1, 511, 513, 1 << 20] {
            let listing = TarListing(archive.bytes, pieceSize: size)
            #expect(listing.lines == archive.lines)
            for (path, text) in archive.contents { #expect(listing.text(path) == text, "\(path)") }
            for canSkip in [false, true] {
                let unread = TarListing(archive.bytes, pieceSize: size, readsContent: false, canSkip: canSkip)
                #expect(unread.lines == archive.lines)
                #expect(unread.failure == nil)
            }
        }
    }

    @Test("every beginning of an archive gives a beginning of its entries", arguments: TarCase.all)
    func truncations(_ archive: TarCase) {
        // Every place near a block's edge, and others that are no neighbours.
        let lengths = (0..<archive.bytes.count).filter {
            [0, 1, 148, 156, 511].contains($0 % 512) || $0.isMultiple(of: 61)
        }
        for length in lengths {
            let listing = TarListing(Array(archive.bytes[..<length]), pieceSize: 300)
            if !archive.lines.starts(with: listing.lines) {
                Issue.record("\(length) bytes give \(listing.lines)")
                return
            }
            if listing.failure == nil, listing.lines != archive.lines, !length.isMultiple(of: 512) {
                Issue.record("\(length) bytes pass for a whole archive")
                return
            }
        }
    }

    @Test("broken archives end in an error or in entries, never in a trap or a hang", arguments: TarCase.all)
    func flips(_ archive: TarCase) {
        var random = SeededGenerator(seed: UInt64(archive.bytes.count))
        var limits = Limits()
        limits.sparsePieces = 1000
        for _ in 0..<40 {
            let broken = random.broken(archive.bytes)
            _ = TarListing(Self.summed(broken), limits: limits, readsContent: random.below(2) == 0)
            _ = TarListing(broken, limits: limits, readsContent: random.below(2) == 0)
        }
    }

    /// The archive with right checksums wherever a header may stand, so that more than checksum errors is tried.
    private static func summed(_ bytes: [UInt8]) -> [UInt8] {
        var summed = bytes
        for start in stride(from: 0, to: bytes.count - 511, by: 512) where bytes[(start + 257)..<(start + 262)] == ustar
        {
            for index in 148..<156 { summed[start + index] = 0x20 }
            let sum = summed[start..<(start + 512)].reduce(0) { $0 + Int($1) }
            for (index, byte) in TarBlocks.Header.field(.octal(sum), 7).enumerated() {
                summed[start + 148 + index] = byte
            }
        }
        return summed
    }

    private static let ustar = Array("ustar".utf8)[...]

    @Test("extended attributes keep their names and bytes")
    func attributes() throws {
        let archive = TarBlocks.archive { tar in
            tar.pax(
                raw: TarBlocks.record("SCHILY.xattr.security.capability", [1, 0, 0, 2, 0, 0x3d, 0x0a])
                    + TarBlocks.record("SCHILY.xattr.user.empty", []))
            tar.file("bin/ping", "")
        }
        let entry = try #require(TarListing(archive).entries.first)
        #expect(
            entry.extendedAttributes == ["security.capability": [1, 0, 0, 2, 0, 0x3d, 0x0a], "user.empty": []])
    }

    @Test("a file's place in the archive is told")
    func contentOffset() throws {
        let archive = TarBlocks.archive { tar in
            tar.file("a", "first")
            tar.pax(["path": "b"])
            tar.file("x", "second")
        }
        let reader = TarReader(MemoryFeed(archive, pieceSize: 100), limits: Limits())
        while let item = try reader.next() {
            guard case .entry(let entry) = item else { continue }
            let start = reader.contentOffset
            #expect(archive[start] == (entry.path == "a" ? 0x66 : 0x73))
        }
    }

    @Test("a body that wants no more is not called again")
    func earlyStop() throws {
        let reader = TarReader(
            MemoryFeed(TarBlocks.archive { $0.file("a", String(repeating: "x", count: 5000)) }, pieceSize: 700),
            limits: Limits())
        _ = try reader.next()
        var calls = 0
        try reader.content { _, _ in
            calls += 1
            return calls < 2
        }
        #expect(calls == 2)
        #expect(try reader.next() == nil)
    }

    @Test("names and directories of entries are told apart")
    func names() {
        let entry = LayerEntry(path: "usr/lib/os-release")
        #expect(entry.name == "os-release")
        #expect(entry.directory == "usr/lib")
        #expect(LayerEntry(path: "motd").directory.isEmpty)
        #expect(LayerEntry(path: "motd").name == "motd")
    }

    @Test("a feed that seeks gives the same as one that reads")
    func seeking() throws {
        let folder = try TemporaryFolder()
        let archive = TarBlocks.archive { tar in
            tar.file("a", String(repeating: "x", count: 100_000))
            tar.file("b", "y")
        }
        let path = try folder.write("a.tar", archive)
        let listing = TarListing(try SeekingFeed(.path(path)), readsContent: false)
        #expect(listing.lines == ["file 644 0:0 100000 a", "file 644 0:0 1 b"])
        #expect(listing.failure == nil)
        try folder.write("cut.tar", Array(archive[..<50_000]))
        #expect(TarListing(try SeekingFeed(.path(folder("cut.tar"))), readsContent: false).failure?.code == .truncated)
        #expect(TarListing(try SeekingFeed(.path(path))).contents["b"] == [0x79])
    }
}
