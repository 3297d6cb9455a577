internal import Bytes
internal import Platform

/// Messages to the kernel's networking, put together one behind the other (netlink(7)).
///
/// | bytes | of a message | of an attribute |
/// |---|---|---|
/// | 0 | length, 4 bytes | length, 2 bytes |
/// | 4 | type, flags, 2 bytes each | |
/// | 8 | sequence number | |
/// | 12 | the sender's port | |
/// | 2 | | type, 2 bytes |
///
/// Both are filled up to a multiple of four bytes; these numbers are in the processor's order.
struct NetlinkMessages {
    private var writer = ByteWriter()
    /// How many of the messages ask for an answer.
    private(set) var acknowledged = 0
    private var count: UInt32 = 0
    /// Where the last message begins.
    private var last = 0

    var bytes: [UInt8] { writer.bytes }

    /// What a message is to do beside asking (`NLM_F_…`).
    struct Flags: OptionSet {
        let rawValue: UInt16
        static let acknowledge = Flags(rawValue: 4)
        static let list = Flags(rawValue: 0x300)
        static let exclusive = Flags(rawValue: 0x200)
        static let create = Flags(rawValue: 0x400)
        static let append = Flags(rawValue: 0x800)
    }

    /// Appends a message: its own header, and attributes.
    mutating func message(
        _ type: UInt16, _ flags: Flags = [], header: [UInt8], _ attributes: (inout NetlinkMessages) -> Void = { _ in }
    ) {
        let start = writer.bytes.count
        count += 1
        last = start
        if flags.contains(.acknowledge) || flags.contains(.list) { acknowledged += 1 }
        writer.append(littleEndian: UInt32(0))
        writer.append(littleEndian: type)
        writer.append(littleEndian: flags.rawValue | 1)
        writer.append(littleEndian: count)
        writer.append(littleEndian: UInt32(0))
        writer.append(contentsOf: header)
        fill()
        attributes(&self)
        writer.overwrite(at: start, littleEndian: UInt32(clamping: writer.bytes.count - start))
    }

    /// Asks for an answer to the last message, which comes when all are done.
    mutating func acknowledgeLast() {
        let flags = writer.bytes[last + 6] | UInt8(Flags.acknowledge.rawValue)
        writer.overwrite(at: last + 6, littleEndian: flags)
        acknowledged += 1
    }

    /// Appends an attribute of bytes.
    mutating func attribute(_ type: UInt16, _ bytes: some Collection<UInt8>) {
        writer.append(littleEndian: UInt16(clamping: bytes.count + 4))
        writer.append(littleEndian: type)
        writer.append(contentsOf: bytes)
        fill()
    }

    /// Appends an attribute of a text, which ends with a NUL.
    mutating func attribute(_ type: UInt16, _ text: String) { attribute(type, Array(text.utf8) + [0]) }

    /// Appends an attribute of a number in the processor's order.
    mutating func attribute(_ type: UInt16, _ number: UInt32) { attribute(type, Self.bytes(number)) }

    /// Appends an attribute of a number in network order.
    mutating func attribute(_ type: UInt16, networkOrder number: UInt32) {
        attribute(type, Self.bytes(number.byteSwapped))
    }

    /// Appends an attribute that holds others.
    mutating func nest(_ type: UInt16, _ attributes: (inout NetlinkMessages) -> Void) {
        let start = writer.bytes.count
        writer.append(littleEndian: UInt16(0))
        writer.append(littleEndian: type | 0x8000)
        attributes(&self)
        writer.overwrite(at: start, littleEndian: UInt16(clamping: writer.bytes.count - start))
    }

    /// Appends bytes that stand before attributes within an attribute.
    mutating func append(_ bytes: [UInt8]) {
        writer.append(contentsOf: bytes)
        fill()
    }

    private mutating func fill() { while writer.bytes.count % 4 != 0 { writer.append(0) } }

    /// A number as the processor has it.
    static func bytes(_ number: UInt32) -> [UInt8] { withUnsafeBytes(of: number.littleEndian) { Array($0) } }

    /// Sends them, and gives what comes back.
    @discardableResult
    func send(by socket: NetlinkSocket) throws(SystemError) -> [[UInt8]] {
        try socket.exchange(bytes, acknowledged: acknowledged)
    }

    /// The attributes of an answer behind a header of a size.
    static func attributes(of message: [UInt8], behind header: Int) -> [UInt16: ArraySlice<UInt8>] {
        var found: [UInt16: ArraySlice<UInt8>] = [:]
        var offset = 16 + header
        while offset + 4 <= message.count {
            let length = Int(message[offset]) | Int(message[offset + 1]) << 8
            guard length >= 4, offset + length <= message.count else { break }
            let type = UInt16(message[offset + 2]) | UInt16(message[offset + 3] & 0x3f) << 8
            found[type] = message[offset + 4..<offset + length]
            offset += (length + 3) & ~3
        }
        return found
    }
}
