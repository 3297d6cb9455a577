internal import Bytes

/// The segments and sections of a Mach-O file (`mach-o/loader.h`).
///
/// | part | offset (32 and 64 bits) | read here |
/// |---|---|---|
/// | header | 0, 16, 20 | magic, which tells the order of bytes; number of commands; their length |
/// | command | 0, 4 | kind, `1` and `19` for segments; length |
/// | segment | 24; 32 and 40; 44 and 60; 48 and 64 | address; offset and length in the file; protection; number of sections |
/// | section | 0; 32; then | name; address, length, offset in the file |
struct MachHeader {
    /// What the first bytes tell.
    enum Reading {
        case header(MachHeader)
        /// More of the file is needed: so many bytes from its start.
        case needs(Int)
        case none
    }

    struct Segment {
        let address: UInt64
        let offset: UInt64
        let length: UInt64
        let isWritable: Bool
        var sections: [Section] = []
    }

    struct Section {
        let name: String
        let address: UInt64
        let offset: UInt64
        let length: UInt64
    }

    let isBigEndian: Bool
    let is64: Bool
    private(set) var segments: [Segment] = []

    static func read(_ bytes: Span<UInt8>) throws(ByteError) -> Reading {
        guard bytes.count >= 4 else { return .none }
        var reader = ByteReader(bytes)
        let magic = try reader.integer(UInt32.self, bigEndian: true)
        guard [0xfeed_face, 0xfeed_facf, 0xcefa_edfe, 0xcffa_edfe].contains(magic) else { return .none }
        var header = MachHeader(
            isBigEndian: magic >> 16 == 0xfeed, is64: magic == 0xfeed_facf || magic == 0xcffa_edfe)
        let isBig = header.isBigEndian
        try reader.seek(to: 16)
        var left = try reader.integer(UInt32.self, bigEndian: isBig)
        var start = header.is64 ? 32 : 28
        let end = start + Int(try reader.integer(UInt32.self, bigEndian: isBig))
        guard end <= bytes.count else { return .needs(end) }
        while left > 0 && start < end {
            left -= 1
            try reader.seek(to: start)
            let command = try reader.integer(UInt32.self, bigEndian: isBig)
            let length = Int(try reader.integer(UInt32.self, bigEndian: isBig))
            guard length >= 8 else { return .none }
            if command == (header.is64 ? 0x19 : 0x1) {
                header.segments.append(try header.segment(at: start, length: length, &reader))
            }
            start += length
        }
        return .header(header)
    }

    private init(isBigEndian: Bool, is64: Bool) {
        self.isBigEndian = isBigEndian
        self.is64 = is64
    }

    private func segment(at start: Int, length: Int, _ reader: inout ByteReader) throws(ByteError) -> Segment {
        try reader.skip(16)
        let address = try reader.unsigned(is64, isBigEndian)
        _ = try reader.unsigned(is64, isBigEndian)
        let offset = try reader.unsigned(is64, isBigEndian)
        let fileLength = try reader.unsigned(is64, isBigEndian)
        try reader.skip(4)
        let protection = try reader.integer(UInt32.self, bigEndian: isBigEndian)
        var segment = Segment(address: address, offset: offset, length: fileLength, isWritable: protection & 2 != 0)
        let number = Int(try reader.integer(UInt32.self, bigEndian: isBigEndian))
        let (first, entry) = is64 ? (72, 80) : (56, 68)
        // No more than the command has room for, whatever the number says.
        for index in 0..<min(number, max(0, length - first) / entry) {
            try reader.seek(to: start + first + index * entry)
            let name = try reader.take(16)
            let text = name.extracting(0..<(name.index(of: 0) ?? 16)).text
            try reader.skip(16)
            let address = try reader.unsigned(is64, isBigEndian)
            let length = try reader.unsigned(is64, isBigEndian)
            let offset = UInt64(try reader.integer(UInt32.self, bigEndian: isBigEndian))
            segment.sections.append(Section(name: text, address: address, offset: offset, length: length))
        }
        return segment
    }
}
