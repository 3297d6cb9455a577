import Bytes
import CInflate
import Catalogers
import Inventory
import TestSupport

@testable import Layers
@testable import Scanning
@testable import Zip

extension ParserTarget {
    /// Compression and archives.
    static let archives: [ParserTarget] = [
        ParserTarget("tar", seeds: ArchiveSeeds.tars) { bytes in
            for input in [bytes.array, bytes.array.withTarChecksums] {
                let whole = try TarListing(input, pieceSize: 1 << 20)
                try require(try TarListing(input, pieceSize: 61) == whole, "small pieces give another listing")
            }
        },
        ParserTarget("layer-path", texts: ["./usr/../bin//sh", "/a/b", "a/./b/", "..", "a\0b"]) { text in
            guard let path = LayerPath.normalise(text.utf8.span) else { return }
            try require(!path.hasPrefix("/") && !path.hasSuffix("/"), "\(path) is not normal")
            try require(!path.utf8.contains(0) && !path.split(separator: "/").contains(".."), "\(path) is not safe")
            try require(LayerPath.normalise(path.utf8.span) == path, "\(path) is not its own normal form")
        },
        ParserTarget("inflate", seeds: ArchiveSeeds.deflated) { bytes in
            // The first byte says what surrounds the data and how they are cut up.
            guard let first = bytes.array.first else { return }
            let wrapper = [HM_INFLATE_RAW, HM_INFLATE_GZIP, HM_INFLATE_ZLIB][Int(first % 3)]
            let data = bytes.extracting(1...).array
            let whole = Inflation(data, wrapper, pieceSize: data.count, blockSize: Inflation.limit)
            let cut = Inflation(data, wrapper, pieceSize: 1 + Int(first / 3), blockSize: 300)
            try require(whole.isWhole == cut.isWhole, "pieces give \(cut.status), the whole gives \(whole.status)")
            try require(!whole.isWhole || whole.output == cut.output, "pieces give other bytes")
            try whole.compare(with: data, wrapper)
        },
        ParserTarget("layer-stream", seeds: ArchiveSeeds.blobs) { bytes in
            let stream = LayerStream(MemoryBlob(bytes.array, pieceSize: 4096), limits: .small)
            _ = try stream.finish()
        },
        ParserTarget("compressed-file", seeds: ArchiveSeeds.blobs) { bytes in
            let whole = PlainBytes(of: bytes.array, pieceSize: .max)
            let cut = PlainBytes(of: bytes.array, pieceSize: 7)
            try require(whole == cut, "small pieces give other bytes")
        },
        ParserTarget("layer", seeds: ArchiveSeeds.layers) { bytes in
            let scanner = LayerScanner(
                PatternIndex(CatalogerRegistry.all), limits: .small, budget: MemoryBudget(bytes: 64 << 20))
            var layers: [LayerContents] = []
            for input in [bytes.array, bytes.array.withTarChecksums] {
                let blob = MemoryBlob(input)
                layers.append(scanner.scan(blob, digest: nil, diffID: Digest(of: input)).contents)
            }
            let squash = Squash(CatalogerRegistry.all)
            for stack in [[layers[1]], layers] {
                var (first, second) = (stack, stack)
                let packages = squash.inventory(of: &first).packages
                try require(packages.allSatisfy { stack.indices.contains($0.layer) }, "a package of no layer")
                try require(squash.inventory(of: &second).packages == packages, "two stackings differ")
            }
        },
        ParserTarget("zip", seeds: ArchiveSeeds.zips) { bytes in
            let limits = ZipLimits(entries: 10_000, directoryBytes: 1 << 20, entryBytes: 1 << 20)
            let archive = try ZipArchive(MemoryBytes(bytes.array), limits: limits)
            for entry in archive.entries.prefix(64) {
                guard let content = try attempt({ try archive.contents(of: entry) }) else { continue }
                try require(content.count == entry.size, "an entry has another size than stated")
            }
        },
        ParserTarget("zlib", seeds: [[0x78, 1, 1, 1, 0, 0xfe, 0xff, 0x61, 0, 0x62, 0, 0x62]]) { bytes in
            let output = try Zlib.decompress(bytes.array, limit: 1 << 20)
            try require(output.count <= 1 << 20, "more bytes than the limit")
        },
        ParserTarget("gzip", seeds: [storedGzip(Array("text".utf8)), storedGzip([]) + storedGzip([1, 2, 3])]) { bytes in
            let output = try Gzip.decompress(bytes.array, limit: 1 << 20)
            try require(output.count <= 1 << 20, "more bytes than the limit")
        },
    ]
}

/// What a compressed file gives, so that two readings can be compared.
private struct PlainBytes: Equatable {
    var digest: Digest?
    var isWhole = false

    init(of bytes: [UInt8], pieceSize: Int) {
        var hasher = ContentHasher()
        let file = CompressedFile(MemoryBlob(bytes, pieceSize: pieceSize), limits: .small)
        do {
            try file.forEachPiece { hasher.update($0) }
            isWhole = true
            digest = hasher.digest
        } catch {
            // How much came before the failure depends on the pieces.
        }
    }
}

/// What a tar reader gives of an archive, so that two readings can be compared.
private struct TarListing: Equatable {
    var entries: [LayerEntry] = []
    var skipped = 0
    var content: [Digest] = []
    var failure: LayerError?

    init(_ bytes: [UInt8], pieceSize: Int) throws {
        var listing = TarListing()
        bytes.withUnsafeBytes { memory in
            let reader = TarReader(MemoryFeed(memory, pieceSize: pieceSize), limits: .small)
            do throws(LayerError) {
                while let item = try reader.next() {
                    guard case .entry(let entry) = item else {
                        listing.skipped += 1
                        continue
                    }
                    listing.entries.append(entry)
                    if listing.entries.count.isMultiple(of: 4) { continue }
                    try listing.read(reader)
                }
            } catch {
                listing.failure = error
            }
        }
        self = listing
        for entry in entries {
            try require(entry.size >= 0 && !entry.path.hasPrefix("/"), "an entry \(entry.path) of \(entry.size) bytes")
            try require(!entry.path.split(separator: "/").contains(".."), "an entry \(entry.path) leaves the root")
        }
    }

    private init() {}

    private mutating func read(_ reader: TarReader) throws(LayerError) {
        var hasher = ContentHasher()
        var end = 0
        var isOrdered = true
        try reader.content { bytes, offset throws(LayerError) in
            isOrdered = isOrdered && offset >= end
            end = offset
            hasher.update(bytes)
            return true
        }
        content.append(hasher.digest)
        if !isOrdered { skipped = -1 }
    }
}
