internal import Bytes
internal import Platform
internal import Profiles

/// Networks themselves: made, removed, and made again from what is written down.
extension ContainerNetworks {
    /// Makes a network.
    ///
    /// - Parameter subnets: what was asked for, at most one of each version; what is missing is chosen.
    @discardableResult
    package func create(_ name: String, subnets: [Subnet] = [], isInternal: Bool = false) throws -> NetworkRecord {
        guard NetworkRecord.isName(name) else {
            throw RuntimeError(
                .invalid, "\"\(name)\" is no name of a network; one has letters, digits, dots, dashes and underscores")
        }
        guard Set(subnets.map(\.base.isVersion6)).count == subnets.count else {
            throw RuntimeError(.invalid, "a network has one subnet of each version of the protocol")
        }
        return try store.locked {
            guard store.record(name) == nil else {
                throw RuntimeError(
                    .conflict, "there is a network \(name) already; hullmark network rm \(name) removes it")
            }
            return try make(name, subnets: subnets, isInternal: isInternal)
        }
    }

    /// Removes a network in which no container runs.
    package func remove(_ name: String) throws {
        try store.locked {
            guard let network = store.record(name) else {
                throw RuntimeError(.notFound, "there is no network \(name)")
            }
            if let member = try living(in: network).first {
                throw RuntimeError(.conflict, "\(member.name) is in the network \(name)")
            }
            // The kernel's part first: it is found by what is written down.
            try removeKernelPart(of: network)
            steps.pass("network.removed")
            try store.remove(name)
        }
    }

    /// The containers of a network that run.
    package func members(of network: NetworkRecord) -> [NetworkMember] {
        store.members(of: network.name).filter(\.isLiving)
    }

    /// Makes a network; the lock is held.
    func make(_ name: String, subnets: [Subnet], isInternal: Bool) throws -> NetworkRecord {
        // Other runtime folders choose their subnets here too.
        let machine = try FileHandle(reading: "/sys/class/net")
        try machine.lock()
        defer { extendLifetime(machine) }
        let taken = try store.all().flatMap(\.subnets) + kernel.knownNetworks()
        for subnet in subnets {
            if let other = taken.first(where: subnet.overlaps) {
                throw RuntimeError(.conflict, "\(subnet) overlaps \(other), which this machine knows already")
            }
        }
        var chosen = subnets
        if !chosen.contains(where: { !$0.base.isVersion6 }) { chosen.append(try Self.freeSubnet(taken)) }
        if kernel.hasVersion6, !chosen.contains(where: \.base.isVersion6) {
            chosen += [Self.localSubnet()].compactMap { $0 }
        }
        chosen.sort { $0.base.bytes.count < $1.base.bytes.count }
        let network = NetworkRecord(
            name: name, bridge: NetworkRecord.bridge(name, in: store.folder.path), subnets: chosen,
            isInternal: isInternal)
        try store.save(network)
        steps.pass("network.recorded")
        do {
            try prepare(network, publishes: false)
            try update(network)
        } catch {
            try? removeKernelPart(of: network)
            try? store.remove(name)
            throw error
        }
        return network
    }

    /// Makes what is missing of a network on this machine.
    func prepare(_ network: NetworkRecord, publishes: Bool) throws {
        try kernel.prepare(network, publishes: publishes)
        // The first program of each kind takes the kernel some 10 ms, since it changes its own code, and more of them next to none. So each
        // network has them in a group without processes, and no start waits for it. What cannot be is said at the starts.
        let name = Self.standingGroup(of: network)
        do {
            guard let group = try groups.makeSocketGroup(name) else { return }
            try SocketFilter(NetworkPolicy(), resolved: [:], ownsLoopback: true).hold(group: group)
        } catch {
            groups.removeSocketGroup(name)
        }
    }

    private func removeKernelPart(of network: NetworkRecord) throws {
        try kernel.remove(network)
        groups.removeSocketGroup(Self.standingGroup(of: network))
    }

    private static func standingGroup(of network: NetworkRecord) -> String { "hullmark-\(network.bridge)" }

    /// Makes, from what is written down: the filter of this machine, the lists of hosts of all containers of a network, and the filters
    /// of those that name others.
    ///
    /// - Parameter changed: a container whose filter is to be made in any case.
    func update(_ network: NetworkRecord, changed: String? = nil) throws {
        let members = try living(in: network)
        let own = members.filter { $0.host == nil }
        try HostFilter.table(network, own).install()
        for member in own {
            // A container that ends just now takes its files and its namespace with it.
            try? HostsFile.write(
                HostsFile.text(of: member, among: members, network: network.name), to: "\(member.folder)/etc/hosts")
            let inside = [member] + members.filter { $0.host == member.identifier }
            guard member.identifier == changed || inside.contains(where: { $0.policy?.names.isEmpty == false }) else {
                continue
            }
            do { try installFilter(of: member, among: members, in: network) } catch {
                // Its namespace goes before its process does. And whoever keeps an older filter is held by that.
                let isGone = (error as? SystemError)?.isNotFound == true || !member.isLiving
                if member.identifier == changed && !isGone { throw error }
            }
            for one in inside where one.policy?.names.isEmpty == false {
                // Held by what is older, or by nothing where the kernel has no such programs, which was said at the start.
                try? holdSockets(
                    of: one, addresses: resolved(one, among: members, in: network), ownsLoopback: true)
            }
        }
        steps.pass("network.updated")
    }

    /// The containers of a network that run; those that do not are let go of.
    func living(in network: NetworkRecord) throws -> [NetworkMember] {
        var living: [NetworkMember] = []
        for member in store.members(of: network.name) {
            if member.isLiving {
                living.append(member)
            } else {
                if member.host == nil { try kernel.disconnect(member) }
                store.forget(member.identifier, in: network.name)
                groups.removeSocketGroup(ContainerBundle.controlGroup(member.identifier))
            }
        }
        return living
    }

    /// Puts the filter into the namespace of a container, which also holds those that share it.
    func installFilter(of member: NetworkMember, among members: [NetworkMember], in network: NetworkRecord) throws {
        // Who is held to nothing has no filter, and who joins it gets none there.
        guard member.policy != nil else { return }
        let inside = [member] + members.filter { $0.host == member.identifier }
        let table = try ContainerFilter.table(
            inside.compactMap { one in
                one.policy.map { ($0, resolved(one, among: members, in: network)) }
            })
        try table.install(in: .of(member.process))
    }

    /// Lets the kernel ask about every socket of a container.
    func holdSockets(of member: NetworkMember, addresses: [String: [IPAddress]], ownsLoopback: Bool) throws {
        guard let policy = member.policy else { return }
        let group = try groups.socketGroup(of: member.process, name: ContainerBundle.controlGroup(member.identifier))
        try SocketFilter(policy, resolved: addresses, ownsLoopback: ownsLoopback).hold(group: group)
    }

    /// The addresses of the names in a container's profile: those of containers first.
    func resolved(
        _ member: NetworkMember, among members: [NetworkMember], in network: NetworkRecord
    ) -> [String: [IPAddress]] {
        var addresses = member.resolved
        for other in members where other.host == nil {
            // A name of the DNS has no upper case.
            addresses[other.name.lowercased()] = other.addresses
            addresses["\(other.name).\(network.name)".lowercased()] = other.addresses
        }
        return addresses
    }

    /// The name servers that a container may ask.
    func nameServers(for member: NetworkMember, in network: NetworkRecord) -> String {
        if network.isInternal { return "" }
        guard let policy = member.policy else { return HostsFile.nameServers { _ in true } }
        let openings = policy.openings(member.resolved).filter { $0.ports.first <= 53 && $0.ports.last >= 53 }
        return HostsFile.nameServers { server in
            openings.contains { opening in
                guard let subnet = opening.subnet else {
                    return !NetworkPolicy.metadata.contains { $0.contains(server) }
                }
                return subnet.contains(server)
            }
        }
    }

    /// The first private network of version 4 that nobody knows.
    private static func freeSubnet(_ taken: [Subnet]) throws -> Subnet {
        for second in [107, 108] {
            for third in 0...255 {
                guard let subnet = Subnet("10.\(second).\(third).0/24") else { continue }
                if !taken.contains(where: subnet.overlaps) { return subnet }
            }
        }
        throw RuntimeError(.conflict, "no private network is left; name one by --subnet")
    }

    /// A network of version 6 that nobody else has, by chance (RFC 4193 §3.2.2).
    private static func localSubnet() -> Subnet? {
        let bytes: [UInt8] = [0xfd] + (0..<5).map { _ in UInt8.random(in: 0...255) }
        return IPAddress(bytes: bytes + [UInt8](repeating: 0, count: 10)).map { Subnet(around: $0, length: 64) }
    }
}

extension NetworkMember {
    /// Whether its first process runs.
    var isLiving: Bool { OtherProcess(process, startTime: startTime)?.isRunning == true }
}
