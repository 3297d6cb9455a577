internal import Bytes
internal import Platform
internal import Profiles

/// Networks of containers on this machine: a bridge each, an address for each container, and nothing but what profiles name.
package struct ContainerNetworks: ContainerNetwork {
    package let store: NetworkStore
    let groups: ControlGroups
    let kernel = NetworkKernel()
    let steps: StepWatch
    private let resolver: NameResolver

    package init(
        _ folder: RuntimeFolder, groups: ControlGroups = ControlGroups(), resolver: NameResolver = .ofThisMachine,
        steps: StepWatch = .none
    ) {
        store = NetworkStore(folder)
        self.groups = groups
        self.resolver = resolver
        self.steps = steps
    }

    package func attach(_ container: NetworkedContainer) throws -> [String] {
        guard container.request.mode != .none else { return [] }
        guard let startTime = OtherProcess.startTime(of: container.process) else {
            throw RuntimeError(.failed, "the container is gone")
        }
        var member = NetworkMember(container, startTime: startTime)
        let notes: [String]
        switch container.request.mode {
        case .none: notes = []
        case .host: notes = resolver.resolve(&member, except: [])
        case .container(let other): notes = try join(&member, other: other)
        case .network(let name):
            member.ports = container.request.ports
            notes = try connect(&member, to: name)
        }
        if !container.request.lacks.contains(.socketPrograms) {
            let network = try store.network(of: member.identifier).flatMap(store.record)
            let addresses =
                network.map { resolved(member, among: store.members(of: $0.name), in: $0) } ?? member.resolved
            try holdSockets(of: member, addresses: addresses, ownsLoopback: container.request.mode != .host)
            steps.pass("network.held")
        }
        return notes
    }

    package func detach(_ identifier: String) throws {
        guard try store.network(of: identifier) != nil else { return }
        try store.locked {
            while let name = try store.network(of: identifier) {
                let member = store.members(of: name).first { $0.identifier == identifier }
                if let member, member.host == nil { try kernel.disconnect(member) }
                store.forget(identifier, in: name)
                steps.pass("network.forgotten")
                guard let network = store.record(name) else { continue }
                try update(network, changed: member?.host)
            }
        }
    }

    /// Lets go of containers that ended, asks again for the addresses of names, and makes the kernel's part of every network anew.
    package func refresh() throws {
        let answers = resolver.answers(
            to: Set(try store.all().flatMap { store.members(of: $0.name) }.flatMap { $0.policy?.names ?? [] }))
        try store.locked {
            for network in try store.all() {
                for member in try living(in: network) {
                    var asked = member
                    for name in member.policy?.names ?? [] {
                        // An answer that does not come changes nothing.
                        if let found = answers[name], !found.isEmpty { asked.resolved[name] = found }
                    }
                    if asked != member { try store.save(asked, in: network.name) }
                }
                try prepare(network, publishes: store.members(of: network.name).contains { !$0.ports.isEmpty })
                try update(network)
            }
        }
    }

    /// Puts a container into a network, with an address of its own.
    private func connect(_ member: inout NetworkMember, to name: String) throws -> [String] {
        let notes = resolver.resolve(&member, except: Set(store.members(of: name).map(\.name)))
        try store.locked {
            let network = try store.record(name) ?? usual(name)
            if network.isInternal && !member.ports.isEmpty {
                throw RuntimeError(.invalid, "nothing leads out of the network \(name), and no port into it")
            }
            let others = try living(in: network)
            try checkPorts(of: member)
            member.addresses = try addresses(in: network, taken: Set(others.flatMap(\.addresses)))
            try store.save(member, in: name)
            steps.pass("network.written")
            do {
                try prepare(network, publishes: (others + [member]).contains { !$0.ports.isEmpty })
                steps.pass("network.bridged")
                // Before the device: it is never there without its filter.
                try installFilter(of: member, among: others + [member], in: network)
                steps.pass("network.filtered")
                try kernel.connect(member, network)
                steps.pass("network.connected")
                try update(network)
                try HostsFile.write(nameServers(for: member, in: network), to: "\(member.folder)/etc/resolv.conf")
            } catch {
                try? kernel.disconnect(member)
                store.forget(member.identifier, in: name)
                throw error
            }
        }
        return notes
    }

    /// Writes down that a container shares the namespace of another, whose filter is opened for both.
    private func join(_ member: inout NetworkMember, other: String) throws -> [String] {
        guard let name = try store.network(of: other) else {
            return resolver.resolve(&member, except: [])
        }
        let notes = resolver.resolve(&member, except: Set(store.members(of: name).map(\.name)))
        try store.locked {
            guard let network = store.record(name) else { return }
            let members = try living(in: network)
            guard let host = members.first(where: { $0.identifier == other }) else {
                throw RuntimeError(.conflict, "the container whose network is to be shared has ended")
            }
            member.host = host.host ?? host.identifier
            try store.save(member, in: name)
            try update(network, changed: member.host)
        }
        return notes
    }

    /// The network of published ports, which is made when the first container wants it.
    private func usual(_ name: String) throws -> NetworkRecord {
        guard name == NetworkMode.usual else {
            throw RuntimeError(.notFound, "there is no network \(name); hullmark network create \(name) makes it")
        }
        return try make(name, subnets: [], isInternal: false)
    }

    /// Addresses that no other container of the network has.
    private func addresses(in network: NetworkRecord, taken: Set<IPAddress>) throws -> [IPAddress] {
        try network.subnets.map { subnet in
            for number in 2..<subnet.room + 2 {
                if let address = subnet.address(number), !taken.contains(address) { return address }
            }
            throw RuntimeError(.conflict, "the network \(network.name) has no address left in \(subnet)")
        }
    }

    /// Refuses ports of this machine that another container or another program has.
    private func checkPorts(of member: NetworkMember) throws {
        if member.ports.isEmpty { return }
        for network in try store.all() {
            for other in try living(in: network) where other.identifier != member.identifier {
                if let port = member.ports.first(where: { other.ports.contains(where: $0.collides) }) {
                    throw RuntimeError(
                        .conflict, "port \(port.hostPort) of this machine leads to \(other.name) already")
                }
            }
        }
        for port in member.ports {
            let places = port.address.map { [$0.bytes] } ?? [[0, 0, 0, 0], [UInt8](repeating: 0, count: 16)]
            if places.contains(where: {
                HostPort.isTaken(port.hostPort, address: $0, isStream: port.transport == .tcp)
            }) {
                throw RuntimeError(.conflict, "another program has port \(port.hostPort) of this machine")
            }
        }
    }
}
