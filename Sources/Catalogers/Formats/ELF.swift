internal import Bytes

/// ELF's header, as far as it tells of sections (System V ABI, "ELF Header", "Sections").
///
/// | field | offset in 64 and 32 bits | field of a section | offset in 64 and 32 bits |
/// |---|---|---|---|
/// | `e_shoff` | 40, 32 | `sh_name`, `sh_type` | 0 and 4 |
/// | `e_shentsize` | 58, 46 | `sh_addr` | 16, 12 |
/// | `e_shnum` | 60, 48 | `sh_offset` | 24, 16 |
/// | `e_shstrndx` | 62, 50 | `sh_size` | 32, 20 |
struct ELF: Sendable {
    struct Section: Sendable {
        let name: Int
        let address: UInt64
        let offset: UInt64
        let length: UInt64
        let kind: UInt32
    }

    private static let nameLimit = 256

    let is64: Bool
    let isBigEndian: Bool
    let table: Int
    let entryLength: Int
    let count: Int
    let nameIndex: Int

    /// Reads the header; nothing where there are no sections.
    init?(_ bytes: Span<UInt8>) throws(ByteError) {
        var reader = ByteReader(bytes, at: 4)
        is64 = try reader.byte() == 2
        isBigEndian = try reader.byte() == 2
        try reader.seek(to: is64 ? 40 : 32)
        let start = try reader.unsigned(is64, isBigEndian)
        try reader.seek(to: is64 ? 58 : 46)
        entryLength = Int(try reader.integer(UInt16.self, bigEndian: isBigEndian))
        count = Int(try reader.integer(UInt16.self, bigEndian: isBigEndian))
        nameIndex = Int(try reader.integer(UInt16.self, bigEndian: isBigEndian))
        guard let table = Int(exactly: start), table > 0, count > 0, nameIndex < count, entryLength >= (is64 ? 64 : 40)
        else { return nil }
        self.table = table
    }

    /// Reads the table; the span begins with it.
    func sections(_ bytes: Span<UInt8>) throws(ByteError) -> [Section] {
        guard count <= bytes.count / entryLength else { throw ByteError(.truncated, at: bytes.count) }
        var sections: [Section] = []
        sections.reserveCapacity(count)
        let width = is64 ? 8 : 4
        for index in 0..<count {
            let start = index * entryLength
            let place = start + 8 + width
            sections.append(
                Section(
                    name: Int(number(bytes, at: start, width: 4)), address: number(bytes, at: place, width: width),
                    offset: number(bytes, at: place + width, width: width),
                    length: number(bytes, at: place + 2 * width, width: width),
                    kind: UInt32(truncatingIfNeeded: number(bytes, at: start + 4, width: 4))))
        }
        return sections
    }

    /// A number of at most 8 bytes; there are a dozen of them in each of a thousand programs.
    private func number(_ bytes: Span<UInt8>, at offset: Int, width: Int) -> UInt64 {
        var value: UInt64 = 0
        for index in 0..<width {
            value = value << 8 | UInt64(bytes[isBigEndian ? offset + index : offset + width - 1 - index])
        }
        return value
    }

    /// The sections with their names and places; those that take no place in the file (`SHT_NOBITS`) are left out.
    func named(_ sections: [Section], _ names: Span<UInt8>, size: Int) -> [ExecutableSection] {
        sections.compactMap { section in
            guard section.kind != 8, section.kind != 0,
                let file = ExecutableLayout.range(section.offset, section.length, within: size),
                section.name < names.count
            else { return nil }
            // Of a name without an end no more is read than honest names have.
            let text = names.extracting(section.name..<min(names.count, section.name + Self.nameLimit))
            let name = text.extracting(0..<(text.index(of: 0) ?? text.count)).text
            return ExecutableSection(name: name, file: file, address: section.address)
        }
    }
}

extension ByteReader {
    /// An address or a size: 8 bytes, or 4.
    @_lifetime(self: copy self)
    mutating func unsigned(_ is64: Bool, _ isBigEndian: Bool) throws(ByteError) -> UInt64 {
        if is64 { return try integer(UInt64.self, bigEndian: isBigEndian) }
        return UInt64(try integer(UInt32.self, bigEndian: isBigEndian))
    }
}
