internal import Bytes

/// The headers of a PE file (Microsoft PE/COFF, "COFF File Header", "Optional Header", "Section Table").
///
/// | part | offset | read here |
/// |---|---|---|
/// | DOS header | 60 | where the PE header begins |
/// | COFF header | 6, 20 | number of sections, length of the optional header |
/// | optional header | 0, 92 or 108, 96 or 112 | `10b` or `20b`; number of data directories; the directories |
/// | section table | | 40 bytes each: name, size in memory, address, size in the file, offset |
struct PortableHeader {
    /// What the first bytes tell.
    enum Reading {
        case header(PortableHeader)
        /// More of the file is needed: so many bytes from its start.
        case needs(Int)
        case none
    }

    struct Section {
        let name: String
        let address: UInt32
        let offset: UInt32
        let length: UInt32
    }

    let is64: Bool
    /// Address and size of each data directory.
    private(set) var directories: [(address: UInt32, size: UInt32)] = []
    private(set) var table: [Section] = []

    /// The directory of resources.
    var resources: (address: UInt32, size: UInt32)? { directory(2) }
    /// Whether the file is an assembly of .NET: it has a CLR header.
    var isAssembly: Bool { directory(14) != nil }

    static func read(_ bytes: Span<UInt8>) throws(ByteError) -> Reading {
        guard bytes.hasPrefix("MZ") else { return .none }
        guard bytes.count >= 64 else { return .needs(64) }
        var reader = ByteReader(bytes, at: 60)
        let start = Int(try reader.integer(UInt32.self, bigEndian: false))
        guard start + 24 <= bytes.count else { return .needs(start + 24) }
        try reader.seek(to: start)
        guard try reader.integer(UInt32.self, bigEndian: false) == 0x4550 else { return .none }
        try reader.skip(2)
        let count = Int(try reader.integer(UInt16.self, bigEndian: false))
        try reader.skip(12)
        let optional = Int(try reader.integer(UInt16.self, bigEndian: false))
        let end = start + 24 + optional + count * 40
        guard end <= bytes.count else { return .needs(end) }
        guard optional >= 2 else { return .none }
        try reader.seek(to: start + 24)
        let is64 = try reader.integer(UInt16.self, bigEndian: false) == 0x20b
        var header = PortableHeader(is64: is64)
        let numbers = is64 ? 108 : 92
        if optional >= numbers + 4 {
            try reader.seek(to: start + 24 + numbers)
            let number = Int(try reader.integer(UInt32.self, bigEndian: false))
            for _ in 0..<min(number, 16, (optional - numbers - 4) / 8) {
                let address = try reader.integer(UInt32.self, bigEndian: false)
                header.directories.append((address, try reader.integer(UInt32.self, bigEndian: false)))
            }
        }
        for index in 0..<count {
            try reader.seek(to: start + 24 + optional + index * 40)
            let name = try reader.take(8)
            let text = name.extracting(0..<(name.index(of: 0) ?? 8)).text
            try reader.skip(4)
            let address = try reader.integer(UInt32.self, bigEndian: false)
            let length = try reader.integer(UInt32.self, bigEndian: false)
            let offset = try reader.integer(UInt32.self, bigEndian: false)
            header.table.append(Section(name: text, address: address, offset: offset, length: length))
        }
        return .header(header)
    }

    /// The sections that lie in a file of a size.
    func sections(size: Int) -> [ExecutableSection] {
        table.compactMap { section in
            ExecutableLayout.range(UInt64(section.offset), UInt64(section.length), within: size).map {
                ExecutableSection(name: section.name, file: $0, address: UInt64(section.address))
            }
        }
    }

    private init(is64: Bool) { self.is64 = is64 }

    private func directory(_ index: Int) -> (address: UInt32, size: UInt32)? {
        guard index < directories.count, directories[index].address > 0, directories[index].size > 0 else { return nil }
        return directories[index]
    }
}
