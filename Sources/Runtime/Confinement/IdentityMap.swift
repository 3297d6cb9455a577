/// Which users and groups a container has, and who they are on the host.
///
/// Every container has a range of 65,536 numbers of the host to itself. The layers are mounted with the whole range, so that files keep
/// their owners; the container's user namespace maps only those that the profile permits, and 0, which the engine needs to set the
/// container up and which no program can become without being permitted to (`Docs/Decisions/0008`).
package struct IdentityMap: Sendable, Equatable {
    /// One number of the container and its number on the host.
    package struct Line: Sendable, Equatable {
        package let inside: UInt32
        package let outside: UInt32
    }

    /// The range's first number on the host.
    package let base: UInt32
    package let users: [Line]
    package let groups: [Line]

    static let size: UInt32 = 65_536
    /// Where ranges begin: those that systemd sets aside for containers, 524,288 up to 1,879,048,191.
    static let firstRange: UInt32 = 524_288
    static let rangeCount: UInt32 = 28_664

    /// - Parameter range: which of the host's ranges.
    package init(range: UInt32, users: some Sequence<UInt32>, groups: some Sequence<UInt32>) {
        let base = Self.firstRange + range % Self.rangeCount * Self.size
        self.base = base
        self.users = Self.lines(users, base)
        self.groups = Self.lines(groups, base)
    }

    /// The host's number of a user; nothing where it has none.
    package func outside(user: UInt32) -> UInt32? { users.first { $0.inside == user }?.outside }

    /// The host's number of a group; nothing where it has none.
    package func outside(group: UInt32) -> UInt32? { groups.first { $0.inside == group }?.outside }

    /// The lines for mounts, as `/proc/PID/uid_map` takes them: all numbers below 65,536 and those permitted above.
    package func mountLines(_ lines: [Line]) -> String {
        let large = lines.filter { $0.inside >= Self.size - Self.largeCount }
        return "0 \(base) \(Self.size - Self.largeCount)\n"
            + large.map { "\($0.inside) \($0.outside) 1\n" }.joined()
    }

    /// Numbers of the range that are kept for users beyond it.
    private static let largeCount: UInt32 = 256

    private static func lines(_ identities: some Sequence<UInt32>, _ base: UInt32) -> [Line] {
        var large: UInt32 = 0
        var lines: [Line] = []
        for identity in Set(identities).union([0]).sorted() {
            if identity < size - largeCount {
                lines.append(Line(inside: identity, outside: base + identity))
            } else if large < largeCount {
                lines.append(Line(inside: identity, outside: base + size - largeCount + large))
                large += 1
            }
        }
        // The kernel takes 340 lines.
        return Array(lines.prefix(340))
    }
}
