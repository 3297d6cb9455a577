package import Bytes

/// Addresses that share their first bits, of one network.
package struct Subnet: Sendable, Hashable, CustomStringConvertible {
    /// The first of them.
    package let base: IPAddress
    /// How many bits they share.
    package let length: Int

    /// The network that an address lies in.
    package init(around address: IPAddress, length: Int) {
        self.length = min(max(0, length), address.bytes.count * 8)
        let shared = self.length
        let bytes = address.bytes.enumerated().map { index, byte in
            let own = min(max(shared - index * 8, 0), 8)
            return own == 0 ? 0 : (byte >> UInt8(8 - own)) << UInt8(8 - own)
        }
        base = IPAddress(bytes: bytes) ?? address
    }

    /// Reads `10.1.2.0/24`; the bits behind the length must be zero.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPAddress(String(parts[0])), (1...3).contains(parts[1].utf8.count),
            parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let length = Int(parts[1]),
            length <= address.bytes.count * 8
        else { return nil }
        self.init(around: address, length: length)
        guard base == address else { return nil }
    }

    /// Reads what a network of containers may have: private or otherwise unicast addresses, and room for some containers.
    package init(ofNetwork text: String) throws {
        guard let subnet = Subnet(text) else {
            throw RuntimeError(
                .invalid, "\(text) is no network, such as 10.20.30.0/24, whose bits behind its length are zero")
        }
        self = subnet
        let bits = base.bytes.count * 8
        guard length >= 8, bits - length >= 3 else {
            throw RuntimeError(.invalid, "\(text) is no size of a network of containers")
        }
        let unusable = Self.unusable.contains { $0.overlaps(subnet) }
        guard !unusable else { throw RuntimeError(.invalid, "\(text) has addresses that no machine can have") }
    }

    /// This machine's own, those of neighbours alone, those of many.
    private static let unusable = [
        "0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3", "::/8", "fe80::/10", "ff00::/8",
    ].compactMap { Subnet($0) }

    package func contains(_ address: IPAddress) -> Bool { address.isInside(base, length: length) }

    package func overlaps(_ other: Subnet) -> Bool {
        length <= other.length ? contains(other.base) : other.contains(base)
    }

    /// The address of a number from the first one on; nothing where there are not so many, or it is the last, which means all.
    package func address(_ number: Int) -> IPAddress? {
        let bits = base.bytes.count * 8 - length
        guard number > 0, bits >= 62 || number < (1 << bits) - 1 else { return nil }
        var bytes = base.bytes
        var rest = number
        for index in bytes.indices.reversed() where rest > 0 {
            rest += Int(bytes[index])
            bytes[index] = UInt8(truncatingIfNeeded: rest)
            rest >>= 8
        }
        return IPAddress(bytes: bytes)
    }

    /// How many addresses containers may have, at most as many as anybody looks through.
    package var room: Int {
        let bits = base.bytes.count * 8 - length
        return bits > 16 ? 65_533 : (1 << bits) - 3
    }

    package var description: String { "\(base)/\(length)" }
}
