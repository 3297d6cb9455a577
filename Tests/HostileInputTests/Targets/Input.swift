import Bytes
import Layers
import Platform
import TestSupport

/// An input as a tar reader's feed, in pieces of one size.
final class MemoryFeed: ByteFeed {
    private let bytes: UnsafeRawBufferPointer
    private let pieceSize: Int
    private var offset = 0

    init(_ bytes: UnsafeRawBufferPointer, pieceSize: Int) {
        self.bytes = bytes
        self.pieceSize = pieceSize
    }

    func next() throws(LayerError) -> UnsafeRawBufferPointer? {
        guard offset < bytes.count else { return nil }
        let end = min(bytes.count, offset + pieceSize)
        defer { offset = end }
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<end])
    }
}

/// The file that an input is written to for parsers that read files; its path is the same for all inputs.
struct ScratchFile: Sendable {
    private let folder: TemporaryFolder
    let path: String

    init(_ name: String) throws {
        folder = try TemporaryFolder("hostile")
        path = folder(name)
    }

    /// The folder that it is in, which goes with it.
    var folderPath: String { folder.path }

    func write(_ bytes: [UInt8]) throws { try AtomicFile.write(bytes, to: path, isDurable: false) }
}

extension Limits {
    /// Limits under which no input may take long.
    static var small: Limits {
        var limits = Limits()
        limits.layerBytes = 4 << 20
        limits.expansionFloor = 1 << 20
        limits.entries = 10_000
        limits.fileBytes = 1 << 20
        limits.heldBytes = 4 << 20
        limits.archiveEntries = 10_000
        return limits
    }
}

/// The parts of an input for parsers that take several texts: what stands between its zero bytes, the last with the rest.
func texts(_ bytes: Span<UInt8>, _ count: Int) -> [String] {
    var texts: [String] = []
    var start = 0
    while texts.count < count - 1, let end = bytes.index(of: 0, from: start) {
        texts.append(bytes.extracting(start..<end).text)
        start = end + 1
    }
    texts.append(bytes.extracting(start...).text)
    return texts + [String](repeating: "", count: count - texts.count)
}

extension [UInt8] {
    /// The bytes with what our own formats end with: the SHA-256 of all before.
    var sealed: [UInt8] { self + Digest(of: self).bytes }

    /// The bytes with the checksum of every tar header made right, so that what follows from the header is tried as well.
    var withTarChecksums: [UInt8] {
        var bytes = self
        var offset = 0
        while offset + 512 <= bytes.count {
            let header = bytes[offset..<(offset + 512)]
            var sum = header.reduce(0) { $0 + Int($1) } + 8 * 0x20
            for byte in header[(offset + 148)..<(offset + 156)] { sum -= Int(byte) }
            for place in 0..<6 { bytes[offset + 148 + place] = 0x30 + UInt8(sum >> (15 - 3 * place) & 7) }
            bytes[offset + 154] = 0
            bytes[offset + 155] = 0x20
            let size = bytes[(offset + 124)..<(offset + 135)].reduce(0) { $0 << 3 | Int($1 & 7) }
            offset += 512 + (size + 511) / 512 * 512
        }
        return bytes
    }
}
