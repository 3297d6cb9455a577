extension TarReader {
    /// Bytes of a file with its holes, which keeps sums of sizes and offsets far from overflowing.
    static let sizeLimit = 1 << 62

    /// Takes the current entry's map, where it is a sparse file.
    ///
    /// - Returns: the file's size with its holes; nothing where the entry's size says it.
    func takeSparseMap(_ header: borrowing TarHeader, _ pax: PaxSparse, at start: Int) throws(LayerError) -> Int? {
        var size: Int?
        if header.typeFlag == UInt8(ascii: "S") {
            size = try oldMap(header, at: start)
        } else if pax.isMapInContent {
            let stored = remaining
            sparse = try contentMap()
            size = pax.realSize ?? stored
        } else if let map = pax.map {
            sparse = map
            size = pax.realSize
        }
        guard let map = sparse else { return nil }
        let whole = size ?? remaining
        guard whole <= Self.sizeLimit else {
            throw LayerError(.malformed, "a sparse file's size is no size", at: start)
        }
        guard map.storedSize <= remaining, map.pieces.last.map({ $0.offset + $0.length <= whole }) ?? true else {
            throw LayerError(.malformed, "a sparse file's map does not fit its size", at: start)
        }
        return size
    }

    /// The map of an old GNU sparse file: four pairs in the header, then blocks of 21 while a flag says so.
    private func oldMap(_ header: borrowing TarHeader, at start: Int) throws(LayerError) -> Int {
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
}
