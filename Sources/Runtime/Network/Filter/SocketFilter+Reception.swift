internal import Bytes
internal import Platform
internal import Profiles

/// What may come to a container's sockets.
///
/// A socket that listens or sends without a port gets one by the kernel, which asks nobody (`inet_autobind`, `inet_csk_get_port`). So what
/// comes to it is looked at: connections to a port that the profile does not name are dropped, and messages unless they answer. This
/// program sees each packet that a socket of the control group is to get, beginning with its IP header.
extension SocketFilter {
    /// Where it lies (`struct __sk_buff`, and of the socket `struct bpf_sock`), and where on the stack copies are put.
    fileprivate enum Place {
        static let version: Int16 = 16
        static let socket: Int16 = 168
        static let type: Int16 = 8
        static let transport: Int16 = 12
        static let ownPort: Int16 = 44
        static let state: Int16 = 72
        static let header: Int16 = -8
        static let port: Int16 = -16
        static let address: Int16 = -32
    }

    /// Registers that keep what they have while functions are called.
    fileprivate enum Kept {
        static let packet: UInt8 = 6
        static let socket: UInt8 = 7
    }

    private static let listeningState: Int32 = 10
    private static let rawSocket: Int32 = 3
    /// `ETH_P_IP` and `ETH_P_IPV6` in network order.
    fileprivate static let version4: Int32 = 0x0008
    fileprivate static let version6: Int32 = 0xdd86

    /// The program.
    var reception: [UInt64] {
        var code = SocketCode()
        code.add(0xbf, to: Kept.packet, from: 1)
        code.add(0x79, to: 1, from: Kept.packet, offset: Place.socket)
        code.when(1, is: 0) { $0.decide(.accept) }
        // `bpf_sk_fullsock`: nothing for one whose connection is only begun or over.
        code.add(0x85, number: 95)
        code.when(0, is: 0) { $0.decide(.accept) }
        code.add(0xbf, to: Kept.socket, from: 0)
        code.add(0x61, to: 2, from: Kept.socket, offset: Place.type)
        code.when(2, is: Self.rawSocket) { $0.decide(.accept) }
        code.add(0x61, to: SocketCode.Register.transport, from: Kept.socket, offset: Place.transport)
        code.add(0x61, to: SocketCode.Register.ownPort, from: Kept.socket, offset: Place.ownPort)
        for rule in listening {
            code.rule(.accept) { code in
                code.require(protocol: rule.transport.number)
                code.require(ownPorts: rule.ports.first...rule.ports.last)
            }
        }
        code.when(SocketCode.Register.transport, is: Int32(Transport.tcp.number)) { code in
            code.add(0x61, to: 2, from: Kept.socket, offset: Place.state)
            code.when(2, is: Self.listeningState) { $0.decide(.refuse) }
            code.decide(.accept)
        }
        code.unless(SocketCode.Register.transport, is: Int32(Transport.udp.number)) { $0.decide(.refuse) }
        code.loadSource()
        addRules(
            for: openings.filter { $0.transport == .udp }, to: &code, isVersion6: true,
            loopback: ["127.0.0.0/8", "::1/128"].compactMap { Subnet($0) })
        return code.end()
    }
}

extension SocketCode {
    /// Loads where a message comes from, one of version 4 as an address of version 6 (RFC 4291 §2.5.5.2).
    fileprivate mutating func loadSource() {
        typealias Place = SocketFilter.Place
        add(0x61, to: 2, from: SocketFilter.Kept.packet, offset: Place.version)
        when(2, is: SocketFilter.version4) { code in
            code.copy(1, from: 0, to: Place.header)
            code.add(0x71, to: 2, from: 10, offset: Place.header)
            // The header's length in words of four bytes.
            code.add(0x57, to: 2, number: 15)
            code.add(0x67, to: 2, number: 2)
            code.copy(2, to: Place.port)
            code.copy(4, from: 12, to: Place.address + 12)
            code.add(0x62, to: 10, offset: Place.address)
            code.add(0x62, to: 10, offset: Place.address + 4)
            code.add(0x62, to: 10, offset: Place.address + 8, number: -0x10000)
            code.add(0xb7, to: 2)
        }
        when(2, is: SocketFilter.version6) { code in
            code.copy(1, from: 6, to: Place.header)
            code.add(0x71, to: 2, from: 10, offset: Place.header)
            // Headers between that of IP and that of UDP are of nobody who answers.
            code.unless(2, is: Int32(Transport.udp.number)) { $0.decide(.refuse) }
            code.copy(2, from: 40, to: Place.port)
            code.copy(16, from: 8, to: Place.address)
            code.add(0xb7, to: 2)
        }
        unless(2, is: 0) { $0.decide(.refuse) }
        add(0xb7, to: Register.transport, number: Int32(Transport.udp.number))
        add(0x69, to: Register.port, from: 10, offset: Place.port)
        // From network order.
        add(0xdc, to: Register.port, number: 16)
        for word in 0..<4 {
            add(0x61, to: Register.address + UInt8(word), from: 10, offset: Place.address + Int16(word * 4))
        }
    }

    /// Copies bytes of the packet to the stack (`bpf_skb_load_bytes`), from a place that is known or that r2 has; a packet that is too short
    /// is refused.
    private mutating func copy(_ count: Int32, from place: Int32? = nil, to stack: Int16) {
        if let place { add(0xb7, to: 2, number: place) }
        add(0xbf, to: 1, from: SocketFilter.Kept.packet)
        add(0xbf, to: 3, from: 10)
        add(0x07, to: 3, number: Int32(stack))
        add(0xb7, to: 4, number: count)
        add(0x85, number: 26)
        unless(0, is: 0) { $0.decide(.refuse) }
    }
}
