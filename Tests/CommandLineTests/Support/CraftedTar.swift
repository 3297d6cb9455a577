/// Tar headers that no writer would write.
enum CraftedTar {
    /// Two blank blocks.
    static let end = [UInt8](repeating: 0, count: 1024)

    /// A number in base 256, as GNU's tar writes those that octal digits do not hold.
    static func base256(_ number: UInt64) -> [UInt8] {
        [0x80, 0, 0, 0] + (0..<8).map { UInt8(truncatingIfNeeded: number >> UInt64(56 - 8 * $0)) }
    }

    /// One header with a right check sum, whatever its fields.
    static func header(
        _ name: String, size: [UInt8] = Array("00000000000".utf8), type: Character = "0", link: String = ""
    ) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ bytes: some Sequence<UInt8>, at offset: Int) {
            for (index, byte) in bytes.enumerated() { block[offset + index] = byte }
        }
        put(name.utf8.prefix(100), at: 0)
        put("0000644".utf8, at: 100)
        put("0000000".utf8, at: 108)
        put("0000000".utf8, at: 116)
        put(size.prefix(12), at: 124)
        put("00000000000".utf8, at: 136)
        put("        ".utf8, at: 148)
        put(type.utf8, at: 156)
        put(link.utf8.prefix(100), at: 157)
        put("ustar".utf8, at: 257)
        put("00".utf8, at: 263)
        put(checksum(block.reduce(0) { $0 + Int($1) }), at: 148)
        return block
    }

    /// A pax header of records.
    static func pax(_ records: KeyValuePairs<String, String>) -> [UInt8] {
        var content: [UInt8] = []
        for (key, value) in records {
            let rest = " \(key)=\(value)\n".utf8
            var length = rest.count + 1
            while "\(length)".utf8.count + rest.count != length { length += 1 }
            content += Array("\(length)".utf8) + rest
        }
        let padding = [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
        return header("pax", size: octal(content.count, digits: 11), type: "x") + content + padding
    }

    /// Writes an archive of empty files, some at a time: `srv/0000000` and on.
    static func emptyFiles(_ count: Int, to write: ([UInt8]) throws -> Void) throws {
        let template = header("srv/0000000")
        let sum = template.enumerated().reduce(0) { $0 + (148..<156 ~= $1.offset ? 0x20 : Int($1.element)) }
        let step = 4096
        for start in stride(from: 0, to: count, by: step) {
            let number = min(step, count - start)
            var piece: [UInt8] = []
            piece.reserveCapacity(512 * number)
            for _ in 0..<number { piece += template }
            piece.withUnsafeMutableBytes { buffer in
                for index in 0..<number {
                    let place = index * 512
                    var rest = start + index
                    var more = 0
                    for digit in 0..<7 {
                        buffer[place + 10 - digit] = UInt8(0x30 + rest % 10)
                        more += rest % 10
                        rest /= 10
                    }
                    for (offset, byte) in checksum(sum + more).enumerated() { buffer[place + 148 + offset] = byte }
                }
            }
            try write(piece)
        }
        try write(end)
    }

    private static func checksum(_ sum: Int) -> [UInt8] { octal(sum, digits: 6) + [0, 0x20] }

    private static func octal(_ number: Int, digits: Int) -> [UInt8] {
        (0..<digits).map { UInt8(0x30 + number >> (3 * (digits - 1 - $0)) & 7) }
    }
}
