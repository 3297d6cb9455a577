internal import Bytes

/// Who a container's program runs as, by the image's own lists of users and groups (`etc/passwd`, `etc/group`).
package struct ImageUser: Sendable, Equatable {
    package let user: UInt32
    package let group: UInt32
    /// Further groups, sorted.
    package let groups: [UInt32]
    /// The home directory, which becomes HOME where nobody says otherwise.
    package let home: String

    package init(user: UInt32, group: UInt32, groups: [UInt32] = [], home: String = "/") {
        self.user = user
        self.group = group
        self.groups = groups
        self.home = home
    }

    /// Resolves `USER[:GROUP]`, names or numbers; the empty text is the first user, 0.
    package init(_ text: String, in files: LayeredFiles) throws {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let name = parts.first.flatMap { $0.isEmpty ? nil : $0 } ?? "0"
        let users = Self.rows(files, "/etc/passwd", columns: 7)
        let known = users.first { $0[0] == name } ?? users.first { $0[2] == name }
        guard let user = known.flatMap({ UInt32($0[2]) }) ?? UInt32(name), user < UInt32(Int32.max) else {
            throw RuntimeError(.notFound, "the image knows no user \(name)")
        }
        let rows = Self.rows(files, "/etc/group", columns: 4)
        if parts.count == 2 && !parts[1].isEmpty {
            let wanted = parts[1]
            guard let group = rows.first(where: { $0[0] == wanted }).flatMap({ UInt32($0[2]) }) ?? UInt32(wanted),
                group < UInt32(Int32.max)
            else { throw RuntimeError(.notFound, "the image knows no group \(wanted)") }
            self.init(user: user, group: group, home: known?[5] ?? "/")
            return
        }
        let primary = known.flatMap { UInt32($0[3]) } ?? 0
        let others = known.map { known in
            rows.filter { $0[3].split(separator: ",").contains { $0 == known[0] } }.compactMap { UInt32($0[2]) }
        }
        self.init(
            user: user, group: primary, groups: Set(others ?? []).subtracting([primary]).sorted(),
            home: known.map { $0[5].isEmpty ? "/" : $0[5] } ?? "/")
    }

    /// The rows of a list with as many columns at least; lists of more than 1 MiB are cut.
    private static func rows(_ files: LayeredFiles, _ path: String, columns: Int) -> [[String]] {
        let text = String(decoding: files.contents(path, limit: 1 << 20) ?? [], as: UTF8.self)
        return text.split(separator: "\n").map {
            $0.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        }.filter { $0.count >= columns }
    }
}
