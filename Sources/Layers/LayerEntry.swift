package import Platform

/// One thing that a layer puts at a path.
package struct LayerEntry: Sendable, Equatable {
    /// Where it is: relative to the root, without `./`, `..`, empty parts or a slash at either end.
    package let path: String
    package let kind: FileKind
    /// Permissions with set-uid, set-gid and sticky bits.
    package let mode: UInt16
    package let userID: UInt32
    package let groupID: UInt32
    /// Bytes of content; zero for what has none.
    package let size: Int
    /// Where a symbolic or hard link points: as written for the first, a path like `path` for the second.
    package let linkTarget: String
    /// Extended attributes by their full names (`security.capability`); most entries have none.
    package let extendedAttributes: [String: [UInt8]]
    /// When it was last written, in seconds since 1970.
    package let modified: Int

    package init(
        path: String, kind: FileKind = .regular, mode: UInt16 = 0o644, userID: UInt32 = 0, groupID: UInt32 = 0,
        size: Int = 0, linkTarget: String = "", extendedAttributes: [String: [UInt8]] = [:], modified: Int = 0
    ) {
        self.path = path
        self.kind = kind
        self.mode = mode
        self.userID = userID
        self.groupID = groupID
        self.size = size
        self.linkTarget = linkTarget
        self.extendedAttributes = extendedAttributes
        self.modified = modified
    }

    /// The path's last part.
    package var name: Substring {
        guard let slash = path.utf8.lastIndex(of: 0x2f) else { return path[...] }
        return path[path.utf8.index(after: slash)...]
    }

    /// The path without its last part; empty at the top.
    package var directory: Substring {
        guard let slash = path.utf8.lastIndex(of: 0x2f) else { return "" }
        return path[..<slash]
    }
}
