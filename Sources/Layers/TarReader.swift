internal import Bytes
internal import Platform

/// Where a tar archive's bytes come from, a piece at a time; a piece is valid until the next call.
package protocol ByteFeed: AnyObject {
    func next() throws(LayerError) -> UnsafeRawBufferPointer?
    /// Passes over bytes without reading them where the feed can; returns how many, at most the count given.
    func skip(_ count: Int) throws(LayerError) -> Int
}

extension ByteFeed {
    package func skip(_ count: Int) throws(LayerError) -> Int { 0 }
}

extension LayerStream: ByteFeed {}

/// Reads the entries of a tar archive in their order: V7, ustar, pax and GNU, as image layers use them.
///
/// After `next` gave an entry, `content` may be called to read it; what is not read is skipped by the following `next`.
package final class TarReader {
    private let feed: any ByteFeed
    let limits: Limits
    private var piece = UnsafeRawBufferPointer(start: nil, count: 0)
    /// Bytes of the archive passed so far.
    package private(set) var offset = 0

    /// Stored bytes of the current entry not yet passed, its padding, and where its parts lie.
    var remaining = 0
    var padding = 0
    var sparse: SparseMap?
    private var hasEnded = false

    package init(_ feed: any ByteFeed, limits: Limits) {
        self.feed = feed
        self.limits = limits
    }

    /// What `next` gives.
    package enum Item: Sendable {
        case entry(LayerEntry)
        /// An entry that was passed over, and why.
        case skipped(Diagnostic)
    }

    /// Offset in the archive of the current entry's first stored byte, so that it can be found again in a plain archive.
    package var contentOffset: Int { offset }

    /// The next entry; nothing at the archive's end.
    package func next() throws(LayerError) -> Item? {
        try skip(remaining)
        try skip(padding)
        remaining = 0
        padding = 0
        sparse = nil
        var pax = PaxRecords()
        var longName: [UInt8]?
        var longLink: [UInt8]?
        // Whether a header said something of the next entry, which then must come.
        var isAnnounced = false
        var blankBlocks = 0
        while !hasEnded {
            let start = offset
            var block = [UInt8](repeating: 0, count: TarHeader.size)
            let filled = try fill(&block)
            if filled == 0 && !isAnnounced {
                hasEnded = true
                return nil
            }
            guard filled == block.count else {
                throw LayerError(.truncated, "the archive ends inside a header", at: start)
            }
            let header = TarHeader(block.span)
            if header.isBlank {
                blankBlocks += 1
                if blankBlocks == 2 { hasEnded = true }
                continue
            }
            blankBlocks = 0
            guard header.hasValidChecksum else {
                if start == 0, let format = ForeignFormat(head: block.span) {
                    throw LayerError(
                        .unsupported, "this is no tar archive: it begins as \(format.rawValue) does", at: 0)
                }
                throw LayerError(.malformed, "this is no tar header: its checksum is wrong", at: start)
            }
            guard let size = header.contentSize else {
                throw LayerError(.malformed, "a tar header's size is no number", at: start)
            }
            switch header.typeFlag {
            case UInt8(ascii: "x"):
                let records = try metadata(size)
                isAnnounced = true
                pax = try PaxRecords(records.span, limits: limits)
            case UInt8(ascii: "g"), UInt8(ascii: "V"): try skip(padded(size, at: start))
            case UInt8(ascii: "L"):
                longName = terminated(try metadata(size))
                isAnnounced = true
            case UInt8(ascii: "K"):
                longLink = terminated(try metadata(size))
                isAnnounced = true
            default: return try entry(header, size, pax, longName, longLink, at: start)
            }
        }
        return nil
    }

    /// Reads the current entry's content: pieces in ascending order, zeros between and after them where the file is sparse.
    ///
    /// - Parameter body: takes bytes and their offset in the file; returns false to have no more.
    package func content(_ body: (UnsafeRawBufferPointer, Int) throws(LayerError) -> Bool) throws(LayerError) {
        let pieces = sparse?.pieces ?? [SparseMap.Piece(offset: 0, length: remaining)]
        for part in pieces {
            var position = part.offset
            var left = min(part.length, remaining)
            while left > 0 {
                let bytes = try take(atMost: left)
                remaining -= bytes.count
                left -= bytes.count
                if try !body(bytes, position) { return }
                position += bytes.count
            }
        }
    }
}

extension TarReader {
    /// The content of an extended header or of a long name.
    private func metadata(_ size: Int) throws(LayerError) -> [UInt8] {
        guard size <= limits.tarHeaderBytes else {
            throw LayerError(.limitExceeded, "an extended header of \(size) bytes", at: offset)
        }
        var bytes = [UInt8](repeating: 0, count: size)
        guard try fill(&bytes) == size else {
            throw LayerError(.truncated, "the archive ends inside a header", at: offset)
        }
        try skip((TarHeader.size - size % TarHeader.size) % TarHeader.size)
        return bytes
    }

    private func terminated(_ bytes: [UInt8]) -> [UInt8] { Array(bytes.prefix { $0 != 0 }) }

    func padded(_ size: Int, at start: Int) throws(LayerError) -> Int {
        let sum = size.addingReportingOverflow((TarHeader.size - size % TarHeader.size) % TarHeader.size)
        if sum.overflow { throw LayerError(.malformed, "a tar header's size is no size", at: start) }
        return sum.partialValue
    }

    /// Some of the next bytes, at least one.
    private func take(atMost count: Int) throws(LayerError) -> UnsafeRawBufferPointer {
        while piece.isEmpty {
            guard let next = try feed.next() else {
                throw LayerError(.truncated, "the archive ends inside a file", at: offset)
            }
            piece = next
        }
        let taken = min(count, piece.count)
        let bytes = UnsafeRawBufferPointer(rebasing: piece[..<taken])
        piece = UnsafeRawBufferPointer(rebasing: piece[taken...])
        offset += taken
        return bytes
    }

    private func skip(_ count: Int) throws(LayerError) {
        var left = count
        while left > 0 {
            if piece.isEmpty {
                let passed = try feed.skip(left)
                offset += passed
                left -= passed
                if left == 0 { return }
            }
            left -= try take(atMost: left).count
        }
    }

    /// Fills an array as far as there are bytes.
    func fill(_ array: inout [UInt8]) throws(LayerError) -> Int {
        var filled = 0
        while filled < array.count {
            if piece.isEmpty {
                guard let next = try feed.next() else { return filled }
                piece = next
                continue
            }
            let bytes = try take(atMost: array.count - filled)
            array.withUnsafeMutableBytes { memory in
                UnsafeMutableRawBufferPointer(rebasing: memory[filled...]).copyMemory(from: bytes)
            }
            filled += bytes.count
        }
        return filled
    }
}
