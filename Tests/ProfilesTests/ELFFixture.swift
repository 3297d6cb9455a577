/// A small ELF file for tests, of 64 bits and little-endian: headers, a loader's name, and a dynamic section, of any words.
struct ELFFixture {
    var machine: UInt16 = 62
    var interpreter: String?
    var needed: [String] = []
    var rpath: String?
    var runpath: String?
    /// What stands in the header in place of the true count of program headers.
    var claimedCount: UInt16?
    /// What stands in the dynamic section in place of the size of the names.
    var claimedNames: UInt64?

    var bytes: [UInt8] {
        var names: [UInt8] = [0]
        func name(_ text: String) -> UInt64 {
            defer { names += Array(text.utf8) + [0] }
            return UInt64(names.count)
        }
        var entries: [(UInt64, UInt64)] = needed.map { (1, name($0)) }
        if let rpath { entries.append((15, name(rpath))) }
        if let runpath { entries.append((29, name(runpath))) }
        let loader: [UInt8] = interpreter.map { Array($0.utf8) + [0] } ?? []
        let headers = 64 + 3 * 56
        let nameStart = headers + loader.count
        let tableStart = nameStart + names.count
        entries += [(5, UInt64(0x40_0000 + nameStart)), (10, claimedNames ?? UInt64(names.count)), (0, 0)]
        let size = tableStart + entries.count * 16
        var bytes: [UInt8] = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1] + [UInt8](repeating: 0, count: 9)
        func put(_ value: UInt64, _ width: Int) {
            bytes += (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
        }
        put(3, 2)
        put(UInt64(machine), 2)
        put(1, 4)
        put(0, 8)
        put(64, 8)
        put(0, 8)
        put(0, 4)
        put(64, 2)
        put(56, 2)
        put(UInt64(claimedCount ?? 3), 2)
        put(0, 6)
        func segment(_ kind: UInt64, _ offset: Int, _ length: Int) {
            put(kind, 4)
            put(4, 4)
            put(UInt64(offset), 8)
            put(UInt64(0x40_0000 + offset), 8)
            put(UInt64(0x40_0000 + offset), 8)
            put(UInt64(length), 8)
            put(UInt64(length), 8)
            put(8, 8)
        }
        segment(1, 0, size)
        segment(2, tableStart, entries.count * 16)
        segment(interpreter == nil ? 4 : 3, headers, loader.count)
        bytes += loader + names
        for (tag, value) in entries {
            put(tag, 8)
            put(value, 8)
        }
        return bytes
    }
}
