import Bytes
import Catalogers
import Images
import Inventory
import Layers
import Scanning
import Synchronization
import TestSupport
import Testing

/// A blob that is another one each time it is opened; nothing for a time at which it cannot be.
private final class ChangingBlob: BlobSource {
    private let forms: [[UInt8]?]
    private let opened = Mutex(0)

    init(_ forms: [[UInt8]?]) { self.forms = forms }

    /// How often it was opened.
    var count: Int { opened.withLock { $0 } }

    func open() throws -> any ByteSource {
        let time = opened.withLock { count in
            defer { count += 1 }
            return count
        }
        guard let bytes = forms[min(time, forms.count - 1)] else { throw ReadFailure() }
        return try MemoryBlob(bytes).open()
    }
}

@Suite("Layers that are read a second time")
struct ExtraPassTests {
    private static let ranges = [600_000..<600_010, 0..<10]
    private static let honest = archive(filledWith: 1)

    private static func archive(filledWith byte: UInt8) -> [UInt8] {
        TarWriter.archive([
            TarWriter.Entry("a.pkgs", text: "a 1"),
            TarWriter.Entry("file.parts", [UInt8](repeating: byte, count: 700_000)),
            TarWriter.Entry("x.pkgs", kind: .hardLink("data")), TarWriter.Entry("data", text: "x \(byte)"),
        ])
    }

    private static let catalogers: [any Cataloger] = [LineCataloger(), RangeCataloger(ranges: ranges)]

    private static func scan(_ blob: ChangingBlob, stored: ([UInt8]) -> [UInt8]) -> LayerScanner.Scan {
        LayerScan.scanner(catalogers).scan(
            blob, size: stored(honest).count, digest: Digest(of: stored(honest)), diffID: Digest(of: honest))
    }

    @Test("what is the same again counts")
    func honestTwice() {
        for stored in [{ $0 }, storedGzip] {
            let blob = ChangingBlob([stored(Self.honest)])
            let scan = Self.scan(blob, stored: stored)
            #expect(blob.count == 2)
            #expect(scan.isWhole)
            #expect(scan.contents.evidence.map(\.path) == ["a.pkgs", "file.parts", "x.pkgs"])
            #expect(scan.contents.diagnostics.allSatisfy { $0.path == "file.parts" })
        }
    }

    @Test("nothing counts of a second time that shows another layer, or a part of it")
    func liarTwice() {
        for stored in [{ $0 }, storedGzip] {
            let (honest, lie) = (stored(Self.honest), stored(Self.archive(filledWith: 2)))
            #expect(honest.count == lie.count)
            let others: [([UInt8]?, Diagnostic.Code)] = [
                (lie, .digestMismatch), (honest + [0], .digestMismatch), (Array(honest.dropLast(600)), .truncated),
                ([], .truncated), (nil, .unreadable),
            ]
            for (other, code) in others {
                let scan = Self.scan(ChangingBlob([honest, other]), stored: stored)
                #expect(!scan.isWhole)
                #expect(scan.contents.evidence.map(\.path) == ["a.pkgs"])
                #expect(scan.contents.diagnostics.map(\.code) == [code])
                #expect(scan.contents.diagnostics.first?.message.contains("second time") == true)
            }
        }
    }

    @Test("what a second time could not be read is not kept in the cache")
    func notCached() throws {
        let folder = try TemporaryFolder()
        let scanner = ImageScanner(catalogers: Self.catalogers, cacheDirectory: folder("cache"), build: [1])
        let whole = try ScannedImage.image([Self.honest])
        for second in [Self.archive(filledWith: 2), nil] {
            let image = try ScannedImage.image([Self.honest], blob: ChangingBlob([Self.honest, second]))
            let inventory = try scanner.scan(image, target: "x")
            #expect(inventory.packages.map(\.name) == ["a"])
            #expect(inventory.diagnostics.count == 1)
            #expect(TestFiles.names(in: folder("cache")).isEmpty)
        }
        #expect(try scanner.scan(whole, target: "x").packages.map(\.name) == ["a", "x"])
        #expect(TestFiles.names(in: folder("cache")).count == 2, "the layer, and what it comes to")
    }
}
