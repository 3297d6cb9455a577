internal import Inventory
internal import Layers
internal import Zip

/// Reads an archive that is too large to be in memory: first its end, where the directory is, then the entries that matter.
///
/// In a compressed layer the entries lie behind, so that they take a second pass over it.
struct JavaArchiveInspection: Inspection {
    private enum State {
        /// Collecting the file's last bytes.
        case tail(start: Int, bytes: [UInt8])
        /// Reading the local header of the entry that is next.
        case header
        /// Reading an entry's bytes.
        case content(header: [UInt8], place: Range<Int>, bytes: [UInt8])
    }

    /// Where the directory must begin, counted from the end.
    private static let tailLength = 24 << 20

    private let entry: LayerEntry
    private let finish: @Sendable (JavaArchiveReader) -> Evidence
    private var state: State
    private var waiting: ArraySlice<(entry: ZipEntry, kind: JavaArchiveContents.Kind)> = []
    private var contents = JavaArchiveContents()
    private var reader = JavaArchiveReader()

    /// - Parameter finish: what to make of what was found.
    init(_ entry: LayerEntry, finish: @escaping @Sendable (JavaArchiveReader) -> Evidence) {
        self.entry = entry
        self.finish = finish
        state = .tail(start: max(0, entry.size - Self.tailLength), bytes: [])
    }

    mutating func begin() -> InspectionStep {
        let start = max(0, entry.size - Self.tailLength)
        return .read(start..<min(entry.size, start + InspectionStep.partLimit))
    }

    mutating func receive(_ bytes: Span<UInt8>, at offset: Int) throws(CatalogerError) -> InspectionStep {
        switch state {
        case .tail(let start, var tail):
            bytes.withUnsafeBufferPointer { tail.append(contentsOf: $0) }
            let end = start + tail.count
            if end < entry.size && bytes.count > 0 {
                state = .tail(start: start, bytes: tail)
                return .read(end..<min(entry.size, end + InspectionStep.partLimit))
            }
            try list(tail, at: start)
            return next()
        case .header:
            guard let (found, _) = waiting.first else { return next() }
            let header = bytes.withUnsafeBufferPointer { [UInt8]($0) }
            guard let place = found.place(by: header), place.upperBound <= entry.size else { return skip() }
            state = .content(header: header, place: place, bytes: [])
            return place.isEmpty ? take() : .read(part(of: place, after: 0))
        case .content(let header, let place, var content):
            bytes.withUnsafeBufferPointer { content.append(contentsOf: $0) }
            state = .content(header: header, place: place, bytes: content)
            guard content.count < place.count else { return take() }
            return bytes.count > 0 ? .read(part(of: place, after: content.count)) : skip()
        }
    }
}

extension JavaArchiveInspection {
    private func part(of place: Range<Int>, after count: Int) -> Range<Int> {
        let start = place.lowerBound + count
        return start..<min(place.upperBound, start + InspectionStep.partLimit)
    }

    private mutating func list(_ tail: [UInt8], at start: Int) throws(CatalogerError) {
        var source = PartialBytes(count: entry.size)
        source.add(tail, at: start)
        do throws(ZipError) {
            let archive = try ZipArchive(source, limits: JavaArchiveReader.limits)
            for entry in archive.entries { contents.note(entry) }
            waiting =
                archive.entries.compactMap { entry in JavaArchiveContents.kind(of: entry).map { (entry, $0) } }
                .filter { $0.0.compressedSize <= JavaArchiveReader.nestedLimit && $0.0.offset >= 0 }
                .sorted { $0.0.offset < $1.0.offset }[...]
        } catch {
            throw CatalogerError(error.code == .unreadable ? .tooLarge : .malformed, "\(error)")
        }
    }

    private mutating func next() -> InspectionStep {
        guard let (found, _) = waiting.first, found.offset < entry.size - ZipEntry.headerLength,
            reader.records.count <= Evidence.recordLimit
        else {
            reader.add(contents.records(file: entry.name, within: "", sha1: ""))
            return .done(finish(reader))
        }
        state = .header
        return .read(found.offset..<(found.offset + ZipEntry.headerLength))
    }

    private mutating func skip() -> InspectionStep {
        waiting.removeFirst()
        return next()
    }

    private mutating func take() -> InspectionStep {
        guard case .content(let header, let place, let bytes) = state, let (found, kind) = waiting.popFirst() else {
            return next()
        }
        state = .header
        var source = PartialBytes(count: entry.size)
        source.add(header, at: found.offset)
        source.add(bytes, at: place.lowerBound)
        guard let content = reader.contents(of: found, kind, in: source, within: "") else { return next() }
        if kind == .archive {
            reader.readNested(content, within: found.name, depth: 2, held: bytes.count)
        } else {
            contents.take(kind, found.name, content)
        }
        return next()
    }
}
