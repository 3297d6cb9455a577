internal import Bytes

/// Finds an executable's sections part by part.
///
/// | format | table | names |
/// |---|---|---|
/// | ELF (System V ABI, "Sections") | `e_shoff`, near the file's end | a section of their own, mostly right before the table |
/// | PE (Microsoft PE/COFF, "Section Table") | behind the optional header | 8 bytes in the table |
/// | Mach-O (`mach-o/loader.h`) | in the segment commands | 16 bytes in the table |
///
/// So the sections of PE and Mach-O are known after the file's first bytes, those of ELF after its last ones.
struct SectionSearch: Sendable {
    /// What comes next.
    enum Step {
        /// These bytes are wanted.
        case read(Range<Int>)
        /// The sections, and how the file orders the bytes of its numbers.
        case found([ExecutableSection], isBigEndian: Bool, is64: Bool)
        /// The file is no executable, or a broken one.
        case nothing
    }

    private enum State {
        case header([UInt8])
        case table(ELF)
        case names(ELF, [ELF.Section], Range<Int>)
    }

    private static let headerLength = 4096
    /// Bytes before ELF's table that are read with it, since names mostly lie there.
    private static let nameWindow = 16 << 10
    /// The most bytes of a table, or of names.
    private static let tableLimit = 4 << 20

    private let size: Int
    private var state = State.header([])

    init(size: Int) { self.size = size }

    func begin() -> Step { .read(0..<min(size, Self.headerLength)) }

    mutating func receive(_ bytes: Span<UInt8>, at offset: Int) -> Step {
        do throws(ByteError) {
            switch state {
            case .header(let before):
                guard bytes.count > 0 else { return .nothing }
                return try readHeader(before + bytes.array)
            case .table(let header): return try readTable(bytes, at: offset, header)
            case .names(_, _, let names) where bytes.count < names.count: return .nothing
            case .names(let header, let sections, _): return named(sections, bytes, header)
            }
        } catch {
            return .nothing
        }
    }
}

extension SectionSearch {
    private mutating func readHeader(_ bytes: [UInt8]) throws(ByteError) -> Step {
        if bytes.span.hasPrefix("\u{7f}ELF") {
            guard let header = try ELF(bytes.span) else { return .nothing }
            let length = header.count * header.entryLength
            guard length <= Self.tableLimit, header.table <= size, length <= size - header.table else {
                return .nothing
            }
            state = .table(header)
            return .read(max(0, header.table - Self.nameWindow)..<(header.table + length))
        }
        let step = bytes.span.hasPrefix("MZ") ? try readPortable(bytes) : try readMach(bytes)
        if case .read = step { state = .header(bytes) }
        return step
    }

    private mutating func readTable(_ bytes: Span<UInt8>, at offset: Int, _ header: ELF) throws(ByteError) -> Step {
        let start = header.table - offset
        guard start >= 0, start < bytes.count else { return .nothing }
        let sections = try header.sections(bytes.extracting(start..<bytes.count))
        let place = sections[header.nameIndex]
        guard let names = ExecutableLayout.range(place.offset, place.length, within: size),
            names.count <= Self.tableLimit
        else { return .nothing }
        if names.lowerBound >= offset && names.upperBound <= offset + bytes.count {
            let near = bytes.extracting((names.lowerBound - offset)..<(names.upperBound - offset))
            return named(sections, near, header)
        }
        state = .names(header, sections, names)
        return .read(names)
    }

    private func named(_ sections: [ELF.Section], _ names: Span<UInt8>, _ header: ELF) -> Step {
        .found(
            header.named(sections, names, size: size), isBigEndian: header.isBigEndian, is64: header.is64)
    }

    /// Asks for more of the headers where they are not wholly there.
    private func need(_ count: Int, _ bytes: [UInt8]) -> Step? {
        guard count <= Self.tableLimit, count <= size else { return .nothing }
        return count <= bytes.count ? nil : .read(bytes.count..<count)
    }

    private func readPortable(_ bytes: [UInt8]) throws(ByteError) -> Step {
        switch try PortableHeader.read(bytes.span) {
        case .needs(let count): return need(count, bytes) ?? .nothing
        case .none: return .nothing
        case .header(let header): return .found(header.sections(size: size), isBigEndian: false, is64: header.is64)
        }
    }

    private func readMach(_ bytes: [UInt8]) throws(ByteError) -> Step {
        switch try MachHeader.read(bytes.span) {
        case .needs(let count): return need(count, bytes) ?? .nothing
        case .none: return .nothing
        case .header(let header):
            let sections = header.segments.flatMap(\.sections).compactMap { section in
                ExecutableLayout.range(section.offset, section.length, within: size).map {
                    ExecutableSection(name: section.name, file: $0, address: section.address)
                }
            }
            return .found(sections, isBigEndian: header.isBigEndian, is64: header.is64)
        }
    }
}
