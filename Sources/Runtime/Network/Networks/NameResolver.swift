package import Bytes
internal import Platform

/// Says which addresses names have.
package struct NameResolver: Sendable {
    private let body: @Sendable (String) -> [IPAddress]

    package init(_ body: @escaping @Sendable (String) -> [IPAddress]) { self.body = body }

    /// As this machine resolves them.
    package static let ofThisMachine = NameResolver { name in
        HostAddresses.of(name).compactMap { IPAddress(bytes: $0) }
    }

    /// The answers for names.
    func answers(to names: Set<String>) -> [String: [IPAddress]] {
        Dictionary(uniqueKeysWithValues: names.map { ($0, body($0)) })
    }

    /// Asks for the addresses of the names in a container's profile; tells of those that have none.
    func resolve(_ member: inout NetworkMember, except known: Set<String>) -> [String] {
        var notes: [String] = []
        for name in (member.policy?.names ?? []).sorted() where !known.contains(name) {
            let found = body(name)
            member.resolved[name] = found
            if found.isEmpty { notes.append("\(name) has no address now, and cannot be reached until it has one") }
        }
        return notes
    }
}
