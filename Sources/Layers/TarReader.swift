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
    /// Bytes of a file with its holes, which keeps sums of sizes and offsets far from overflowing.
    private static let sizeLimit = 1 << 62

    private let feed: any ByteFeed
    private let limits: Limits
    private var piece = UnsafeRawBufferPointer(start: nil, count: 0)
    /// Bytes of the archive passed so far.
    package private(set) var offset = 0

    /// Stored bytes of the current entry not yet passed, its padding, and where its parts lie.
    private var remaining = 0
    private var padding = 0
    private var sparse: SparseMap?
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
                if start == 0 { throw LayerError(.truncated, "the archive is empty", at: 0) }
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
    private func entry(
        _ header: borrowing TarHeader, _ headerSize: Int, _ pax: PaxRecords, _ longName: [UInt8]?, _ longLink: [UInt8]?,
        at start: Int
    ) throws(LayerError) -> Item {
        let flag = header.typeFlag
        let rawName = pax.sparse.name ?? pax.path ?? longName ?? header.name
        let rawLink = pax.linkPath ?? longLink ?? header.linkName
        let kind = Self.kind(of: flag, name: rawName)
        // As the engines' own readers do: links, devices and directories have no content, whatever their size field says.
        let stored = kind == .regular ? pax.size ?? headerSize : 0
        guard stored <= limits.layerBytes, pax.sparse.realSize ?? 0 <= Self.sizeLimit else {
            throw LayerError(.limitExceeded, "a tar header speaks of more bytes than any layer has", at: start)
        }
        padding = try padded(stored, at: start) - stored
        remaining = stored
        var size = stored
        if flag == UInt8(ascii: "S") {
            size = try oldSparse(header, at: start)
            guard size <= Self.sizeLimit else {
                throw LayerError(.malformed, "a sparse file's size is no size", at: start)
            }
        } else if pax.sparse.isMapInContent {
            sparse = try contentMap()
            size = pax.sparse.realSize ?? size
        } else if let map = pax.sparse.map {
            sparse = map
            size = pax.sparse.realSize ?? size
        }
        if let map = sparse {
            guard map.storedSize <= remaining, map.pieces.last.map({ $0.offset + $0.length <= size }) ?? true else {
                throw LayerError(.malformed, "a sparse file's map does not fit its size", at: start)
            }
        }
        let shown = String(decoding: rawName.prefix(200), as: UTF8.self)
        guard rawName.count <= limits.pathLength, rawLink.count <= limits.pathLength else {
            return .skipped(
                Diagnostic(
                    .limitExceeded, "a path of more than \(limits.pathLength) bytes was passed over", path: shown))
        }
        guard let path = LayerPath.normalise(rawName.span) else {
            return .skipped(Diagnostic(.unsafePath, "an entry whose path leaves the root was passed over", path: shown))
        }
        var target = String(decoding: rawLink, as: UTF8.self)
        if kind == .hardLink {
            guard let inside = LayerPath.normalise(rawLink.span) else {
                return .skipped(
                    Diagnostic(.unsafePath, "a hard link that leaves the root was passed over", path: shown))
            }
            target = inside
        }
        return .entry(
            LayerEntry(
                path: path, kind: kind, mode: UInt16(truncatingIfNeeded: (header.mode ?? 0) & 0o7777),
                userID: UInt32(clamping: pax.userID ?? header.userID ?? 0),
                groupID: UInt32(clamping: pax.groupID ?? header.groupID ?? 0), size: size,
                linkTarget: kind == .hardLink || kind == .symbolicLink ? target : "",
                extendedAttributes: pax.extendedAttributes))
    }

    private static func kind(of flag: UInt8, name: [UInt8]) -> FileKind {
        switch flag {
        case UInt8(ascii: "1"): .hardLink
        case UInt8(ascii: "2"): .symbolicLink
        case UInt8(ascii: "3"): .characterDevice
        case UInt8(ascii: "4"): .blockDevice
        case UInt8(ascii: "5"), UInt8(ascii: "D"): .directory
        case UInt8(ascii: "6"): .fifo
        // V7 archives mark directories by a slash at the name's end only; later ones have a type for them.
        case 0: name.last == 0x2f ? .directory : .regular
        default: .regular
        }
    }

    /// The map of an old GNU sparse file: four pairs in the header, then blocks of 21 while a flag says so.
    private func oldSparse(_ header: borrowing TarHeader, at start: Int) throws(LayerError) -> Int {
        var map = SparseMap()
        try map.append(octal: header, at: 386, pairs: 4, limits: limits)
        guard let realSize = header.number(at: 483, 12) else {
            throw LayerError(.malformed, "a sparse file's size is no number", at: start)
        }
        var isExtended = header.bytes[482] != 0
        while isExtended {
            var block = [UInt8](repeating: 0, count: TarHeader.size)
            guard try fill(&block) == block.count else {
                throw LayerError(.truncated, "the archive ends inside a sparse file's map", at: offset)
            }
            let more = TarHeader(block.span)
            try map.append(octal: more, at: 0, pairs: 21, limits: limits)
            isExtended = block[504] != 0
        }
        sparse = map
        return realSize
    }

    /// The map at the content's beginning, filled up to whole blocks.
    private func contentMap() throws(LayerError) -> SparseMap {
        var text = SparseMapText()
        while !text.isComplete {
            guard remaining >= TarHeader.size else {
                throw LayerError(.malformed, "a sparse file's map does not end", at: offset)
            }
            var block = [UInt8](repeating: 0, count: TarHeader.size)
            guard try fill(&block) == block.count else {
                throw LayerError(.truncated, "the archive ends inside a sparse file's map", at: offset)
            }
            remaining -= block.count
            try text.receive(block.span, limits: limits)
        }
        return text.map
    }

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

    private func padded(_ size: Int, at start: Int) throws(LayerError) -> Int {
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
    private func fill(_ array: inout [UInt8]) throws(LayerError) -> Int {
        var filled = 0
        while filled < array.count {
            if piece.isEmpty {
                guard let next = try feed.next() else { return filled }
                piece = next
                continue
            }
            let bytes = try take(atMost: array.count - filled)
            for byte in bytes {
                array[filled] = byte
                filled += 1
            }
        }
        return filled
    }
}
