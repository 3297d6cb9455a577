import Bytes
import Catalogers
import Inventory
import Layers
import Scanning
import TestSupport

@testable import Images

/// Images of archives in memory, honest or not.
enum ScannedImage {
    /// An image of plain layers.
    ///
    /// - Parameter stored: how a layer is stored.
    /// - Parameter blob: what is opened in the layers' place.
    static func image(
        _ archives: [[UInt8]], stored: ([UInt8]) -> [UInt8] = { $0 }, blob: (any BlobSource)? = nil,
        change: (Int, [UInt8]) -> [UInt8] = { $1 }
    ) throws -> Image {
        let diffIDs = archives.map { "\"\(Digest(of: $0))\"" }.joined(separator: ",")
        let json = #"{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[\#(diffIDs)]}}"#
        let configuration = try ImageConfiguration(json.utf8.span)
        let layers = archives.enumerated().map { number, archive in
            let bytes = stored(archive)
            return Image.Layer(
                digest: Digest(of: bytes), size: bytes.count, mediaType: "", diffID: Digest(of: archive),
                blob: blob ?? MemoryBlob(change(number, bytes)))
        }
        return Image(
            digest: nil, identifier: Digest(of: Array(json.utf8)), configuration: configuration, layers: layers,
            names: [],
            diagnostics: [])
    }

    /// What a scan finds in layers of entries.
    static func inventory(
        _ layers: [[TarWriter.Entry]], catalogers: [any Cataloger] = [LineCataloger()], limits: Limits = Limits(),
        stored: ([UInt8]) -> [UInt8] = { $0 }
    ) throws -> Inventory {
        try ImageScanner(catalogers: catalogers, limits: limits, cacheDirectory: nil, width: 2)
            .scan(image(layers.map(TarWriter.archive), stored: stored), target: "test")
    }

    /// `name version @layer location`, a package.
    static func lines(_ inventory: Inventory) -> [String] {
        inventory.packages.map { "\($0.name) \($0.version) @\($0.layer) \($0.locations.joined(separator: ","))" }
    }
}
