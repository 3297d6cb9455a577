internal import Bytes
internal import JSON
package import Profiles

/// What a container may do over a network: the part of its profile that speaks of it.
package struct NetworkPolicy: Sendable, Equatable {
    /// Ports on which it may wait.
    package struct Listening: Sendable, Hashable {
        package let ports: PortRange
        package let transport: Transport
    }

    /// Where it may go.
    package struct Leading: Sendable, Hashable {
        package let destination: Destination
        package let ports: PortRange
        package let transport: Transport
    }

    package private(set) var listening: [Listening] = []
    package private(set) var leading: [Leading] = []

    package init(listening: [Listening] = [], leading: [Leading] = []) {
        self.listening = listening
        self.leading = leading
    }

    package init(_ profile: Profile) {
        listening = profile.listen.map { Listening(ports: $0.ports, transport: $0.transport) }
        leading = profile.connect.map {
            Leading(destination: $0.destination, ports: $0.ports, transport: $0.transport)
        }
    }

    /// The names among its destinations.
    package var names: Set<String> {
        Set(leading.compactMap { if case .name(let name) = $0.destination { name } else { nil } })
    }

    /// Whether it may wait on a port.
    package func mayListen(_ port: UInt16, _ transport: Transport) -> Bool {
        guard let port = PortRange(Int(port)) else { return false }
        return listening.contains { $0.transport == transport && $0.ports.contains(port) }
    }

    /// Destinations whose names became addresses.
    ///
    /// Neither a name nor `any` opens an address at which a cloud gives out what it knows of a machine: that must be named itself.
    struct Opening: Sendable, Hashable {
        /// Nothing: everywhere.
        let subnet: Subnet?
        let ports: PortRange
        let transport: Transport
    }

    /// The destinations as addresses, in the order of the profile.
    ///
    /// - Parameter resolved: the addresses of its names.
    func openings(_ resolved: [String: [IPAddress]]) -> [Opening] {
        var openings: [Opening] = []
        for rule in leading {
            let subnets: [Subnet?] =
                switch rule.destination {
                case .any: [nil]
                case .network(let address, let length): [Subnet(around: address, length: length)]
                case .name(let name):
                    (resolved[name] ?? []).map { Subnet(around: $0, length: $0.bytes.count * 8) }
                        .filter { address in !Self.metadata.contains { $0.contains(address.base) } }
                }
            openings += subnets.map { Opening(subnet: $0, ports: rule.ports, transport: rule.transport) }
        }
        var seen: Set<Opening> = []
        return openings.filter { seen.insert($0).inserted }
    }

    /// Where clouds tell a machine its secrets, and all that reach neighbours alone.
    static let metadata = [
        "169.254.0.0/16", "100.100.100.200/32", "192.0.0.192/32", "fd00:ec2::/64", "fd20:ce::254/128", "fe80::/10",
    ].compactMap { Subnet($0) }

    /// Whether an opening names such an address, and not merely many among which it is.
    static func namesMetadata(_ opening: Opening) -> Bool {
        guard let subnet = opening.subnet else { return false }
        return metadata.contains { $0.length <= subnet.length && $0.contains(subnet.base) }
    }
}

/// What was written down of a policy, and read again.
extension NetworkPolicy {
    func write(into writer: inout JSONWriter) {
        writer.array("listen") { writer in
            for rule in listening { writer.value("\(rule.ports)/\(rule.transport.rawValue)") }
        }
        writer.array("connect") { writer in
            for rule in leading { writer.value("\(rule.destination) \(rule.ports)/\(rule.transport.rawValue)") }
        }
    }

    init?(_ json: JSONValue) {
        for value in json["listen"]?.array ?? [] {
            guard let (ports, transport) = Self.ports(value.string ?? "") else { return nil }
            listening.append(Listening(ports: ports, transport: transport))
        }
        for value in json["connect"]?.array ?? [] {
            let words = (value.string ?? "").split(separator: " ").map(String.init)
            guard words.count == 2, let destination = Destination(words[0]),
                let (ports, transport) = Self.ports(words[1])
            else { return nil }
            leading.append(Leading(destination: destination, ports: ports, transport: transport))
        }
    }

    private static func ports(_ text: String) -> (PortRange, Transport)? {
        let parts = text.split(separator: "/").map(String.init)
        guard parts.count == 2, let ports = PortRange(parts[0]), let transport = Transport(rawValue: parts[1]) else {
            return nil
        }
        return (ports, transport)
    }
}
