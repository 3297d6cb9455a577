package import JSON

/// Where connections may lead.
package struct ConnectRule: Rule {
    package static let noun = "destination"
    package static let keys = ["to", "port", "protocol"]

    package var destination: Destination
    package var ports: PortRange
    package var transport: Transport

    package init(to destination: Destination, ports: PortRange, transport: Transport = .tcp) {
        self.destination = destination
        self.ports = ports
        self.transport = transport
    }

    package init(_ fields: Fields) throws(ProfileError) {
        let text = try fields.text("to")
        guard let destination = Destination(text) else {
            throw fields.error(
                .malformed,
                "\"\(text)\" is no address, no network whose bits behind its length are zero, no DNS name, and not any",
                at: "to")
        }
        self.destination = destination
        ports = try fields.ports("port")
        transport = try fields.choice("protocol", of: Transport.allCases)
    }

    package var members: [JSONValue.Member] {
        [
            .init("to", .string("\(destination)")), .init("port", .ports(ports)),
            .init("protocol", .string(transport.rawValue)),
        ]
    }

    package var identity: String {
        "\(destination) \(transport.rawValue) \(ordered(ports.first)) \(ordered(ports.last))"
    }

    package func covers(_ other: ConnectRule) -> Bool {
        transport == other.transport && ports.contains(other.ports) && destination.covers(other.destination)
    }

    package var summary: String { "connect to \(destination), port \(ports)/\(transport.rawValue)" }
}
