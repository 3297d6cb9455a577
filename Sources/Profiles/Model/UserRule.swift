package import JSON

/// A user that processes may be.
package struct UserRule: Rule {
    package static let noun = "user"
    package static let keys = ["uid", "gid", "groups", "name"]
    /// The first is who starts the container.
    package static let isSorted = false

    package var uid: UInt32
    package var gid: UInt32
    /// Supplementary groups, ascending.
    package var groups: [UInt32]
    /// The name in the image's list of users; empty where it has none.
    package var name: String

    package init(uid: UInt32, gid: UInt32, groups: [UInt32] = [], name: String = "") {
        self.uid = uid
        self.gid = gid
        self.groups = Set(groups).sorted()
        self.name = name
    }

    package init(_ fields: Fields) throws(ProfileError) {
        // The largest number of each means "none" to the kernel.
        let largest = Int(UInt32.max) - 1
        var groups: [UInt32] = []
        for node in try fields.list("groups", limit: ProfileLimits.groups) {
            groups.append(UInt32(try node.integer(in: 0...largest, called: "group")))
        }
        self.init(
            uid: UInt32(try fields.integer("uid", in: 0...largest)),
            gid: UInt32(try fields.integer("gid", in: 0...largest)), groups: groups,
            name: try fields.text(ifPresent: "name") ?? "")
    }

    package var members: [JSONValue.Member] {
        var members: [JSONValue.Member] = [.init("uid", .number("\(uid)")), .init("gid", .number("\(gid)"))]
        if !groups.isEmpty { members.append(.init("groups", .array(groups.map { .number("\($0)") }))) }
        if !name.isEmpty { members.append(.init("name", .string(name))) }
        return members
    }

    package var identity: String { "\(ordered(uid)) \(ordered(gid))" }

    package func united(with other: UserRule) -> UserRule {
        UserRule(uid: uid, gid: gid, groups: groups + other.groups, name: name.isEmpty ? other.name : name)
    }

    package func covers(_ other: UserRule) -> Bool {
        uid == other.uid && gid == other.gid && Set(groups).isSuperset(of: other.groups)
    }

    package var topic: String { "\(uid)" }

    package var summary: String {
        let title = name.isEmpty ? "" : " (\(name))"
        let more = groups.isEmpty ? "" : " with groups \(groups.map(String.init).joined(separator: ", "))"
        return "\(uid):\(gid)\(title)\(more)"
    }
}
