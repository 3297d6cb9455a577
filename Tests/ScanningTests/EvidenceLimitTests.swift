import Bytes
import Catalogers
import Images
import Inventory
import Layers
import Scanning
import TestSupport
import Testing

@Suite("How much may be found")
struct EvidenceLimitTests {
    private typealias Entry = TarWriter.Entry

    /// Files that name one package each.
    private static func files(_ count: Int, from first: Int = 0) -> [TarWriter.Entry] {
        (first..<(first + count)).map { Entry("\($0).pkgs", text: "p\($0) 1") }
    }

    private static func names(_ inventory: Inventory) -> [String] { inventory.packages.map(\.name).sorted() }

    @Test("a layer's files name so many packages together, and what is left out is said once")
    func recordsOfLayer() throws {
        var limits = Limits()
        limits.layerRecords = 3
        for stored in [{ $0 }, storedGzip] {
            let inventory = try ScannedImage.inventory(
                [Self.files(9), Self.files(3, from: 20)], limits: limits, stored: stored)
            #expect(Self.names(inventory) == ["p0", "p1", "p2", "p20", "p21", "p22"])
            #expect(inventory.diagnostics.map(\.code) == [.limitExceeded])
            #expect(inventory.diagnostics.map(\.layer) == [0])
            #expect(inventory.diagnostics.map(\.path) == ["3.pkgs"])
            #expect(inventory.diagnostics.first?.message.contains("6 files") == true)
        }
    }

    @Test("one file that is too much leaves room for others")
    func largeFile() throws {
        var limits = Limits()
        limits.layerRecords = 3
        let large = Entry("large.pkgs", text: (0..<9).map { "l\($0) 1\n" }.joined())
        let inventory = try ScannedImage.inventory([[large] + Self.files(2)], limits: limits)
        #expect(Self.names(inventory) == ["p0", "p1"])
        #expect(inventory.diagnostics.map(\.path) == ["large.pkgs"])
    }

    @Test("a layer's packages take so many bytes together")
    func bytesOfLayer() throws {
        var limits = Limits()
        limits.layerEvidenceBytes = 4096
        let long = Entry("long.pkgs", text: "long \(String(repeating: "1", count: 3000))")
        let inventory = try ScannedImage.inventory([[long] + Self.files(9)], limits: limits)
        #expect(Self.names(inventory) == ["long", "p0"])
        #expect(inventory.diagnostics.map(\.code) == [.limitExceeded])
    }

    @Test("a file that takes another's place takes its room too")
    func replaced() throws {
        var limits = Limits()
        limits.layerRecords = 2
        let again = (0..<20).map { Entry("again.pkgs", text: "v \($0)") }
        let inventory = try ScannedImage.inventory([again + Self.files(1)], limits: limits)
        #expect(ScannedImage.lines(inventory) == ["p0 1 @0 0.pkgs", "v 19 @0 again.pkgs"])
        #expect(inventory.diagnostics.isEmpty)
    }

    @Test("hard links to one file count each")
    func links() throws {
        var limits = Limits()
        limits.layerRecords = 5
        for target in ["data", "data.pkgs"] {
            let links = (0..<20).map { Entry("\($0).pkgs", kind: .hardLink(target)) }
            let inventory = try ScannedImage.inventory([[Entry(target, text: "a 1")] + links], limits: limits)
            #expect(inventory.packages.map(\.locations.count) == [5])
            #expect(inventory.diagnostics.map(\.code) == [.limitExceeded])
        }
    }

    @Test("an image's layers name so many packages together, the highest of them first", arguments: [1, 2, 8])
    func recordsOfImage(width: Int) throws {
        var limits = Limits()
        limits.imageRecords = 7
        let layers = (0..<4).map { Self.files(3, from: $0 * 3) }.map(TarWriter.archive)
        let folder = try TemporaryFolder()
        for cache in [nil, folder("cache"), folder("cache")] {
            let scanner = ImageScanner(
                catalogers: [LineCataloger()], limits: limits, cacheDirectory: cache, build: [1], width: width)
            let inventory = try scanner.scan(try ScannedImage.image(layers), target: "x")
            #expect(Self.names(inventory) == (6..<12).map { "p\($0)" }.sorted())
            #expect(inventory.diagnostics.map(\.layer) == [0, 1])
            #expect(inventory.diagnostics.map(\.code) == [.limitExceeded, .limitExceeded])
        }
        #expect(TestFiles.names(in: folder("cache")).count == 5, "four layers, and what they come to")
    }

    @Test("a layer that stands in an image again counts again")
    func sameLayer() throws {
        var limits = Limits()
        limits.imageRecords = 7
        let layer = TarWriter.archive(Self.files(3))
        let scanner = ImageScanner(catalogers: [LineCataloger()], limits: limits, cacheDirectory: nil)
        let inventory = try scanner.scan(try ScannedImage.image([layer, layer, layer]), target: "x")
        #expect(inventory.packages.map(\.layer) == [1, 1, 1])
        #expect(inventory.diagnostics.map(\.layer) == [0])
    }
}
