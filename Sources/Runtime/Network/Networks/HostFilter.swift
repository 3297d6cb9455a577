internal import Bytes
internal import Profiles

/// What this machine does with the packets of one network: who may come in, how they go out, and where published ports lead.
enum HostFilter {
    static func name(_ network: NetworkRecord) -> String { "hullmark-\(network.bridge)" }

    static func table(_ network: NetworkRecord, _ members: [NetworkMember]) -> PacketTable {
        let bridge = network.bridge
        let from = PacketRule.Condition.device(isOutput: false, bridge, isEqual: true)
        let to = PacketRule.Condition.device(isOutput: true, bridge, isEqual: true)
        let notFrom = PacketRule.Condition.device(isOutput: false, bridge, isEqual: false)
        let notTo = PacketRule.Condition.device(isOutput: true, bridge, isEqual: false)
        var table = PacketTable(name: name(network))
        // This machine's loopback addresses can be reached by the bridge, for published ports. Not by who is on it.
        var raw = PacketTable.Chain(name: "raw", kind: .filter, hook: .prerouting, priority: -300, isOpen: true)
        raw.rules = ["127.0.0.0/8", "::1/128"].compactMap { Subnet($0) }
            .map { PacketRule([from, .address(isSource: false, $0)], .drop) }
        var input = PacketTable.Chain(name: "input", kind: .filter, hook: .input, priority: 0, isOpen: true)
        var forward = PacketTable.Chain(name: "forward", kind: .filter, hook: .forward, priority: 0, isOpen: true)
        if network.isInternal {
            input.rules = [PacketRule([from, .known], .accept)]
            input.rules += PacketRule.neighbours.map { PacketRule([from] + $0.conditions, .accept) }
            input.rules.append(PacketRule([from], .drop))
            forward.rules = [PacketRule([from, notTo], .drop), PacketRule([notFrom, to], .drop)]
            table.chains = [raw, input, forward]
            return table
        }
        forward.rules = [
            PacketRule([to, .known], .accept), PacketRule([to, .translated], .accept),
            PacketRule([notFrom, to], .drop),
        ]
        var entering = PacketTable.Chain(name: "entering", kind: .nat, hook: .prerouting, priority: -100, isOpen: true)
        var own = PacketTable.Chain(name: "own", kind: .nat, hook: .output, priority: -100, isOpen: true)
        for member in members {
            for port in member.ports { entering.rules += translations(port, to: member.addresses) }
        }
        own.rules = entering.rules
        var leaving = PacketTable.Chain(name: "leaving", kind: .nat, hook: .postrouting, priority: 100, isOpen: true)
        for subnet in network.subnets {
            leaving.rules.append(PacketRule([.address(isSource: true, subnet), notTo], .masquerade))
            // Back to the same network by a published port: the answer must come back this way.
            leaving.rules.append(PacketRule([.address(isSource: true, subnet), to, .translated], .masquerade))
        }
        if let loopback = Subnet("127.0.0.0/8") {
            leaving.rules.append(PacketRule([.address(isSource: true, loopback), to], .masquerade))
        }
        table.chains = [raw, input, forward, entering, own, leaving]
        return table
    }

    private static func translations(_ port: PublishedPort, to addresses: [IPAddress]) -> [PacketRule] {
        guard let ports = PortRange(Int(port.hostPort)) else { return [] }
        return addresses.compactMap { address in
            if let wanted = port.address, wanted.isVersion6 != address.isVersion6 { return nil }
            let place: PacketRule.Condition =
                port.address.map { .address(isSource: false, Subnet(around: $0, length: $0.bytes.count * 8)) } ?? .local
            return PacketRule(
                [.version(address.isVersion6 ? 6 : 4), place, .ports(port.transport, ports)],
                .translate(address, port.port))
        }
    }
}
