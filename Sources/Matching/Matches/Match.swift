package import Advisories
package import Inventory
package import Versions

/// What is known of a vulnerability in a package.
package enum MatchStatus: String, Sendable, Hashable {
    /// Affected, and a fixed version can be installed.
    case fixable
    /// Affected, and no fix is known, or none that this image can install.
    case unfixed
    /// The versions cannot be compared.
    case undetermined
    /// Not affected; only explanations show this.
    case notAffected
}

/// Why a package matches: which record, which range and which comparison.
package struct MatchReason: Sendable, Equatable, CustomStringConvertible {
    /// The record that decided.
    package var record: String
    /// The ecosystem and release in which it stands.
    package var ecosystem: String
    /// The name by which the record calls the package, which may be its source's.
    package var package: String
    /// The range, `introduced 0, fixed 1.2.3`; empty where the record names versions.
    package var range: String
    /// The comparison, `1.2.2 is before fixed 1.2.3`.
    package var comparison: String
    /// What else to know, as sentences; mostly empty.
    package var notes: [String]

    /// Everything in one line.
    package var description: String {
        let range = range.isEmpty ? "" : " (\(range))"
        return (["\(record) on \(package) in \(ecosystem)\(range): \(comparison)"] + notes).joined(separator: "; ")
    }
}

/// One vulnerability in one package: a row of the report.
package struct Match: Sendable, Equatable {
    /// The CVE where there is one, else the record's own identifier.
    package var id: String
    /// The other identifiers of the same vulnerability, sorted.
    package var aliases: [String]
    /// The records that say so, sorted.
    package var records: [String]
    package var status: MatchStatus
    package var severity: Severity
    /// The CVSS score that the records give, or the record named by `ratedBy`.
    package var cvss: CVSS?
    /// The record of another ecosystem that rates the CVE where the package's own records do not.
    package var ratedBy: String?
    package var package: PackageURL
    package var packageType: PackageType
    package var packageName: String
    package var installedVersion: String
    /// The package that it was built from, by which distributions ship fixes; its own name where there is none.
    package var sourceName: String
    /// Versions that end it, lowest first; for distributions one at most.
    package var fixedVersions: [String]
    package var reason: MatchReason
    /// CISA's and FIRST's facts on the CVE.
    package var exploit: ExploitFacts
    /// The layer that brought the package; 0 is the lowest.
    package var layer: Int
    /// Whether only records derived from changelogs say so.
    package var isDerived: Bool
    /// Whether another, compatible distribution's records say so.
    package var isApproximate: Bool
    /// The order of the package's versions.
    package var scheme: VersionScheme
    /// Those of `fixedVersions` that have other vulnerabilities by the same records.
    package var affectedFixes: [String] = []
    /// The version to which the package is best upgraded, where that ends this vulnerability too.
    package var upgrade: String?
    /// Whether that version has other vulnerabilities.
    package var isUpgradeAffected = false

    /// Whether it is known to be exploited.
    package var isKnownExploited: Bool { exploit.knownExploitedSince != nil }
    /// The probability of exploitation within 30 days, where it is forecast.
    package var epss: Double? { exploit.epss }
}
