internal import Glibc

/// An address of the Internet Protocol, from its text.
package struct IPAddress: Hashable, Sendable {
    /// Four or sixteen bytes, in network order.
    package let bytes: [UInt8]

    /// Reads the text of an address, or gives nothing where it is none.
    package init?(_ text: String) {
        var four = in_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: &four) { Array($0) }
            return
        }
        var six = in6_addr()
        guard inet_pton(AF_INET6, text, &six) == 1 else { return nil }
        bytes = withUnsafeBytes(of: &six) { Array($0) }
    }

    /// Takes four or sixteen bytes in network order.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    package var isVersion6: Bool { bytes.count == 16 }

    package var isLoopback: Bool {
        bytes.count == 4 ? bytes[0] == 127 : bytes.dropLast().allSatisfy { $0 == 0 } && bytes.last == 1
    }

    /// Whether the first `length` bits are those of `network`.
    package func isInside(_ network: IPAddress, length: Int) -> Bool {
        guard bytes.count == network.bytes.count, length >= 0, length <= bytes.count * 8 else { return false }
        let whole = length / 8
        guard bytes.prefix(whole) == network.bytes.prefix(whole) else { return false }
        let bits = length % 8
        return bits == 0 || (bytes[whole] ^ network.bytes[whole]) >> (8 - bits) == 0
    }
}

extension IPAddress: CustomStringConvertible {
    /// The address as it is usually written (RFC 5952 for version 6).
    package var description: String {
        let text = [CChar](unsafeUninitializedCapacity: Int(INET6_ADDRSTRLEN)) { buffer, filled in
            let isWritten = bytes.withUnsafeBytes {
                inet_ntop(isVersion6 ? AF_INET6 : AF_INET, $0.baseAddress, buffer.baseAddress, socklen_t(buffer.count))
            }
            filled = isWritten == nil ? 0 : buffer.firstIndex(of: 0) ?? 0
        }
        return String(decoding: text.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
