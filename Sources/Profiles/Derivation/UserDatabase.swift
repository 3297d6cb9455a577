internal import Bytes

/// An image's users and groups (`passwd(5)`, `group(5)`).
struct UserDatabase: Sendable {
    struct User: Sendable, Equatable {
        let name: String
        let uid: UInt32
        let gid: UInt32
    }

    struct Group: Sendable, Equatable {
        let name: String
        let gid: UInt32
        let members: [String]
    }

    private(set) var users: [User] = []
    private(set) var groups: [Group] = []

    private static let limit = 100_000

    init(passwd: [UInt8], group: [UInt8]) {
        for fields in Self.rows(passwd) where fields.count >= 4 {
            guard let uid = Self.number(fields[2]), let gid = Self.number(fields[3]) else { continue }
            users.append(User(name: fields[0], uid: uid, gid: gid))
        }
        for fields in Self.rows(group) where fields.count >= 3 {
            guard let gid = Self.number(fields[2]) else { continue }
            let members = fields.count > 3 ? fields[3].split(separator: ",").map(String.init) : []
            groups.append(Group(name: fields[0], gid: gid, members: members))
        }
    }

    private static func rows(_ bytes: [UInt8]) -> [[String]] {
        var rows: [[String]] = []
        var lines = Lines(bytes.span)
        while let line = lines.next(), rows.count < limit {
            if line.isEmpty || line[0] == 0x23 { continue }
            rows.append(line.text.split(separator: ":", omittingEmptySubsequences: false).map(String.init))
        }
        return rows
    }

    static func number(_ text: String) -> UInt32? {
        guard (1...10).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = UInt32(text), number != .max
        else { return nil }
        return number
    }

    /// Who is meant by `user`, `user:group`, by name or number, as container engines take it; nothing where a name is unknown.
    ///
    /// A number that is no user of the image has the group 0. Supplementary groups come with the user alone, not where a group is given.
    func rule(for text: String, group groupText: String? = nil) -> UserRule? {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let name = parts.first ?? ""
        let group = groupText ?? (parts.count == 2 && !parts[1].isEmpty ? parts[1] : nil)
        var rule: UserRule
        if let user = users.first(where: { $0.name == name })
            ?? Self.number(name).flatMap({ uid in users.first { $0.uid == uid } })
        {
            let more = group == nil ? groups.filter { $0.members.contains(user.name) }.map(\.gid) : []
            rule = UserRule(uid: user.uid, gid: user.gid, groups: more.filter { $0 != user.gid }, name: user.name)
        } else if let uid = Self.number(name) {
            rule = UserRule(uid: uid, gid: 0)
        } else if name.isEmpty {
            rule = UserRule(uid: 0, gid: 0, name: users.first { $0.uid == 0 }?.name ?? "")
        } else {
            return nil
        }
        if let group {
            guard let gid = groups.first(where: { $0.name == group })?.gid ?? Self.number(group) else { return nil }
            rule.gid = gid
        }
        return rule
    }
}
