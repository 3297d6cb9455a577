package import JSON

/// Ports on which connections may be awaited.
package struct ListenRule: Rule {
    package static let noun = "listening port"
    package static let keys = ["port", "protocol"]

    package var ports: PortRange
    package var transport: Transport

    package init(ports: PortRange, transport: Transport = .tcp) {
        self.ports = ports
        self.transport = transport
    }

    package init(_ fields: Fields) throws(ProfileError) {
        ports = try fields.ports("port")
        transport = try fields.choice("protocol", of: Transport.allCases)
    }

    package var members: [JSONValue.Member] {
        [.init("port", .ports(ports)), .init("protocol", .string(transport.rawValue))]
    }

    package var identity: String { "\(transport.rawValue) \(ordered(ports.first)) \(ordered(ports.last))" }

    package func covers(_ other: ListenRule) -> Bool {
        transport == other.transport && ports.contains(other.ports)
    }

    package var summary: String { "listen \(ports)/\(transport.rawValue)" }
}

extension JSONValue {
    /// A port as a number, a range as a text.
    static func ports(_ ports: PortRange) -> JSONValue {
        ports.first == ports.last ? .number("\(ports.first)") : .string("\(ports)")
    }
}
