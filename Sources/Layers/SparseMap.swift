internal import Bytes

/// Which parts of a sparse file an archive holds; what lies between is zeros.
///
/// Four forms (GNU tar manual, "Storing Sparse Files"): the old GNU header's map of octal pairs with extension blocks, and in pax
/// headers 0.0 (repeated `offset`, `numbytes`), 0.1 (`map`, pairs with commas) and 1.0 (the map is the content's first blocks).
struct SparseMap: Equatable {
    /// A part that the archive holds.
    struct Piece: Equatable {
        let offset: Int
        let length: Int
    }

    private(set) var pieces: [Piece] = []

    /// Bytes that the archive holds.
    private(set) var storedSize = 0

    /// Adds a piece; pieces come in order and do not overlap.
    mutating func append(offset: Int, length: Int, limits: Limits) throws(LayerError) {
        let end = offset.addingReportingOverflow(length)
        guard offset >= 0, length >= 0, !end.overflow, offset >= (pieces.last.map { $0.offset + $0.length } ?? 0) else {
            throw LayerError(.malformed, "a sparse file's map is out of order")
        }
        guard pieces.count < limits.sparsePieces else {
            throw LayerError(.limitExceeded, "a sparse file has more than \(limits.sparsePieces) pieces")
        }
        pieces.append(Piece(offset: offset, length: length))
        storedSize += length
    }

    /// Takes the pairs of an old GNU header or of an extension block; false at the map's end.
    mutating func append(octal header: borrowing TarHeader, at start: Int, pairs: Int, limits: Limits)
        throws(LayerError)
    {
        for index in 0..<pairs {
            let place = start + index * 24
            if header.bytes[place] == 0 { return }
            guard let offset = header.number(at: place, 12), let length = header.number(at: place + 12, 12) else {
                throw LayerError(.malformed, "a sparse file's map is malformed")
            }
            try append(offset: offset, length: length, limits: limits)
        }
    }
}

/// What pax headers say of a sparse file.
struct PaxSparse {
    var major = 0
    var realSize: Int?
    var name: [UInt8]?
    var map: SparseMap?
    private var pendingOffset: Int?

    /// Whether the map stands at the beginning of the content (form 1.0).
    var isMapInContent: Bool { major == 1 }

    mutating func take(_ key: String, _ value: Span<UInt8>, _ limits: Limits) throws(LayerError) {
        switch key {
        case "major": major = try PaxRecords.number(value)
        case "name": name = value.array
        case "realsize", "size": realSize = try PaxRecords.number(value)
        case "numblocks": if map == nil { map = SparseMap() }
        case "offset": pendingOffset = try PaxRecords.number(value)
        case "numbytes":
            guard let offset = pendingOffset else { throw LayerError(.malformed, "a sparse file's map is malformed") }
            pendingOffset = nil
            var grown = map ?? SparseMap()
            try grown.append(offset: offset, length: try PaxRecords.number(value), limits: limits)
            map = grown
        case "map":
            var grown = SparseMap()
            var offset: Int?
            var start = 0
            while start < value.count {
                let end = value.index(of: 0x2c, from: start) ?? value.count
                let number = try PaxRecords.number(value.extracting(start..<end))
                if let place = offset {
                    try grown.append(offset: place, length: number, limits: limits)
                    offset = nil
                } else {
                    offset = number
                }
                start = end + 1
            }
            map = grown
        default: break
        }
    }
}

/// The map of form 1.0 as it comes in: decimal numbers, a line each; the count of pairs first, then offset and length of each.
struct SparseMapText {
    private(set) var map = SparseMap()
    private var pairsLeft: Int?
    private var pendingOffset: Int?
    private var digits: [UInt8] = []

    var isComplete: Bool { pairsLeft == 0 }

    /// Takes the next bytes; what follows the map's end is filling.
    mutating func receive(_ bytes: Span<UInt8>, limits: Limits) throws(LayerError) {
        for index in bytes.indices {
            if isComplete { return }
            if bytes[index] == 0x0a {
                try take(try PaxRecords.number(digits.span), limits)
                digits = []
            } else {
                digits.append(bytes[index])
                guard digits.count <= 32 else { throw LayerError(.malformed, "a sparse file's map is malformed") }
            }
        }
    }

    private mutating func take(_ number: Int, _ limits: Limits) throws(LayerError) {
        guard let left = pairsLeft else {
            guard number <= limits.sparsePieces else {
                throw LayerError(.limitExceeded, "a sparse file has \(number) pieces")
            }
            pairsLeft = number
            return
        }
        guard let offset = pendingOffset else {
            pendingOffset = number
            return
        }
        try map.append(offset: offset, length: number, limits: limits)
        pendingOffset = nil
        pairsLeft = left - 1
    }
}
