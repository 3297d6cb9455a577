import Inventory
import Testing

@testable import Catalogers

@Suite("SQLite databases of rpm")
struct SQLiteTests {
    private let writer = SQLiteWriter(pageSize: 512, rowsPerLeaf: 1)

    @Test("a database without the table is refused")
    func noTable() {
        #expect(throws: CatalogerError.self) {
            try readDatabase(SQLiteWriter(table: "Others").database(RpmSamples.all))
        }
    }

    @Test("an empty table is a database without packages")
    func empty() throws {
        let evidence = try #require(try readDatabase(writer.database([])))
        #expect(evidence.records.isEmpty && evidence.problems.isEmpty)
    }

    @Test("every pointer of the inner page may lie, and the other packages survive")
    func pointers() throws {
        let bytes = writer.database(RpmSamples.all)
        let root: UInt32 = 2
        for target in [0, 1, root, 0xffff_ffff] {
            var damaged = bytes
            put(bigEndian(target), at: 512 + 8, in: &damaged)
            let evidence = try #require(try readDatabase(damaged))
            #expect(evidence.records.map(\.name).sorted() == ["bash", "glibc"])
            #expect(!evidence.problems.isEmpty)
        }
    }

    @Test("an overflow chain that loops is told and the other packages survive")
    func loops() throws {
        let bytes = writer.database(RpmSamples.all)
        // Page 3 is the chain's end; page 4, before it, is made to point back at page 5, before that.
        var damaged = bytes
        put(bigEndian(UInt32(5)), at: 3 * 512, in: &damaged)
        let evidence = try #require(try readDatabase(damaged))
        #expect(evidence.records.map(\.name).sorted() == RpmSamples.names)
        #expect(evidence.problems.contains { $0.contains("is damaged") || $0.contains("ends early") })
    }

    @Test("pages that name others over and over are told, and the packages are found")
    func repeatedChildren() throws {
        let bytes = writer.database(RpmSamples.all)
        let page = bytes.count / 512 + 1
        // A new root whose cells all name the old one, or pages that are not there.
        var root = [UInt8](repeating: 0, count: 512)
        root[0] = 5
        put(bigEndian(UInt16(200)), at: 3, in: &root)
        put(bigEndian(UInt32(page)), at: 8, in: &root)
        put(bigEndian(UInt32(0xffff)), at: 504, in: &root)
        for cell in 0..<200 { put(bigEndian(UInt16(cell == 0 ? 496 : 504)), at: 12 + cell * 2, in: &root) }
        put(bigEndian(UInt32(page)), at: 496, in: &root)
        var damaged = bytes + bytes[512..<1024]
        put(root, at: 512, in: &damaged)
        let evidence = try #require(try readDatabase(damaged))
        #expect(evidence.records.map(\.name).sorted() == RpmSamples.names)
        #expect((1..<30).contains(evidence.problems.count))
    }

    @Test("cells that share their bytes do not make them be read over and over")
    func sharing() throws {
        let writer = SQLiteWriter(pageSize: 65536)
        var bytes = writer.database([RpmSamples.large.bytes])
        let leaf = 65536
        let cell = Array(bytes[(leaf + 8)..<(leaf + 10)])
        put(bigEndian(UInt16(1000)), at: leaf + 3, in: &bytes)
        for place in 0..<1000 { put(cell, at: leaf + 8 + place * 2, in: &bytes) }
        let evidence = try #require(try readDatabase(bytes))
        #expect(evidence.records.count < 100)
        #expect(!evidence.problems.isEmpty)
    }

    @Test(
        "integers of all lengths are read",
        arguments: [
            ([0x00], 0), ([0x7f], 127), ([0x81, 0x00], 128), ([0xff, 0x7f], 16383),
            ([0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x05], 5),
            ([0xbf, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], Int.max),
        ] as [([UInt8], Int)])
    func varints(bytes: [UInt8], value: Int) {
        let read = bytes.span.sqliteVarint(at: 0)
        #expect(read?.value == value && read?.end == bytes.count)
    }

    @Test(
        "integers that end early or are negative are none",
        arguments: [
            [], [0x80], [UInt8](repeating: 0xff, count: 8), [UInt8](repeating: 0xff, count: 9),
        ] as [[UInt8]])
    func noVarints(bytes: [UInt8]) {
        let read = bytes.span.sqliteVarint(at: 0)
        #expect(read == nil)
    }

    @Test("a write-ahead log with pages is told, an empty or written one is not")
    func log() throws {
        let path = "var/lib/rpm/rpmdb.sqlite-wal"
        #expect(try readDatabase([], path: path) == nil)
        var bytes = bigEndian(UInt32(0x377f_0682)) + bigEndian(UInt32(3_007_000)) + bigEndian(UInt32(512))
        bytes += bigEndian(UInt32(0)) + bigEndian(UInt64(42)) + bigEndian(UInt64(0))
        #expect(try readDatabase(bytes, path: path) == nil)
        bytes += bigEndian(UInt64(1)) + bigEndian(UInt64(42)) + bigEndian(UInt64(0)) + [UInt8](repeating: 0, count: 512)
        let evidence = try #require(try readDatabase(bytes, path: path))
        #expect(evidence.kind == "log")
        #expect(evidence.problems.count == 1)
        #expect(try readDatabase([1, 2, 3], path: path)?.problems.count == 1)
    }
}
