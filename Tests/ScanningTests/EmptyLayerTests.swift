import Inventory
import Layers
import Scanning
import TestSupport
import Testing

@Suite("Layers of no bytes")
struct EmptyLayerTests {
    @Test("a layer of no bytes whose digest is right is an empty archive", arguments: [true, false])
    func empty(isCompressed: Bool) throws {
        let archives = [[], TarWriter.archive([TarWriter.Entry("a.pkgs", text: "a 1")])]
        let image = try ScannedImage.image(archives, stored: isCompressed ? storedGzip : { $0 })
        let inventory = try ImageScanner(catalogers: [LineCataloger()], cacheDirectory: nil).scan(image, target: "x")
        #expect(inventory.diagnostics.isEmpty, "\(inventory.diagnostics)")
        #expect(inventory.unreadLayers.isEmpty)
        #expect(ScannedImage.lines(inventory) == ["a 1 @1 a.pkgs"])
    }

    @Test("a layer of no bytes in the place of another one is a layer that was lost", arguments: [true, false])
    func lost(isCompressed: Bool) throws {
        let archives = ["a", "b"].map { TarWriter.archive([TarWriter.Entry("\($0).pkgs", text: "\($0) 1")]) }
        let image = try ScannedImage.image(archives, stored: isCompressed ? storedGzip : { $0 }) { $0 == 1 ? [] : $1 }
        let inventory = try ImageScanner(catalogers: [LineCataloger()], cacheDirectory: nil).scan(image, target: "x")
        #expect(inventory.unreadLayers == [1])
        #expect(!inventory.diagnostics.isEmpty)
        #expect(ScannedImage.lines(inventory) == ["a 1 @0 a.pkgs"])
    }
}
