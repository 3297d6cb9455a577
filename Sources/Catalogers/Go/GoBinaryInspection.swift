internal import Bytes
internal import Inventory

/// Looks for the build info of one executable part by part, forwards only.
///
/// First its headers; then its constants, if the headers show that Go made it; then what it may write to, which comes last. Only
/// what linkers before Go 1.18 point to may lie before that.
struct GoBinaryInspection: Inspection {
    private enum State {
        /// Collecting the headers of the executable at a place.
        case header(base: Int, bytes: [UInt8])
        /// Reading constants up to a place.
        case searching(ExecutableLayout.Segment, end: Int)
        case scanning(ExecutableLayout.Segment, end: Int)
        case collecting(Candidate)
        case following(GoStringPair, Candidate)
    }

    /// Bytes that begin as build info does.
    private struct Candidate {
        var start: Int
        var bytes: [UInt8]
        let stretch: ExecutableLayout.Segment
    }

    private static let headerLength = 4096
    private static let chunkLength = 1 << 20
    /// More beginnings of build info than any honest file has.
    private static let candidateLimit = 16

    private let size: Int
    private let evidence: @Sendable (GoBuildInfo) -> Evidence
    private var state = State.header(base: 0, bytes: [])
    private var slices: ArraySlice<Int> = []
    private var stretches: ArraySlice<ExecutableLayout.Segment> = []
    private var layout = ExecutableLayout()
    private var search = GoVersionSearch()
    /// The headers, and where they begin: small files have all else among them, and are not to be read again.
    private var head: (base: Int, bytes: [UInt8]) = (0, [])
    /// What of the part asked for was among the headers.
    private var carried: [UInt8] = []
    private var candidates = 0

    /// - Parameters:
    ///   - size: how long the file is.
    ///   - evidence: what to make of the build info.
    init(size: Int, evidence: @escaping @Sendable (GoBuildInfo) -> Evidence) {
        self.size = size
        self.evidence = evidence
    }

    mutating func begin() -> InspectionStep { .read(0..<min(size, Self.headerLength)) }

    mutating func receive(_ bytes: Span<UInt8>, at offset: Int) throws(CatalogerError) -> InspectionStep {
        guard !carried.isEmpty else { return take(bytes, at: offset) }
        let whole = carried + bytes.array
        let start = offset - carried.count
        carried = []
        return take(whole.span, at: start)
    }
}

extension GoBinaryInspection {
    private mutating func take(_ bytes: Span<UInt8>, at offset: Int) -> InspectionStep {
        switch state {
        case .header(let base, let before):
            // Less than before, or nothing: the file is shorter than it was said to be, and asking again would not help.
            return bytes.count > 0 ? readHeader(before + bytes.array, base: base) : nextSlice()
        case .searching(let stretch, let end):
            search.receive(bytes)
            return bytes.count == end - offset ? continueSearch(stretch, from: end) : nextSlice()
        case .scanning(let stretch, let end):
            return bytes.count == end - offset ? scan(bytes, at: offset, from: 0, of: stretch) : nextSlice()
        case .collecting(var candidate):
            guard bytes.count > 0 else { return resume(candidate) }
            candidate.bytes += bytes.array
            return collect(candidate)
        case .following(var pair, let candidate):
            pair.receive(bytes)
            return follow(pair, candidate)
        }
    }
}

extension GoBinaryInspection {
    private mutating func readHeader(_ bytes: [UInt8], base: Int) -> InspectionStep {
        switch ExecutableHeader(bytes.span, base: base, size: size) {
        case .layout(let layout):
            self.layout = layout
            head = (base, bytes)
            search = GoVersionSearch()
            stretches = (Self.isMadeByGo(bytes.span) ? layout.constantsAndWritable : layout.writable)[...]
            return nextStretch()
        case .needs(let count) where count > bytes.count && base + count <= size:
            state = .header(base: base, bytes: bytes)
            return .read((base + bytes.count)..<(base + count))
        case .slices(let starts):
            slices = starts[...]
            return nextSlice()
        case .needs, .unknown: return nextSlice()
        }
    }

    private mutating func nextSlice() -> InspectionStep {
        guard let base = slices.popFirst() else { return .done(nil) }
        state = .header(base: base, bytes: [])
        return .read(base..<min(size, base + Self.headerLength))
    }

    private mutating func nextStretch() -> InspectionStep {
        while let stretch = stretches.popFirst() {
            guard stretch.isWritable else { return continueSearch(stretch, from: stretch.file.lowerBound) }
            let skipped = Int((16 - stretch.address % 16) % 16)
            if let step = scan(stretch, from: stretch.file.lowerBound + skipped) { return step }
        }
        return nextSlice()
    }

    private mutating func continueSearch(_ stretch: ExecutableLayout.Segment, from start: Int) -> InspectionStep {
        guard start < stretch.file.upperBound else { return nextStretch() }
        let end = min(stretch.file.upperBound, start + Self.chunkLength)
        state = .searching(stretch, end: end)
        return read(start..<end)
    }

    /// Asks for bytes, but for those that are at hand.
    private mutating func read(_ range: Range<Int>) -> InspectionStep {
        let end = head.base + head.bytes.count
        guard range.lowerBound >= head.base && range.lowerBound < end else { return .read(range) }
        let known = head.bytes[(range.lowerBound - head.base)..<(min(range.upperBound, end) - head.base)]
        if range.upperBound <= end { return take(Array(known).span, at: range.lowerBound) }
        carried = Array(known)
        return .read(end..<range.upperBound)
    }

    /// Whether an ELF file's first bytes hold the note that Go's linker leaves there (its name `Go`, its type 4).
    private static func isMadeByGo(_ bytes: Span<UInt8>) -> Bool {
        let name = Array("Go\0\0".utf8)
        return bytes.index(of: [4, 0, 0, 0] + name) != nil || bytes.index(of: [0, 0, 0, 4] + name) != nil
    }

    /// Asks for the next part of a stretch; a part begins where build info may begin and holds whole multiples of its alignment.
    private mutating func scan(_ stretch: ExecutableLayout.Segment, from start: Int) -> InspectionStep? {
        guard stretch.file.upperBound - start >= GoBuildInfoBlob.headerLength else { return nil }
        let end = min(stretch.file.upperBound, start + Self.chunkLength)
        state = .scanning(stretch, end: end)
        return read(start..<end)
    }

    private mutating func scan(
        _ bytes: Span<UInt8>, at offset: Int, from first: Int, of stretch: ExecutableLayout.Segment
    ) -> InspectionStep {
        var start = first
        while let found = bytes.index(of: GoBuildInfoBlob.magic, from: start) {
            let place = offset + found
            let address = stretch.address &+ UInt64(place - stretch.file.lowerBound)
            if address % UInt64(GoBuildInfoBlob.alignment) == 0 {
                candidates += 1
                guard candidates <= Self.candidateLimit else { return nextSlice() }
                let rest = bytes.extracting(found..<bytes.count).array
                return collect(Candidate(start: place, bytes: rest, stretch: stretch))
            }
            start = found + 1
        }
        return scan(stretch, from: offset + bytes.count) ?? nextStretch()
    }

    private mutating func collect(_ candidate: Candidate) -> InspectionStep {
        switch GoBuildInfoBlob(candidate.bytes.span) {
        case .texts(let version, let modules): return finish(version, modules)
        case .pointers(let version, let modules, let pointerSize, let isBigEndian):
            let pair = GoStringPair(
                addresses: [version, modules], pointerSize: pointerSize, isBigEndian: isBigEndian, layout: layout)
            return follow(pair, candidate)
        case .needs(let count):
            let start = candidate.start + candidate.bytes.count
            let end = min(size, candidate.start + count)
            guard start < end else { return resume(candidate) }
            state = .collecting(candidate)
            return .read(start..<end)
        case .invalid: return resume(candidate)
        }
    }

    private mutating func follow(_ pair: GoStringPair, _ candidate: Candidate) -> InspectionStep {
        var pair = pair
        while true {
            switch pair.next {
            case .wants(let range):
                let near = candidate.start..<(candidate.start + candidate.bytes.count)
                guard near.contains(range.lowerBound) && range.upperBound <= near.upperBound else {
                    state = .following(pair, candidate)
                    return .read(range)
                }
                let first = range.lowerBound - candidate.start
                pair.receive(candidate.bytes.span.extracting(first..<(first + range.count)))
            case .texts(let version, let modules):
                guard version.starts(with: "go".utf8) || version.starts(with: "devel".utf8) else {
                    return resume(candidate)
                }
                return finish(version, GoBuildInfoBlob.unmarked(modules))
            case .invalid: return resume(candidate)
            }
        }
    }

    /// Goes on behind a candidate that turned out to be something else.
    private mutating func resume(_ candidate: Candidate) -> InspectionStep {
        let alignment = GoBuildInfoBlob.alignment
        let whole = candidate.bytes.count - candidate.bytes.count % alignment
        return scan(
            candidate.bytes.span.extracting(0..<whole), at: candidate.start, from: min(alignment, whole),
            of: candidate.stretch)
    }

    private func finish(_ version: [UInt8], _ modules: [UInt8]) -> InspectionStep {
        var info = GoBuildInfo(goVersion: String(decoding: version, as: UTF8.self), text: modules.span)
        info.constantVersion = search.version
        return .done(evidence(info))
    }
}
