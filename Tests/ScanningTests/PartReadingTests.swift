import Catalogers
import Inventory
import Layers
import TestSupport
import Testing

@testable import Scanning

@Suite("Files read in parts")
struct PartReadingTests {
    /// 700 kB in which every place is told from every other.
    private static let content: [UInt8] = {
        var random = SeededGenerator(seed: 77)
        return (0..<87_500).flatMap { _ in withUnsafeBytes(of: random.next()) { Array($0) } }
    }()

    private static let end = 700_000

    private static let orders: [[Range<Int>]] = [
        [0..<10], [0..<end], [100..<200, 200..<300, 250_000..<260_000], [0..<10, 5..<15, 3..<4],
        // Back, further back, and on again.
        [600_000..<600_100, 10..<20], [600_000..<600_100, 300_000..<300_001, 0..<1, 699_000..<end],
        [500_000..<500_010, 10..<20, 400_000..<400_010, 15..<16],
        // At and beyond the end.
        [(end - 5)..<(end + 5)], [end..<(end + 1)], [(end + 100)..<(end + 200), 0..<4], [0..<0, 5..<5],
        [0..<4, 0..<0, 0..<4],
        [262_140..<262_150, 524_285..<524_295, 4090..<4100],
    ]

    @Test("each range is given, from images plain and compressed and from a root file system", arguments: orders)
    func ranges(_ ranges: [Range<Int>]) throws {
        let expected = RangeCase.answers(ranges, of: Self.content)
        let cataloger = RangeCataloger(ranges: ranges)
        let entries = [
            TarWriter.Entry("before", text: "x"), TarWriter.Entry("file.parts", Self.content),
            TarWriter.Entry("after", text: "y"),
        ]
        for stored in [{ $0 }, storedGzip] {
            let contents = LayerScan.contents(TarWriter.archive(entries), [cataloger], stored: stored)
            #expect(contents.evidence.map(\.problems) == [expected])
        }
        let folder = try TemporaryFolder("root")
        try folder.write("dir/file.parts", Self.content)
        let contents = RootFileSystemScanner(PatternIndex([cataloger]), limits: Limits()).scan(folder.path)
        #expect(contents.evidence.map(\.problems) == [expected])
        #expect(contents.evidence.map(\.path) == ["dir/file.parts"])
    }

    @Test("a small file needs no other pass over the layer, wherever its pieces end")
    func small() throws {
        let content = Array(Self.content[..<20_000])
        let ranges = [0..<64, 19_000..<20_000, 100..<200, 18_000..<19_500, 0..<20_000]
        let expected = RangeCase.answers(ranges, of: content)
        var limits = Limits()
        limits.extraPasses = 0
        for padding in stride(from: 500_000, to: 526_000, by: 1_997) {
            let archive = TarWriter.archive([
                TarWriter.Entry("before", Array(Self.content[..<padding])), TarWriter.Entry("file.parts", content),
            ])
            let contents = LayerScan.contents(
                archive, [RangeCataloger(ranges: ranges)], limits: limits, stored: storedGzip)
            #expect(contents.evidence.map(\.problems) == [expected], "\(padding) bytes before it")
        }
    }

    @Test("readings that jump back more often than is allowed are given up, and that is said")
    func tooOften() throws {
        let ranges = (0..<10).map { $0.isMultiple(of: 2) ? 600_000..<600_001 : 10..<11 }
        let cataloger = RangeCataloger(ranges: ranges)
        let contents = LayerScan.contents(TarWriter.archive([TarWriter.Entry("file.parts", Self.content)]), [cataloger])
        #expect(contents.evidence.isEmpty)
        #expect(contents.diagnostics.map(\.code) == [.limitExceeded])
        #expect(contents.diagnostics.map(\.path) == ["file.parts"])
        let folder = try TemporaryFolder("root")
        try folder.write("file.parts", Self.content)
        let onDisk = RootFileSystemScanner(PatternIndex([cataloger]), limits: Limits()).scan(folder.path)
        #expect(onDisk.evidence.isEmpty)
        #expect(onDisk.diagnostics.map(\.code) == [.limitExceeded])
    }

    @Test("an inspection that asks for too much, or for ever, is stopped")
    func tooMuch() {
        for ranges in [[0..<(InspectionStep.partLimit + 1)], [Range<Int>](repeating: 0..<1, count: 30_000)] {
            let contents = LayerScan.contents(
                TarWriter.archive([TarWriter.Entry("file.parts", text: "content")]), [RangeCataloger(ranges: ranges)])
            #expect(contents.evidence.isEmpty)
            #expect(contents.diagnostics.map(\.code) == [.limitExceeded])
        }
    }

    @Test("empty files give nothing to every range")
    func empty() {
        let contents = LayerScan.contents(
            TarWriter.archive([TarWriter.Entry("file.parts")]), [RangeCataloger(ranges: [0..<4, 9..<12])])
        #expect(contents.evidence.map(\.problems) == [RangeCase.answers([0..<4, 9..<12], of: [])])
    }

    @Test("holes of sparse files are zeros for those who read in parts and for those who read whole")
    func sparse() {
        var content = [UInt8](repeating: 0, count: 10_000)
        content.replaceSubrange(0..<4, with: Array("abc ".utf8))
        content.replaceSubrange(4096..<4099, with: Array("def".utf8))
        let archive = TarBlocks.archive { tar in
            tar.pax(["GNU.sparse.size": "10000", "GNU.sparse.map": "0,4,4096,3"])
            tar.file("file.parts", "abc def")
            tar.pax(["GNU.sparse.size": "10000", "GNU.sparse.map": "0,4,4096,3"])
            tar.file("file.pkgs", "abc def")
            tar.pax(["GNU.sparse.size": "10000", "GNU.sparse.map": "4096,3"])
            tar.file("second.pkgs", "def")
        }
        let ranges = [2..<6, 4..<4098, 4097..<4200, 9990..<11_000, 0..<10_000]
        let contents = LayerScan.contents(archive, [RangeCataloger(ranges: ranges), LineCataloger()])
        #expect(
            contents.evidence.first { $0.cataloger == "ranges" }?.problems == RangeCase.answers(ranges, of: content))
        let zeros = { String(repeating: "\u{0}", count: $0) }
        let version = zeros(4092) + "def" + zeros(5901)
        let record = contents.evidence.first { $0.path == "file.pkgs" }?.records.first
        #expect(record?.name == "abc")
        #expect(record?.version == version)
        #expect(contents.evidence.contains { $0.path == "second.pkgs" })
    }

    @Test("of two files with one path the last is read on in the second pass")
    func duplicates() {
        let ranges = [600_000..<600_010, 0..<10]
        let first = [UInt8](repeating: 1, count: Self.end)
        let archive = TarWriter.archive([
            TarWriter.Entry("file.parts", first), TarWriter.Entry("file.parts", Self.content),
        ])
        let contents = LayerScan.contents(archive, [RangeCataloger(ranges: ranges)])
        #expect(contents.evidence.map(\.problems) == [RangeCase.answers(ranges, of: Self.content)])
    }

    @Test("files are known by their first bytes, however these come", arguments: [1, 3, 15, 16, 17, 100])
    func magic(_ size: Int) {
        let ranges = [0..<4, 14..<20, 2..<3]
        let content = RangeCataloger.magic + Array("and so on until the end".utf8)
        let catalogers: [any Cataloger] = [RangeCataloger(ranges: [0..<4, 14..<20]), LineCataloger()]
        let entry = LayerEntry(path: "bin/tool", size: content.count)
        var head = FileHead(entry, index: PatternIndex(catalogers), limits: Limits())
        #expect(head.isPromising)
        var offset = 0
        while offset < content.count && head.isHungry {
            let end = min(content.count, offset + size)
            head.receive(content.span.extracting(offset..<end), at: offset)
            offset = end
        }
        head.finish(isCut: false)
        #expect(head.intake.evidence.map(\.problems) == [RangeCase.answers(Array(ranges[..<2]), of: content)])
    }

    @Test("files that only begin like the magic, or end within it, are not taken for it", arguments: [3, 4, 15])
    func noMagic(_ count: Int) {
        for content in [
            Array(RangeCataloger.magic.prefix(count)),
            RangeCataloger.magic.prefix(count) + [UInt8](repeating: 0x2d, count: 40),
        ] {
            let contents = LayerScan.contents(
                TarWriter.archive([TarWriter.Entry("tool", content)]), [RangeCataloger(ranges: [0..<4])])
            #expect(contents.evidence.isEmpty)
            #expect(contents.diagnostics.isEmpty)
        }
    }
}
