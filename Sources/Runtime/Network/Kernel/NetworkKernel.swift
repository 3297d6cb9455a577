internal import Bytes
internal import Platform

/// What the kernel has of networks: bridges, pairs of devices, settings.
struct NetworkKernel: Sendable {
    /// The device of a container in its own namespace.
    static let device = "eth0"

    /// Whether it speaks version 6 of the protocol.
    var hasVersion6: Bool { (try? FileStatus(of: "/proc/sys/net/ipv6")) != nil }

    /// The networks that this machine reaches.
    func knownNetworks() throws -> [Subnet] { try NetworkDevices().knownNetworks() }

    /// Makes what is missing of a network on this machine.
    func prepare(_ network: NetworkRecord, publishes: Bool) throws {
        let devices = try NetworkDevices()
        let gateways = zip(network.gateways, network.subnets).map { ($0, $1.length) }
        let bridge = try devices.makeBridge(network.bridge, address: Self.hardware(gateways[0].0))
        if hasVersion6 { try NetworkSetting.set("ipv6/conf/\(network.bridge)/accept_ra", to: "0") }
        try devices.start(bridge, addresses: gateways)
        if network.isInternal { return }
        try NetworkSetting.set("ipv4/ip_forward", to: "1")
        if network.subnets.contains(where: \.base.isVersion6) { try forwardVersion6() }
        // A connection to 127.0.0.1 may be led to the bridge; the filter keeps those on it from coming the same way.
        if publishes { try NetworkSetting.set("ipv4/conf/\(network.bridge)/route_localnet", to: "1") }
    }

    /// Lets packets of version 6 through; a machine that listens to its routers goes on to do so.
    private func forwardVersion6() throws {
        if NetworkSetting.value("ipv6/conf/all/forwarding") == "1" { return }
        for device in try Directory.names(at: "/proc/sys/net/ipv6/conf") {
            guard NetworkSetting.value("ipv6/conf/\(device)/accept_ra") == "1", device != "all" else { continue }
            try NetworkSetting.set("ipv6/conf/\(device)/accept_ra", to: "2")
        }
        try NetworkSetting.set("ipv6/conf/all/forwarding", to: "1")
    }

    /// Gives a container a device in its namespace, with its addresses and the ways out.
    func connect(_ member: NetworkMember, _ network: NetworkRecord) throws {
        let devices = try NetworkDevices()
        guard let bridge = try devices.index(of: network.bridge), let first = member.addresses.first else {
            throw RuntimeError(.failed, "the bridge of the network \(network.name) is gone")
        }
        try devices.makePair(
            member.device, bridge: bridge, other: Self.device, process: member.process,
            address: Self.hardware(first))
        let inside = try NetworkDevices(in: .of(member.process))
        guard let device = try inside.index(of: Self.device) else {
            throw RuntimeError(.failed, "the device of the container is gone")
        }
        try inside.start(device, addresses: zip(member.addresses, network.subnets).map { ($0, $1.length) })
        if network.isInternal { return }
        for gateway in network.gateways { try inside.route(by: gateway, device: device) }
    }

    /// Takes a container's devices away.
    func disconnect(_ member: NetworkMember) throws { try NetworkDevices().remove(member.device) }

    /// Takes away all that this machine has of a network.
    func remove(_ network: NetworkRecord) throws {
        try PacketTable.remove(HostFilter.name(network))
        try NetworkDevices().remove(network.bridge)
    }

    /// A hardware address that goes with an address, so that an address that is given anew is found where it was; it is a local one.
    private static func hardware(_ address: IPAddress) -> [UInt8] { [0x02, 0x68] + address.bytes.suffix(4) }
}
