internal import Glibc

/// Addresses of hosts by their names, as this machine resolves them.
package enum HostAddresses {
    /// The addresses of a name, of four and sixteen bytes, sorted; none where it has none or nobody answers.
    package static func of(_ name: String) -> [[UInt8]] {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(name, nil, &hints, &list) == 0, let list else { return [] }
        defer { freeaddrinfo(list) }
        var addresses: Set<[UInt8]> = []
        for entry in sequence(first: list, next: { $0.pointee.ai_next }) {
            guard let address = entry.pointee.ai_addr else { continue }
            switch entry.pointee.ai_family {
            case AF_INET:
                address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { place in
                    _ = withUnsafeBytes(of: place.pointee.sin_addr) { addresses.insert(Array($0)) }
                }
            case AF_INET6:
                address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) { place in
                    _ = withUnsafeBytes(of: place.pointee.sin6_addr) { addresses.insert(Array($0)) }
                }
            default: break
            }
        }
        return addresses.sorted { $0.count != $1.count ? $0.count < $1.count : $0.lexicographicallyPrecedes($1) }
    }
}
