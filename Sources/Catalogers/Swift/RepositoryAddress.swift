/// The address of a repository, as `https://host/owner/name.git` or `git@host:owner/name`.
struct RepositoryAddress: Equatable {
    /// Host, owner and name without scheme, user, port and ending: `github.com/apple/swift-nio`.
    let path: String

    /// Takes an address; nothing where it is a folder.
    init?(_ text: String) {
        var rest = text[...]
        if let scheme = rest.firstRange(of: "://") {
            guard rest[..<scheme.lowerBound] != "file" else { return nil }
            rest = rest[scheme.upperBound...]
        } else if rest.hasPrefix("/") || rest.hasPrefix(".") || rest.hasPrefix("~") {
            return nil
        } else if let colon = rest.firstIndex(of: ":") {
            rest = rest[..<colon] + "/" + rest[rest.index(after: colon)...].drop { $0 == "/" }
        }
        var parts = rest.split(separator: "/").map(String.init)
        guard parts.count >= 2 else { return nil }
        // A user before the host, a port behind it.
        let host = parts[0].split(separator: "@").last ?? ""
        parts[0] = host.split(separator: ":").first.map { $0.lowercased() } ?? ""
        if let last = parts.last, last.hasSuffix(".git") { parts[parts.count - 1] = String(last.dropLast(4)) }
        guard parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        path = parts.joined(separator: "/")
    }
}
