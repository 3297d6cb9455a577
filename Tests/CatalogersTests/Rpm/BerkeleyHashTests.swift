import Inventory
import Testing

@testable import Catalogers

@Suite("Berkeley DB hash databases")
struct BerkeleyHashTests {
    private let writer = BerkeleyWriter(pageSize: 512)

    /// A database of the pages given, after the metadata.
    private func database(_ pages: [[UInt8]]) -> [UInt8] {
        writer.metadata(last: pages.count) + pages.flatMap { $0 }
    }

    private func overflowItem(page: UInt32, length: Int) -> [UInt8] {
        [3, 0, 0, 0] + littleEndian(page) + littleEndian(UInt32(length))
    }

    private let key: [UInt8] = [1, 1, 0, 0, 0]
    private let inline: [UInt8] = [1] + RpmSamples.key.bytes

    @Test("a chain that loops is told and the other packages survive")
    func loops() throws {
        let value = RpmSamples.large.bytes
        var chain = writer.overflow(value, from: 2)
        put(littleEndian(UInt32(2)), at: 16, in: &chain[3])
        let pages = [writer.page([key, overflowItem(page: 2, length: value.count), key, inline])] + chain
        let evidence = try #require(try readDatabase(database(pages)))
        #expect(evidence.records.map(\.name).contains("gpg-pubkey"))
        #expect(evidence.problems.contains { $0.contains("is damaged") })
    }

    @Test("a chain that leaves the file is told and the other packages survive", arguments: [0, 1, 999, 0xffff_ffff])
    func outside(page: UInt32) throws {
        let pages = [writer.page([key, overflowItem(page: page, length: 5000), key, inline])]
        let evidence = try #require(try readDatabase(database(pages)))
        #expect(evidence.records.map(\.name) == ["gpg-pubkey"])
        #expect(!evidence.problems.isEmpty)
    }

    @Test("a length beyond all memory costs nothing")
    func hugeLength() throws {
        let value = RpmSamples.large.bytes
        let pages =
            [writer.page([key, overflowItem(page: 2, length: 0xffff_ffff)])] + writer.overflow(value, from: 2)
        let evidence = try #require(try readDatabase(database(pages)))
        #expect(evidence.records.map(\.name) == ["glibc"])
        #expect(!evidence.problems.isEmpty)
    }

    @Test("several values under one key are all read")
    func duplicates() throws {
        let values = [RpmSamples.key.bytes, Array(RpmHeaderWriter(name: "a").bytes)]
        var item: [UInt8] = [2]
        for value in values {
            let length = littleEndian(UInt16(value.count))
            item += length + value + length
        }
        let writer = BerkeleyWriter(pageSize: 4096)
        let bytes = writer.metadata(last: 1) + writer.page([key, item])
        let evidence = try #require(try readDatabase(bytes))
        #expect(evidence.records.map(\.name) == ["gpg-pubkey", "a"])
        #expect(evidence.problems == [])
    }

    @Test("a tree of duplicates is told and the other packages survive")
    func overflowDuplicates() throws {
        let pages = [writer.page([key, [4, 0, 0, 0, 9, 0, 0, 0], key, inline])]
        let evidence = try #require(try readDatabase(database(pages)))
        #expect(evidence.records.map(\.name) == ["gpg-pubkey"])
        #expect(evidence.problems.count == 1)
    }

    @Test("items that overlap are told")
    func overlap() throws {
        var page = writer.page([key, inline])
        put(littleEndian(UInt16(511)), at: 28, in: &page)
        let evidence = try #require(try readDatabase(database([page])))
        #expect(evidence.problems == ["page 1 has items that overlap"])
    }

    @Test("an encrypted database is refused")
    func encrypted() {
        var bytes = writer.database(RpmSamples.all)
        bytes[24] = 1
        #expect(throws: CatalogerError.self) { try readDatabase(bytes) }
    }

    @Test("a damaged file of many pages gives few problems")
    func manyProblems() throws {
        let broken = writer.page([key, [9, 9]])
        let evidence = try #require(try readDatabase(database(Array(repeating: broken, count: 500))))
        #expect(evidence.problems.count == 21)
    }
}
