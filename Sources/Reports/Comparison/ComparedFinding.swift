internal import Inventory
package import Matching

/// What of a finding counts when two scans are compared.
package struct ComparedFinding: Sendable, Equatable {
    package var id: String
    /// The type of the package, as in package URLs.
    package var packageType: String
    package var packageName: String
    package var installedVersion: String
    package var severity: String
    package var status: String
    package var fixedVersions: [String]

    package init(
        id: String, packageType: String, packageName: String, installedVersion: String, severity: String,
        status: String, fixedVersions: [String]
    ) {
        self.id = id
        self.packageType = packageType
        self.packageName = packageName
        self.installedVersion = installedVersion
        self.severity = severity
        self.status = status
        self.fixedVersions = fixedVersions
    }

    package init(_ match: Match) {
        self.init(
            id: match.id, packageType: match.packageType.rawValue, packageName: match.packageName,
            installedVersion: match.installedVersion, severity: match.severity.description,
            status: match.status.rawValue, fixedVersions: match.fixedVersions)
    }

    /// The same vulnerability of the same package has the same, whatever the package's version.
    var key: String { "\(id)\u{0}\(packageType)\u{0}\(packageName)" }
}
