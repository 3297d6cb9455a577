extension Reference {
    /// Whether the registry is on this machine: `localhost`, `127.0.0.0/8` or `::1`, which other tools ask by plain HTTP too.
    var isLoopback: Bool {
        if domain.hasPrefix("[") {
            let address = domain.dropFirst().prefix { $0 != "]" }
            let isOne = address.hasSuffix("1") && address.dropLast().utf8.allSatisfy { $0 == 0x30 || $0 == 0x3a }
            return isOne && address.contains(":") && address != ":1"
        }
        let host = domain.prefix { $0 != ":" }.lowercased()
        if host == "localhost" || host.hasSuffix(".localhost") { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { !$0.isEmpty && $0.utf8.count <= 3 && $0.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }
    }
}
