package import JSON

/// A file or directory that may be read or written.
package struct FileRule: Rule {
    package static let noun = "file"
    package static let keys = ["path", "below", "access", "create"]

    /// What may be done with content; write implies read.
    package enum Access: String, Sendable, CaseIterable { case read, write }

    package var path: String
    /// Whether all that lies below the path is meant as well, at any depth.
    package var isTree: Bool
    package var access: Access
    /// Whether files may be made, removed and renamed in it; implies `write`, and all below, since the kernel knows no narrower right.
    package var mayCreate: Bool

    package init(path: String, isTree: Bool = false, access: Access = .read, mayCreate: Bool = false) {
        self.path = path
        self.isTree = isTree || mayCreate
        self.access = access
        self.mayCreate = mayCreate
    }

    package init(_ fields: Fields) throws(ProfileError) {
        path = try fields.path("path")
        isTree = try fields.flag("below")
        access = try fields.choice("access", of: Access.allCases)
        mayCreate = try fields.flag("create")
        if mayCreate && access == .read {
            throw fields.error(.malformed, "create needs access: write", at: "create")
        }
        isTree = isTree || mayCreate
    }

    package var members: [JSONValue.Member] {
        var members: [JSONValue.Member] = [.init("path", .string(path))]
        if isTree { members.append(.init("below", .bool(true))) }
        members.append(.init("access", .string(access.rawValue)))
        if mayCreate { members.append(.init("create", .bool(true))) }
        return members
    }

    package var identity: String { path }

    package func united(with other: FileRule) -> FileRule {
        // Both on one path: what the narrower of two trees may write, the wider one would not.
        FileRule(
            path: path, isTree: isTree || other.isTree,
            access: access == .write || other.access == .write ? .write : .read,
            mayCreate: mayCreate || other.mayCreate)
    }

    package func covers(_ other: FileRule) -> Bool {
        guard access == .write || other.access == .read, mayCreate || !other.mayCreate else { return false }
        if path == other.path { return isTree || !other.isTree }
        guard isTree && ProfilePath.contains(path, other.path) else { return false }
        return access == .write || !ProgramFolders.separate(path, from: other.path)
    }

    package var summary: String {
        "\(access.rawValue)\(mayCreate ? " and create in" : "") \(path)\(isTree ? " and all below" : "")"
    }
}
