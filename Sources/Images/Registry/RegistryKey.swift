/// The names under which credentials for a repository may be kept, most specific first.
///
/// | kept as | means |
/// |---|---|
/// | `https://index.docker.io/v1/`, `index.docker.io`, `docker.io` | Docker's registry |
/// | `registry.example:5000`, `https://registry.example:5000/v2/` | all of a registry |
/// | `registry.example/team/app` | a part of it (podman's form) |
struct RegistryKey {
    /// The name for programs that know registries by one name each.
    let server: String
    private let candidates: [String]

    private static let dockerServer = "https://index.docker.io/v1/"

    init(_ reference: Reference) {
        let domain = Self.host(reference.domain)
        server = domain == "docker.io" ? Self.dockerServer : reference.domain
        var parts = reference.repository.split(separator: "/")
        var candidates: [String] = []
        while !parts.isEmpty {
            candidates.append("\(domain)/\(parts.joined(separator: "/"))")
            parts.removeLast()
        }
        self.candidates = candidates + [domain]
    }

    /// The value kept under the most specific name; of two under the same one, that written as tools write it today.
    func find<Value>(in entries: [(key: String, value: Value)]) -> Value? {
        for candidate in candidates {
            let found = entries.filter { Self.normalized($0.key) == candidate }
            for key in [server, candidate] {
                if let entry = found.first(where: { $0.key == key }) { return entry.value }
            }
            if let entry = found.first { return entry.value }
        }
        return nil
    }

    /// A name without the forms that mean the same.
    static func normalized(_ key: String) -> String {
        var rest = key[...]
        for scheme in ["https://", "http://"] where rest.hasPrefix(scheme) { rest = rest.dropFirst(scheme.count) }
        while rest.hasSuffix("/") { rest.removeLast() }
        guard let slash = rest.firstIndex(of: "/") else { return host(rest) }
        let path = rest[slash...]
        return path == "/v1" || path == "/v2" ? host(rest[..<slash]) : host(rest[..<slash]) + path
    }

    private static func host(_ name: some StringProtocol) -> String {
        let host = name.lowercased()
        return ["index.docker.io", "registry-1.docker.io"].contains(host) ? "docker.io" : host
    }
}
