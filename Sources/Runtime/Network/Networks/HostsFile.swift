internal import Bytes
internal import Platform

/// What a container finds in `/etc/hosts` and `/etc/resolv.conf`.
///
/// Both are files of its folder that it sees by mounts of their own, so that they are written in place and never renamed.
enum HostsFile {
    /// The usual lines, and names with their addresses.
    static func text(_ names: [(name: String, addresses: [IPAddress])]) -> String {
        var text = "127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\n"
        for (name, addresses) in names { for address in addresses { text += "\(address)\t\(name)\n" } }
        return text
    }

    /// The list of a container: its own name, those of the others, and those of its profile.
    ///
    /// - Parameter others: the containers of its network, itself among them.
    static func text(of member: NetworkMember, among others: [NetworkMember], network: String) -> String {
        var names: [(String, [IPAddress])] = [(String(member.identifier.prefix(12)), member.addresses)]
        for other in others.sorted(by: { $0.name < $1.name }) where other.host == nil {
            names.append(("\(other.name) \(other.name).\(network)", other.addresses))
        }
        let known = Set(others.map(\.name))
        let inside = others.filter { $0.identifier == member.identifier || $0.host == member.identifier }
        var seen: Set<String> = known
        for one in inside {
            for (name, addresses) in one.resolved.sorted(by: { $0.key < $1.key }) where seen.insert(name).inserted {
                names.append((name, addresses))
            }
        }
        return text(names)
    }

    /// Writes a file in place; who reads meanwhile sees lines that end, and no old ones behind them.
    static func write(_ text: String, to path: String) throws {
        let file = try FileHandle(appending: path)
        let size = try file.status().size
        var bytes = Array(text.utf8)
        let length = bytes.count
        if try file.read(0..<max(size, length) + 1) == bytes { return }
        bytes += [UInt8](repeating: 0x0a, count: max(0, size - length))
        try bytes.withUnsafeBytes { try file.write($0, at: 0) }
        try file.truncate(to: length)
    }

    /// The lines of this machine's own list of name servers that a container can use.
    ///
    /// - Parameter isPermitted: whether it may ask the server of an address.
    static func nameServers(_ isPermitted: (IPAddress) -> Bool) -> String {
        // A server on this machine's loopback address, as systemd's, is not there in a container; systemd says which it asks itself.
        for path in ["/etc/resolv.conf", "/run/systemd/resolve/resolv.conf"] {
            guard let bytes = try? FileHandle(reading: path).read(0..<65_536) else { continue }
            let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
            let servers = lines.compactMap { line -> IPAddress? in
                let words = line.split { $0 == " " || $0 == "\t" }
                guard words.count > 1, words[0] == "nameserver" else { return nil }
                return IPAddress(String(words[1]))
            }
            let useful = servers.filter { !$0.isLoopback }
            if useful.isEmpty && !servers.isEmpty { continue }
            let permitted = useful.filter(isPermitted)
            if permitted.isEmpty { return "" }
            let others = lines.filter { $0.hasPrefix("search ") || $0.hasPrefix("options ") }.map(String.init)
            return (permitted.map { "nameserver \($0)" } + others).joined(separator: "\n") + "\n"
        }
        return ""
    }
}
