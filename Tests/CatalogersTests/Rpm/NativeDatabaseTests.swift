import Inventory
import Testing

@testable import Catalogers

@Suite("rpm's own databases")
struct NativeDatabaseTests {
    @Test(
        "the checksum is that of RFC 1950",
        arguments: [("", 1), ("Wikipedia", 0x11e6_0398), ("a", 0x0062_0062)] as [(String, UInt32)])
    func checksum(text: String, value: UInt32) {
        let sum = Adler32.checksum(text.utf8.span)
        #expect(sum == value)
    }

    @Test("a package that does not match its checksum is told and kept")
    func damage() throws {
        var bytes = NativeWriter.database(RpmSamples.all)
        let place = bytes.count - 40
        bytes[place] ^= 1
        let evidence = try #require(try readDatabase(bytes))
        #expect(evidence.records.count == 3)
        #expect(evidence.problems == ["package 3 does not match its checksum"])
    }

    @Test(
        "slots that point elsewhere are told and the other packages survive", arguments: [1, 2, 1 << 20, 0xffff_ffff])
    func pointers(block: UInt32) throws {
        var bytes = NativeWriter.database(RpmSamples.all)
        put(littleEndian(block), at: 32 + 8, in: &bytes)
        let evidence = try #require(try readDatabase(bytes))
        #expect(evidence.records.map(\.name).sorted() == ["bash", "gpg-pubkey"])
        #expect(evidence.problems.count == 1)
    }

    @Test("slots that share one blob do not make it be read over and over")
    func sharing() throws {
        var bytes = NativeWriter.database(RpmSamples.all)
        let first = Array(bytes[32..<48])
        for slot in 2..<256 { put(first, at: slot * 16, in: &bytes) }
        let evidence = try #require(try readDatabase(bytes))
        #expect(evidence.records.count == 1)
        #expect(!evidence.problems.isEmpty)
    }

    @Test("a later version of the format is refused")
    func version() {
        var bytes = NativeWriter.database(RpmSamples.all)
        bytes[4] = 1
        #expect(throws: CatalogerError.self) { try readDatabase(bytes) }
    }
}
