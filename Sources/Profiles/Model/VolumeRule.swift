package import JSON

/// A place in the container where a volume may be mounted.
package struct VolumeRule: Rule {
    package static let noun = "volume"
    package static let keys = ["path", "access"]

    package var path: String
    package var access: FileRule.Access

    package init(path: String, access: FileRule.Access = .read) {
        self.path = path
        self.access = access
    }

    package init(_ fields: Fields) throws(ProfileError) {
        path = try fields.path("path")
        access = try fields.choice("access", of: FileRule.Access.allCases)
    }

    package var members: [JSONValue.Member] {
        [.init("path", .string(path)), .init("access", .string(access.rawValue))]
    }

    package var identity: String { path }

    package func united(with other: VolumeRule) -> VolumeRule { access == .write ? self : other }

    package func covers(_ other: VolumeRule) -> Bool {
        path == other.path && (access == .write || other.access == .read)
    }

    package var topic: String { path }

    package var summary: String { "\(path), \(access == .write ? "writable" : "read-only")" }
}
