import TestSupport
import Testing
import Zip

@Suite("Zip archives")
struct ZipTests {
    private static let text = Array("the quick brown fox".utf8)

    private static var fixture: ZipFixture {
        var zip = ZipFixture()
        zip.add("a/stored.txt", text)
        zip.addDeflated("deflated.bin", [UInt8](repeating: 7, count: 70_000))
        zip.add("folder/", [])
        return zip
    }

    private static func contents(_ bytes: [UInt8], limits: ZipLimits = ZipLimits()) throws(ZipError) -> [[UInt8]] {
        let archive = try ZipArchive(MemoryBytes(bytes), limits: limits)
        var contents: [[UInt8]] = []
        for entry in archive.entries { contents.append(try archive.contents(of: entry)) }
        return contents
    }

    private static func code(_ body: () throws(ZipError) -> Void) -> ZipError.Code? {
        do throws(ZipError) {
            try body()
            return nil
        } catch {
            return error.code
        }
    }

    @Test(
        "stored and deflated entries are read", arguments: [false, true], [[], Array("#!/bin/sh\nexec java\n".utf8)])
    func reads(isWide: Bool, prefix: [UInt8]) throws {
        var zip = Self.fixture
        zip.isWide = isWide
        zip.prefix = prefix
        let archive = try ZipArchive(MemoryBytes(zip.bytes))
        #expect(archive.entries.map(\.name) == ["a/stored.txt", "deflated.bin", "folder/"])
        #expect(archive.entries.map(\.isDirectory) == [false, false, true])
        #expect(try archive.contents(of: archive.entries[0]) == Self.text)
        #expect(try archive.contents(of: archive.entries[1]) == [UInt8](repeating: 7, count: 70_000))
        #expect(try archive.contents(of: archive.entries[2]).isEmpty)
    }

    @Test("a comment that holds an end record's signature does not hide the real one")
    func comment() throws {
        var zip = Self.fixture
        zip.comment = Array("a comment".utf8)
        #expect(try Self.contents(zip.bytes).count == 3)
    }

    @Test("real deflate, as other programs write it, is read")
    func realDeflate() throws {
        // "aaaaaaaaaabbbbbbbbbb" deflated by zlib.
        var zip = ZipFixture()
        let content = Array("aaaaaaaaaabbbbbbbbbb".utf8)
        zip.files.append(
            .init(
                name: "x", method: 8, stored: [0x4b, 0x4c, 0x84, 0x81, 0x24, 0x38, 0x00, 0x00], size: content.count,
                checksum: ZipFixture.crc(content)))
        #expect(try Self.contents(zip.bytes) == [content])
    }

    @Test("every truncated prefix is an error")
    func truncated() throws {
        let bytes = Self.fixture.bytes
        for count in stride(from: 0, to: bytes.count, by: bytes.count > 2_000 ? 97 : 1) {
            #expect(throws: ZipError.self) { try Self.contents(Array(bytes.prefix(count))) }
        }
        for count in (bytes.count - 400)..<bytes.count {
            #expect(throws: ZipError.self) { try Self.contents(Array(bytes.prefix(count))) }
        }
    }

    @Test("changed bytes never trap")
    func flips() {
        var small = ZipFixture()
        small.add("a", Self.text)
        small.addDeflated("b", Self.text)
        small.isWide = true
        let bytes = small.bytes
        var generator = SeededGenerator(seed: 7)
        for position in bytes.indices {
            for value in [0, 0xff, UInt8.random(in: 0...255, using: &generator)] as [UInt8] {
                var changed = bytes
                changed[position] = value
                _ = Self.code { () throws(ZipError) in _ = try Self.contents(changed) }
            }
        }
    }

    @Test("a wrong checksum is found")
    func checksum() {
        var zip = Self.fixture
        zip.files[0].checksum ^= 1
        #expect(Self.code { () throws(ZipError) in _ = try Self.contents(zip.bytes) } == .wrongChecksum)
    }

    @Test("an entry that claims more than deflate can give is refused before memory is taken")
    func bomb() {
        var zip = Self.fixture
        zip.files[1].size = 200 << 20
        #expect(Self.code { () throws(ZipError) in _ = try Self.contents(zip.bytes) } == .malformed)
        zip.files[1].size = 3 << 30
        #expect(Self.code { () throws(ZipError) in _ = try Self.contents(zip.bytes) } == .tooLarge)
    }

    @Test("an entry that gives more or less than it claims is refused", arguments: [-1, 1])
    func lyingSize(difference: Int) {
        var zip = Self.fixture
        zip.files[1].size += difference
        #expect(Self.code { () throws(ZipError) in _ = try Self.contents(zip.bytes) } == .malformed)
    }

    @Test("offsets outside the archive are refused", arguments: [0xffff_fff0, 0x7fff_ffff, 70_000_000] as [UInt32])
    func offsets(offset: UInt32) {
        var zip = Self.fixture
        zip.files[0].offset = offset
        #expect(Self.code { () throws(ZipError) in _ = try Self.contents(zip.bytes) } == .truncated)
    }

    @Test("encryption and unknown methods are named")
    func unsupported() {
        var zip = Self.fixture
        zip.files[0].flags = 1
        #expect(Self.code { () throws(ZipError) in _ = try Self.contents(zip.bytes) } == .unsupported)
        zip.files[0].flags = 0
        zip.files[0].method = 12
        #expect(Self.code { () throws(ZipError) in _ = try Self.contents(zip.bytes) } == .unsupported)
    }

    @Test("limits on entries and on an entry's size hold")
    func limits() {
        let bytes = Self.fixture.bytes
        #expect(
            Self.code { () throws(ZipError) in _ = try Self.contents(bytes, limits: ZipLimits(entries: 2)) }
                == .tooLarge)
        #expect(
            Self.code { () throws(ZipError) in _ = try Self.contents(bytes, limits: ZipLimits(entryBytes: 10)) }
                == .tooLarge)
    }

    @Test(
        "what is no archive is called so",
        arguments: [[], Array("hello".utf8), [UInt8](repeating: 0x50, count: 70_000)])
    func notAnArchive(bytes: [UInt8]) {
        #expect(Self.code { () throws(ZipError) in _ = try Self.contents(bytes) } == .notAnArchive)
    }

    @Test("every entry of the advisories' archives is read", .enabled(if: Corpus.advisories.folder != nil))
    func corpus() throws {
        let folder = try #require(Corpus.advisories.folder)
        let archive = try ZipArchive(FileBytes("\(folder)/npm/all.zip"))
        #expect(archive.entries.count == 504)
        for entry in archive.entries { #expect(try archive.contents(of: entry).count == entry.size) }
    }
}

@Suite("Gzip buffers")
struct GzipTests {
    /// "hello, hello\n" by gzip(1), without a name or a time.
    private static let packed: [UInt8] = [
        0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xcb, 0x48, 0xcd, 0xc9, 0xc9, 0xd7, 0x51, 0xc8,
        0x00,
        0x51, 0x5c, 0x00, 0xdb, 0x25, 0x26, 0x1f, 0x0d, 0x00, 0x00, 0x00,
    ]

    @Test("members in a row are one text")
    func members() throws {
        let text = try Gzip.decompress(Self.packed + Self.packed, limit: 1_000)
        #expect(String(decoding: text, as: UTF8.self) == "hello, hello\nhello, hello\n")
    }

    @Test("every truncated prefix is an error")
    func truncated() {
        for count in Self.packed.indices {
            #expect(throws: ZipError.self) { try Gzip.decompress(Array(Self.packed.prefix(count)), limit: 1_000) }
        }
    }

    @Test("the limit holds")
    func limit() {
        #expect(throws: ZipError.self) { try Gzip.decompress(Self.packed, limit: 5) }
    }
}
