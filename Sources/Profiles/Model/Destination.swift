package import Bytes

/// Where a connection may lead.
package enum Destination: Sendable, Hashable, CustomStringConvertible {
    /// Everywhere.
    case any
    /// Addresses that share their first bits; a single one shares all of them.
    case network(IPAddress, length: Int)
    /// A name of the DNS, lower case, without a dot at its end.
    case name(String)

    /// Takes `any`, an address, a network as `10.0.0.0/8`, or a name.
    package init?(_ text: String) {
        if text == "any" {
            self = .any
            return
        }
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        if let first = parts.first, let address = IPAddress(String(first)) {
            guard parts.count == 2 else {
                self = .network(address, length: address.bytes.count * 8)
                return
            }
            guard parts[1].utf8.count <= 3, parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let length = Int(parts[1]), length <= address.bytes.count * 8, address.isNetwork(length)
            else { return nil }
            self = .network(address, length: length)
            return
        }
        guard parts.count == 1, Self.isName(text) else { return nil }
        self = .name(text.lowercased())
    }

    /// Labels of letters, digits, `-` and `_` (RFC 1123 §2.1); the last is no number, which would be a mistyped address.
    private static func isName(_ text: String) -> Bool {
        guard (1...253).contains(text.utf8.count) else { return false }
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard let last = labels.last, !last.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
        return labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
                && label.utf8.allSatisfy {
                    switch $0 {
                    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x5f: true
                    default: false
                    }
                }
        }
    }

    /// Whether all that the other means is meant.
    package func covers(_ other: Destination) -> Bool {
        switch (self, other) {
        case (.any, _): true
        case (.network(let network, let length), .network(let address, let otherLength)):
            otherLength >= length && address.isInside(network, length: length)
        default: self == other
        }
    }

    package var description: String {
        switch self {
        case .any: "any"
        case .network(let address, let length):
            length == address.bytes.count * 8 ? "\(address)" : "\(address)/\(length)"
        case .name(let name): name
        }
    }
}

extension IPAddress {
    /// Whether all bits behind the first ones are zero.
    fileprivate func isNetwork(_ length: Int) -> Bool {
        bytes.enumerated().allSatisfy { index, byte in
            let own = min(max(length - index * 8, 0), 8)
            return own == 8 || byte << UInt8(own) == 0
        }
    }
}
