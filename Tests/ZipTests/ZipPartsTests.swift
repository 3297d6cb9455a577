import TestSupport
import Testing
import Zip

@Suite("Parts of zip archives")
struct ZipPartsTests {
    @Test("entries can be read of parts of an archive, where the parts have them")
    func parts() throws {
        let text = Array("the quick brown fox".utf8)
        var fixture = ZipFixture()
        fixture.add("a/stored.txt", text)
        fixture.addDeflated("deflated.bin", [UInt8](repeating: 7, count: 70_000))
        fixture.add("folder/", [])
        let bytes = fixture.bytes
        var source = PartialBytes(count: bytes.count)
        #expect(throws: ZipError.self) { try ZipArchive(source) }
        source.add(Array(bytes[100...]), at: 100)
        let archive = try ZipArchive(source)
        #expect(archive.entries.map(\.name) == ["a/stored.txt", "deflated.bin", "folder/"])
        #expect(throws: ZipError.self) { try archive.entries[0].contents(in: source, limit: 100) }
        source.add(Array(bytes[..<100]), at: 0)
        #expect(try archive.entries[0].contents(in: source, limit: 100) == text)
        #expect(archive.entries[0].place(by: Array(bytes[..<30])) == 42..<61)
        #expect(archive.entries[0].place(by: [UInt8](repeating: 0, count: 30)) == nil)
    }
}
