internal import Advisories
package import Inventory
internal import Versions

/// The version to upgrade a package to, as all records of the package judge it.
package struct UpgradeTarget: Sendable, Equatable {
    package var version: String
    /// The vulnerabilities that the version still has, sorted; empty where no record speaks against it.
    package var leaves: [String]
    /// The files that say that the package is there.
    package var places: [String] = []
}

extension UpgradeTarget {
    /// Whether the version still has a match's vulnerability, under any of its names.
    func leaves(_ match: Match) -> Bool { leaves.contains { match.isNamed($0) } }
}

extension Match {
    /// Whether an identifier means the vulnerability.
    func isNamed(_ identifier: String) -> Bool {
        identifier == id || aliases.contains(identifier) || records.contains(identifier)
    }
}
