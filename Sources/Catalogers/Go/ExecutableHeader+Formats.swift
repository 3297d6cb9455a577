internal import Bytes

/// ELF: the program headers say what is loaded (System V ABI, "Program Header").
extension ExecutableHeader {
    static func elf(_ bytes: Span<UInt8>, size: Int) throws(ByteError) -> ExecutableHeader {
        var reader = ByteReader(bytes, at: 4)
        let is64 = try reader.byte() == 2
        let isBig = try reader.byte() == 2
        try reader.seek(to: is64 ? 32 : 28)
        let table = try reader.unsigned(is64, isBig)
        try reader.seek(to: is64 ? 54 : 42)
        let entry = Int(try reader.integer(UInt16.self, bigEndian: isBig))
        let count = Int(try reader.integer(UInt16.self, bigEndian: isBig))
        guard count > 0, entry >= (is64 ? 56 : 32) else { return .unknown }
        if let more = need(table, entry * count, of: bytes) { return more }

        var layout = ExecutableLayout(isBigEndian: isBig)
        for index in 0..<count {
            let start = Int(table) + index * entry
            try reader.seek(to: start)
            guard try reader.integer(UInt32.self, bigEndian: isBig) == 1 else { continue }
            try reader.seek(to: start + (is64 ? 4 : 24))
            let flags = try reader.integer(UInt32.self, bigEndian: isBig)
            try reader.seek(to: start + (is64 ? 8 : 4))
            let offset = try reader.unsigned(is64, isBig)
            let address = try reader.unsigned(is64, isBig)
            _ = try reader.unsigned(is64, isBig)
            let length = try reader.unsigned(is64, isBig)
            guard let file = ExecutableLayout.range(offset, length, within: size) else { continue }
            layout.segments.append(
                .init(address: address, file: file, isWritable: flags & 2 != 0, isExecutable: flags & 1 != 0))
        }
        return .layout(layout)
    }
}

/// PE: the section table says what is loaded, from the image's base (Microsoft PE/COFF).
extension ExecutableHeader {
    static func portable(_ bytes: Span<UInt8>, size: Int) throws(ByteError) -> ExecutableHeader {
        var reader = ByteReader(bytes)
        try reader.seek(to: 60)
        let start = UInt64(try reader.integer(UInt32.self, bigEndian: false))
        if let more = need(start, 24 + 32, of: bytes) { return more }
        try reader.seek(to: Int(start))
        guard try reader.integer(UInt32.self, bigEndian: false) == 0x4550 else { return .unknown }
        try reader.skip(2)
        let count = Int(try reader.integer(UInt16.self, bigEndian: false))
        try reader.skip(12)
        let optional = Int(try reader.integer(UInt16.self, bigEndian: false))
        try reader.skip(2)
        let is64 = try reader.integer(UInt16.self, bigEndian: false) == 0x20b
        try reader.seek(to: Int(start) + 24 + (is64 ? 24 : 28))
        let base = try reader.unsigned(is64, false)
        let table = start + 24 + UInt64(optional)
        if let more = need(table, count * 40, of: bytes) { return more }

        var layout = ExecutableLayout()
        for index in 0..<count {
            try reader.seek(to: Int(table) + index * 40 + 12)
            let address = UInt64(try reader.integer(UInt32.self, bigEndian: false))
            let length = UInt64(try reader.integer(UInt32.self, bigEndian: false))
            let offset = UInt64(try reader.integer(UInt32.self, bigEndian: false))
            try reader.skip(12)
            let flags = try reader.integer(UInt32.self, bigEndian: false)
            guard let file = ExecutableLayout.range(offset, length, within: size) else { continue }
            layout.segments.append(
                .init(address: base &+ address, file: file, isWritable: flags & 0x8000_0000 != 0))
        }
        return .layout(layout)
    }
}

/// Mach-O: the segment commands say what is loaded.
extension ExecutableHeader {
    static func mach(_ bytes: Span<UInt8>, base: Int, size: Int) throws(ByteError) -> ExecutableHeader {
        if base == 0, bytes.count >= 8, bytes[0] == 0xca, bytes[1] == 0xfe, bytes[2] == 0xba, bytes[3] == 0xbe {
            return try slices(bytes, size: size)
        }
        switch try MachHeader.read(bytes) {
        case .none: return .unknown
        case .needs(let count): return need(0, count, of: bytes) ?? .unknown
        case .header(let header):
            var layout = ExecutableLayout(isBigEndian: header.isBigEndian)
            for segment in header.segments {
                guard let file = ExecutableLayout.range(segment.offset, segment.length, base: base, within: size) else {
                    continue
                }
                layout.segments.append(.init(address: segment.address, file: file, isWritable: segment.isWritable))
            }
            return .layout(layout)
        }
    }

    /// The slices of a file for several processors; a Java class begins alike and has no such small count.
    private static func slices(_ bytes: Span<UInt8>, size: Int) throws(ByteError) -> ExecutableHeader {
        var reader = ByteReader(bytes, at: 4)
        let count = Int(try reader.integer(UInt32.self, bigEndian: true))
        guard count > 0 && count <= 16 else { return .unknown }
        var starts: [Int] = []
        for index in 0..<count {
            try reader.seek(to: 8 + index * 20 + 8)
            let start = Int(try reader.integer(UInt32.self, bigEndian: true))
            if start > 8 && start < size { starts.append(start) }
        }
        return .slices(starts.sorted())
    }
}
