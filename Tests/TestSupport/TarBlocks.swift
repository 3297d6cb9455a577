/// Writes tar archives block by block, honest or not, for what `TarWriter` cannot say.
package struct TarBlocks: Sendable {
    /// Which of the formats a header claims to be of.
    package enum Form: Sendable { case v7, posix, gnu }

    /// How a header's number is written.
    package enum Number: Sendable {
        case octal(Int)
        case base256(Int)
        case text(String)
    }

    /// The fields of one header block.
    package struct Header: Sendable {
        package var name: [UInt8]
        package var type: UInt8
        package var size = Number.octal(0)
        package var mode = Number.octal(0o644)
        package var userID = Number.octal(0)
        package var groupID = Number.octal(0)
        package var link: [UInt8] = []
        package var prefix = ""
        package var form = Form.posix
        /// Bytes to be put at offsets of the block before its checksum is taken.
        package var patches: [(offset: Int, bytes: [UInt8])] = []
        /// What is added to the right checksum.
        package var checksumError = 0
        /// Sums the bytes as signed ones, as some old programs did.
        package var sumsSigned = false

        package init(_ name: String, type: Character = "0", size: Int = 0) {
            self.name = Array(name.utf8)
            self.type = type.asciiValue ?? 0
            self.size = .octal(size)
        }

        /// The header with some of its fields set.
        package func with(_ change: (inout Header) -> Void) -> Header {
            var copy = self
            change(&copy)
            return copy
        }

        /// The block.
        package var block: [UInt8] {
            var block = [UInt8](repeating: 0, count: 512)
            func put(_ bytes: some Sequence<UInt8>, at offset: Int, limit: Int) {
                for (index, byte) in bytes.enumerated() where index < limit { block[offset + index] = byte }
            }
            put(name, at: 0, limit: 100)
            for (number, offset, length) in [(mode, 100, 8), (userID, 108, 8), (groupID, 116, 8), (size, 124, 12)] {
                put(Self.field(number, length), at: offset, limit: length)
            }
            put(Self.field(.octal(0), 12), at: 136, limit: 12)
            put([UInt8](repeating: 0x20, count: 8), at: 148, limit: 8)
            block[156] = type
            put(link, at: 157, limit: 100)
            switch form {
            case .v7: break
            case .posix: put("ustar\u{0}00".utf8, at: 257, limit: 8)
            case .gnu: put("ustar  \u{0}".utf8, at: 257, limit: 8)
            }
            put(prefix.utf8, at: 345, limit: 155)
            for patch in patches { put(patch.bytes, at: patch.offset, limit: 512 - patch.offset) }
            let sum = block.reduce(0) { $0 + (sumsSigned ? Int(Int8(bitPattern: $1)) : Int($1)) } + checksumError
            put(Self.field(.octal(sum), 7) + [0x20], at: 148, limit: 8)
            return block
        }

        /// A number as a field's bytes.
        package static func field(_ number: Number, _ length: Int) -> [UInt8] {
            switch number {
            case .text(let text): return Array(text.utf8)
            case .octal(let value):
                let text = String(max(0, value), radix: 8)
                return Array((String(repeating: "0", count: max(0, length - 1 - text.utf8.count)) + text).utf8) + [0]
            case .base256(let value):
                var bytes = [UInt8](repeating: value < 0 ? 0xff : 0, count: length)
                for index in 0..<min(8, length) {
                    bytes[length - 1 - index] = UInt8(truncatingIfNeeded: value >> (8 * index))
                }
                bytes[0] |= 0x80
                return bytes
            }
        }
    }

    package private(set) var bytes: [UInt8] = []

    package init() {}

    /// An archive put together by a body, ended as it should be.
    package static func archive(_ body: (inout TarBlocks) -> Void) -> [UInt8] {
        var blocks = TarBlocks()
        body(&blocks)
        blocks.appendBlanks(2)
        return blocks.bytes
    }

    /// A header, and content filled up to whole blocks; its size field stays what the header says.
    package mutating func append(_ header: Header, storing content: [UInt8] = []) {
        bytes += header.block
        append(raw: content)
    }

    /// A file whose size field is right.
    package mutating func file(_ name: String, _ content: String, _ change: (inout Header) -> Void = { _ in }) {
        append(Header(name, size: content.utf8.count).with(change), storing: Array(content.utf8))
    }

    /// A pax header; records stand in it as they are given.
    package mutating func pax(_ records: KeyValuePairs<String, String>, type: Character = "x") {
        pax(raw: records.flatMap { Self.record($0.key, Array($0.value.utf8)) }, type: type)
    }

    /// A pax header of bytes, which may be no records.
    package mutating func pax(raw records: [UInt8], type: Character = "x") {
        append(Header("PaxHeaders/entry", type: type, size: records.count), storing: records)
    }

    /// GNU's header for a name (`L`) or a link (`K`) of more than 100 bytes.
    package mutating func long(_ text: String, type: Character = "L") {
        let header = Header("././@LongLink", type: type, size: text.utf8.count + 1).with { $0.form = .gnu }
        append(header, storing: Array(text.utf8) + [0])
    }

    /// Bytes as they are, filled up to whole blocks.
    package mutating func append(raw content: [UInt8]) {
        bytes += content
        bytes += [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
    }

    package mutating func appendBlanks(_ count: Int) { bytes += [UInt8](repeating: 0, count: count * 512) }

    /// A pax record, whose length counts its own digits.
    package static func record(_ key: String, _ value: [UInt8]) -> [UInt8] {
        let rest = [0x20] + Array(key.utf8) + [0x3d] + value + [0x0a]
        var length = rest.count + 1
        while "\(length)".utf8.count + rest.count != length { length += 1 }
        return Array("\(length)".utf8) + rest
    }
}
