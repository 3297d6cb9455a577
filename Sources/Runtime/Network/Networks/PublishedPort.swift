package import Bytes
package import Profiles

/// A port of this machine that leads into a container.
package struct PublishedPort: Sendable, Hashable, CustomStringConvertible {
    /// The address of this machine; nothing for all of them.
    package let address: IPAddress?
    package let hostPort: UInt16
    package let port: UInt16
    package let transport: Transport

    /// Reads `[ADDRESS:]HOSTPORT:PORT[/udp]`; an address of version 6 stands in brackets.
    package init(_ text: String) throws {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2, let transport = parts.count == 2 ? Transport(rawValue: parts[1]) : .tcp,
            let (place, own) = Self.cut(parts[0])
        else { throw Self.error(text) }
        let (address, host) = Self.cut(place) ?? ("", place)
        guard let port = PortRange(own), port.first == port.last, let hostPort = PortRange(host),
            hostPort.first == hostPort.last
        else { throw Self.error(text) }
        let isBracketed = address.hasPrefix("[") && address.hasSuffix("]")
        self.address = IPAddress(isBracketed ? String(address.dropFirst().dropLast()) : address)
        guard place == host || self.address.map({ $0.isVersion6 == isBracketed }) == true else {
            throw Self.error(text)
        }
        self.hostPort = hostPort.first
        self.port = port.first
        self.transport = transport
    }

    private static func error(_ text: String) -> RuntimeError {
        RuntimeError(
            .invalid,
            "\"\(text)\" publishes no port; 8080:80 does, or 127.0.0.1:8080:80, [::1]:8080:80, 5353:53/udp")
    }

    /// What stands before and behind the last colon that is not in brackets.
    private static func cut(_ text: String) -> (String, String)? {
        guard let colon = text.lastIndex(of: ":"), text[colon...].firstIndex(of: "]") == nil else { return nil }
        return (String(text[..<colon]), String(text[text.index(after: colon)...]))
    }

    /// Whether both want the same port of this machine.
    package func collides(with other: PublishedPort) -> Bool {
        hostPort == other.hostPort && transport == other.transport
            && (address == nil || other.address == nil || address == other.address)
    }

    package var description: String {
        let place = address.map { $0.isVersion6 ? "[\($0)]:" : "\($0):" } ?? ""
        return "\(place)\(hostPort):\(port)/\(transport.rawValue)"
    }
}
