internal import Bytes

/// How a layer's blob is compressed; found by its first bytes, because media types lie.
package enum Compression: String, Sendable {
    case none, gzip, zstd, bzip2, xz

    /// - Parameter head: the blob's first bytes, at least six of them where it has so many.
    package init(head: Span<UInt8>) {
        func begins(_ magic: [UInt8]) -> Bool {
            guard head.count >= magic.count else { return false }
            for index in magic.indices where head[index] != magic[index] { return false }
            return true
        }
        if begins([0x1f, 0x8b]) {
            self = .gzip
        } else if begins([0x28, 0xb5, 0x2f, 0xfd]) {
            self = .zstd
        } else if head.count >= 4, head[0] & 0xf0 == 0x50, begins([head[0], 0x2a, 0x4d, 0x18]) {
            // A skippable frame of RFC 8878, with which zstd:chunked layers may begin.
            self = .zstd
        } else if begins([0x42, 0x5a, 0x68]) {
            self = .bzip2
        } else if begins([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]) {
            self = .xz
        } else {
            self = .none
        }
    }
}

/// Turns compressed bytes into plain ones, piece by piece, with bounded memory.
protocol Decompressor: ~Copyable {
    /// Reads from the input from an offset on, and fills the block.
    ///
    /// - Parameter isLast: no input follows this piece.
    mutating func run(_ input: UnsafeRawBufferPointer, from offset: inout Int, isLast: Bool, into block: Block)
        throws(LayerError)
        -> DecompressionStep
}

/// Where a decompressor stands after a call.
enum DecompressionStep { case needsInput, blockFull, ended }
