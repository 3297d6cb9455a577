#if canImport(Glibc)
import Glibc
#endif

/// An address of the Internet Protocol, from its text.
struct IPAddress: Hashable {
    /// Four or sixteen bytes, in network order.
    let bytes: [UInt8]

    /// Reads the text of an address, or gives nothing where it is none.
    init?(_ text: String) {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: &four) { Array($0) }
            return
        }
        var six = in6_addr()
        guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        bytes = withUnsafeBytes(of: &six) { Array($0) }
    }

    var isVersion6: Bool { bytes.count == 16 }

    var isLoopback: Bool {
        bytes.count == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
    }

    /// Whether the first `length` bits are those of `network`.
    func isInside(_ network: IPAddress, length: Int) -> Bool {
        guard bytes.count == network.bytes.count, length >= 0, length <= bytes.count * 8 else { return false }
        let whole = length / 8
        guard bytes.prefix(whole) == network.bytes.prefix(whole) else { return false }
        let bits = length % 8
        return bits == 0 || (bytes[whole] ^ network.bytes[whole]) >> (8 - bits) == 0
    }
}
