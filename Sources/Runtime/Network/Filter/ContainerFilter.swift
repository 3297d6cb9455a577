internal import Bytes
internal import Profiles

/// The packet filter inside a container's own network namespace: whatever its profile does not name is refused there.
enum ContainerFilter {
    static let name = "hullmark"
    /// Destinations that a namespace's filter can have; each is asked when something new is sent.
    static let limit = 4096

    /// The table that holds containers of one network namespace to what any of them may do.
    static func table(_ policies: [(policy: NetworkPolicy, resolved: [String: [IPAddress]])]) throws -> PacketTable {
        var listening: [NetworkPolicy.Listening] = []
        var openings: [NetworkPolicy.Opening] = []
        for (policy, resolved) in policies {
            listening += policy.listening.filter { !listening.contains($0) }
            openings += policy.openings(resolved).filter { !openings.contains($0) }
        }
        guard openings.count <= limit, listening.count <= limit else {
            throw RuntimeError(.invalid, "the profile names more than \(limit) destinations or ports")
        }
        // What is on its way inside the namespace never leaves it; Landlock holds the ports of TCP there too.
        let known = [PacketRule([.known], .accept)] + PacketRule.neighbours
        var input = PacketTable.Chain(name: "input", kind: .filter, hook: .input, priority: 0, isOpen: false)
        input.rules = [PacketRule([.device(isOutput: false, "lo", isEqual: true)], .accept)] + known
        input.rules += listening.map { PacketRule([.ports($0.transport, $0.ports)], .accept) }
        var output = PacketTable.Chain(name: "output", kind: .filter, hook: .output, priority: 0, isOpen: false)
        output.rules = [PacketRule([.device(isOutput: true, "lo", isEqual: true)], .accept)] + known
        let named = openings.filter(NetworkPolicy.namesMetadata)
        output.rules += named.map(rule)
        output.rules += NetworkPolicy.metadata.map { PacketRule([.address(isSource: false, $0)], .reject) }
        output.rules += openings.filter { !NetworkPolicy.namesMetadata($0) }.map(rule)
        // Told at once, nobody waits for what never comes.
        output.rules.append(PacketRule([], .reject))
        let forward = PacketTable.Chain(name: "forward", kind: .filter, hook: .forward, priority: 0, isOpen: false)
        return PacketTable(name: name, chains: [input, forward, output])
    }

    private static func rule(_ opening: NetworkPolicy.Opening) -> PacketRule {
        let address = opening.subnet.map { [PacketRule.Condition.address(isSource: false, $0)] } ?? []
        return PacketRule(address + [.ports(opening.transport, opening.ports)], .accept)
    }
}
