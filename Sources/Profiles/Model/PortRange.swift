/// The protocol of a port.
package enum Transport: String, Sendable, CaseIterable { case tcp, udp }

/// A port, or ports from one to another, of 1 to 65535.
package struct PortRange: Sendable, Hashable, CustomStringConvertible {
    package let first: UInt16
    package let last: UInt16

    /// Every port.
    package static let all = PortRange(unchecked: 1, .max)

    /// One port, unless it is 0.
    package init?(_ port: Int) { self.init(port, port) }

    /// Ports from one to another, unless there are none or they are no ports.
    package init?(_ first: Int, _ last: Int) {
        guard first >= 1, first <= last, last <= 65_535 else { return nil }
        self.init(unchecked: UInt16(first), UInt16(last))
    }

    /// Takes `80` and `8000-8010`.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let head = parts.first, let first = Self.number(head) else { return nil }
        switch parts.count {
        case 1: self.init(first)
        case 2:
            guard let last = Self.number(parts[1]) else { return nil }
            self.init(first, last)
        default: return nil
        }
    }

    private init(unchecked first: UInt16, _ last: UInt16) {
        self.first = first
        self.last = last
    }

    private static func number(_ text: Substring) -> Int? {
        guard (1...5).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        return Int(text)
    }

    package func contains(_ other: PortRange) -> Bool { first <= other.first && other.last <= last }

    package var description: String { first == last ? "\(first)" : "\(first)-\(last)" }
}
