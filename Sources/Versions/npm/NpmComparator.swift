/// A bound on an npm version.
struct NpmComparator: Sendable {
    enum Operator: Sendable { case equal, below, atMost, above, atLeast }

    var comparison: Operator
    var version: NpmVersion

    /// The bound that no version meets, `<0.0.0-0`.
    static let nothing = NpmComparator(.below, NpmVersion(0, 0, 0, prerelease: [.zero]))

    init(_ comparison: Operator, _ version: NpmVersion) {
        self.comparison = comparison
        self.version = version
    }

    /// `>=` the version, its pre-releases included where asked.
    static func from(_ major: UInt64, _ minor: UInt64, _ patch: UInt64, withPrereleases: Bool) -> NpmComparator {
        NpmComparator(.atLeast, NpmVersion(major, minor, patch, prerelease: withPrereleases ? [.zero] : []))
    }

    /// `<` the version and all its pre-releases.
    static func before(_ major: UInt64, _ minor: UInt64, _ patch: UInt64) -> NpmComparator {
        NpmComparator(.below, NpmVersion(major, minor, patch, prerelease: [.zero]))
    }

    /// Whether the version lies within the bound.
    func holds(for other: NpmVersion) -> Bool {
        let order = other.compared(to: version)
        return switch comparison {
        case .equal: order == .equal
        case .below: order == .less
        case .atMost: order != .greater
        case .above: order == .greater
        case .atLeast: order != .less
        }
    }
}
