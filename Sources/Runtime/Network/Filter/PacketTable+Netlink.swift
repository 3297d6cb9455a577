internal import Bytes
internal import Platform
internal import Profiles

/// How a table becomes the messages of nf_tables: all of them are done or none is.
extension PacketTable {
    /// Puts the table in the place of one of the same name.
    func install(in space: NetlinkSocket.Space = .own) throws(SystemError) {
        try install(by: NetlinkSocket(.netfilter, in: space))
    }

    /// Puts the table in the place of one of the same name, in the namespace of a socket.
    func install(by socket: NetlinkSocket) throws(SystemError) {
        var batch = Self.begin()
        // Removing needs one that is there.
        batch.table(0, name)
        batch.table(2, name)
        batch.table(0, name)
        for chain in chains {
            batch.nfTables(3, .create) { message in
                message.attribute(1, name)
                message.attribute(3, chain.name)
                message.nest(4) { message in
                    message.attribute(1, networkOrder: chain.hook.rawValue)
                    message.attribute(2, networkOrder: UInt32(bitPattern: chain.priority))
                }
                message.attribute(5, networkOrder: chain.isOpen ? 1 : 0)
                message.attribute(7, chain.kind.rawValue)
            }
            for rule in chain.rules {
                batch.nfTables(6, [.create, .append]) { message in
                    message.attribute(1, name)
                    message.attribute(2, chain.name)
                    message.nest(4) { rule.encode(into: &$0) }
                }
            }
        }
        batch.end()
        try batch.send(by: socket)
    }

    /// Removes a table; one that is missing is fine.
    static func remove(_ name: String, in space: NetlinkSocket.Space = .own) throws(SystemError) {
        var batch = begin()
        batch.table(0, name)
        batch.table(2, name)
        batch.end()
        try batch.send(by: NetlinkSocket(.netfilter, in: space))
    }

    private static func begin() -> NetlinkMessages {
        var batch = NetlinkMessages()
        batch.message(0x10, header: [0, 0, 0, 10])
        return batch
    }
}

extension NetlinkMessages {
    fileprivate mutating func end() {
        acknowledgeLast()
        message(0x11, header: [0, 0, 0, 10])
    }

    /// A message of nf_tables about the family `inet`.
    fileprivate mutating func nfTables(
        _ type: UInt16, _ flags: Flags, _ attributes: (inout NetlinkMessages) -> Void
    ) { message(10 << 8 | type, flags, header: [1, 0, 0, 0], attributes) }

    fileprivate mutating func table(_ type: UInt16, _ name: String) {
        nfTables(type, type == 0 ? .create : []) { message in
            message.attribute(1, name)
            if type == 0 { message.attribute(2, networkOrder: 0) }
        }
    }
}

/// A rule as the expressions that the kernel's machine runs: what is loaded into a register, and how it is compared.
extension PacketRule {
    fileprivate func encode(into list: inout NetlinkMessages) {
        for condition in conditions { condition.encode(into: &list) }
        verdict.encode(into: &list)
    }
}

/// Keys of the expression `meta`.
private enum Meta {
    static let inputName: UInt32 = 6
    static let outputName: UInt32 = 7
    static let version: UInt32 = 15
    static let transport: UInt32 = 16
}

extension PacketRule.Condition {
    fileprivate func encode(into list: inout NetlinkMessages) {
        switch self {
        case .device(let isOutput, let name, let isEqual):
            list.meta(isOutput ? Meta.outputName : Meta.inputName)
            let text = Array(name.utf8.prefix(15))
            list.compare(text + [UInt8](repeating: 0, count: 16 - text.count), isEqual ? .equal : .different)
        case .address(let isSource, let subnet):
            list.version(subnet.base.isVersion6 ? 10 : 2)
            let size = UInt32(subnet.base.bytes.count)
            list.payload(base: 1, offset: (size == 4 ? 12 : 8) + (isSource ? 0 : size), size: size)
            list.compare(subnet)
        case .version(let number): list.version(number == 6 ? 10 : 2)
        case .ports(let transport, let ports):
            list.transport(transport.number)
            list.payload(base: 2, offset: 2, size: 2)
            list.compare(ports)
        case .known:
            list.connection(key: 0)
            list.compareBits(0x2 | 0x4)
        case .translated:
            list.connection(key: 2)
            list.compareBits(0x20)
        case .local:
            list.expression("fib") { fib in
                fib.attribute(1, networkOrder: 1)
                fib.attribute(2, networkOrder: 3)
                fib.attribute(3, networkOrder: 2)
            }
            list.compare(NetlinkMessages.bytes(2), .equal)
        case .neighbour(let isAnswer):
            list.version(10)
            list.transport(58)
            list.payload(base: 2, offset: 0, size: 1)
            list.compare([isAnswer ? 136 : 135], .equal)
        }
    }
}

extension PacketRule.Verdict {
    fileprivate func encode(into list: inout NetlinkMessages) {
        switch self {
        case .accept: list.verdict(1)
        case .drop: list.verdict(0)
        case .reject:
            list.expression("reject") { reject in
                // Whichever version the packet is of: forbidden by an administrator.
                reject.attribute(1, networkOrder: 2)
                reject.attribute(2, [3])
            }
        case .masquerade: list.expression("masq") { _ in }
        case .translate(let address, let port):
            list.immediate(address.bytes, register: 1)
            list.immediate([UInt8(port >> 8), UInt8(port & 0xff)], register: 2)
            list.expression("nat") { nat in
                nat.attribute(1, networkOrder: 1)
                nat.attribute(2, networkOrder: address.isVersion6 ? 10 : 2)
                nat.attribute(3, networkOrder: 1)
                nat.attribute(5, networkOrder: 2)
            }
        }
    }
}

extension Transport {
    /// Its number in a packet (IANA).
    var number: UInt8 { self == .tcp ? 6 : 17 }
}

/// Expressions; all but verdicts use the first register.
extension NetlinkMessages {
    fileprivate enum Comparison: UInt32 { case equal = 0, different = 1, atMost = 3, atLeast = 5 }

    fileprivate mutating func expression(_ name: String, _ data: (inout NetlinkMessages) -> Void) {
        nest(1) { element in
            element.attribute(1, name)
            element.nest(2, data)
        }
    }

    fileprivate mutating func meta(_ key: UInt32) {
        expression("meta") { meta in
            meta.attribute(1, networkOrder: 1)
            meta.attribute(2, networkOrder: key)
        }
    }

    fileprivate mutating func version(_ family: UInt8) {
        meta(Meta.version)
        compare([family], .equal)
    }

    fileprivate mutating func transport(_ number: UInt8) {
        meta(Meta.transport)
        compare([number], .equal)
    }

    fileprivate mutating func connection(key: UInt32) {
        expression("ct") { connection in
            connection.attribute(1, networkOrder: 1)
            connection.attribute(2, networkOrder: key)
        }
    }

    fileprivate mutating func payload(base: UInt32, offset: UInt32, size: UInt32) {
        expression("payload") { payload in
            payload.attribute(1, networkOrder: 1)
            payload.attribute(2, networkOrder: base)
            payload.attribute(3, networkOrder: offset)
            payload.attribute(4, networkOrder: size)
        }
    }

    fileprivate mutating func compare(_ value: [UInt8], _ comparison: Comparison) {
        expression("cmp") { compared in
            compared.attribute(1, networkOrder: 1)
            compared.attribute(2, networkOrder: comparison.rawValue)
            compared.nest(3) { $0.attribute(1, value) }
        }
    }

    fileprivate mutating func compare(_ ports: PortRange) {
        func bytes(_ port: UInt16) -> [UInt8] { [UInt8(port >> 8), UInt8(port & 0xff)] }
        if ports.first == ports.last {
            compare(bytes(ports.first), .equal)
        } else {
            compare(bytes(ports.first), .atLeast)
            compare(bytes(ports.last), .atMost)
        }
    }

    fileprivate mutating func compare(_ subnet: Subnet) {
        let size = subnet.base.bytes.count
        if subnet.length < size * 8 {
            let ones = IPAddress(bytes: [UInt8](repeating: 0xff, count: size)) ?? subnet.base
            mask(Subnet(around: ones, length: subnet.length).base.bytes)
        }
        compare(subnet.base.bytes, .equal)
    }

    /// Whether any of the bits is set.
    fileprivate mutating func compareBits(_ bits: UInt32) {
        mask(Self.bytes(bits))
        compare([0, 0, 0, 0], .different)
    }

    private mutating func mask(_ bits: [UInt8]) {
        expression("bitwise") { bitwise in
            bitwise.attribute(1, networkOrder: 1)
            bitwise.attribute(2, networkOrder: 1)
            bitwise.attribute(3, networkOrder: UInt32(bits.count))
            bitwise.nest(4) { $0.attribute(1, bits) }
            bitwise.nest(5) { $0.attribute(1, [UInt8](repeating: 0, count: bits.count)) }
        }
    }

    fileprivate mutating func immediate(_ value: [UInt8], register: UInt32) {
        expression("immediate") { immediate in
            immediate.attribute(1, networkOrder: register)
            immediate.nest(2) { $0.attribute(1, value) }
        }
    }

    fileprivate mutating func verdict(_ code: UInt32) {
        expression("immediate") { immediate in
            immediate.attribute(1, networkOrder: 0)
            immediate.nest(2) { data in data.nest(2) { $0.attribute(1, networkOrder: code) } }
        }
    }
}
