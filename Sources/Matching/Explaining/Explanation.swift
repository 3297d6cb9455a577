package import Advisories
package import Inventory

/// Why an image has a vulnerability, or why not: everything that the records say of one identifier and the image's packages.
package struct Explanation: Sendable, Equatable {
    /// What came of holding one record's entry against one package.
    package enum Verdict: String, Sendable, Hashable {
        case affected, notAffected, undetermined
        /// Affected by this record, but a weightier record says otherwise.
        case overruled
        /// The source took the record back.
        case withdrawn
        /// The entry is for another module stream or architecture, or is of no vulnerability.
        case notConcerned
        /// The package belongs to a distribution's package, which counts instead.
        case owned
        /// The image does not have the package.
        case notInstalled
    }

    /// One record's entry, and the package that it was held against.
    package struct Entry: Sendable, Equatable {
        package var verdict: Verdict
        package var reason: MatchReason
        /// The installed package, or nil if the image does not have it.
        package var package: PackageURL?
        package var installedVersion: String
        package var layer: Int?
        /// The files that say that the package is there, sorted.
        package var locations: [String] = []
    }

    /// The identifier asked about, in its usual spelling.
    package var identifier: String
    /// All identifiers of the same vulnerability that the records know, sorted, the asked one among them.
    package var identifiers: [String]
    /// What was found, the most telling first: affected, then the rest by record and package.
    package var entries: [Entry]
    /// The severity that the records give.
    package var severity: SeverityChoice
    /// The record of another ecosystem that gives the severity, where the image's own do not.
    package var ratedBy: String?
    /// CISA's and FIRST's facts on it.
    package var exploit: ExploitFacts
    /// The vulnerability's rows of a scan, of the packages that are affected.
    package var matches: [Match]
    /// What to do about those packages.
    package var remediations: [Remediation]
    /// What the source knows of the packages at all.
    package var coverage: [Coverage]
    /// The ecosystems of the source that were asked; sorted.
    package var ecosystems: [String]

    /// Where to read more.
    package var links: [String] {
        AdvisoryLinks(
            identifier, others: identifiers,
            records: entries.filter { $0.verdict != .notInstalled }.map { ($0.reason.record, $0.reason.ecosystem) }
        ).all
    }

    /// Whether the image is affected by what the records say.
    package var isAffected: Bool { entries.contains { $0.verdict == .affected } }
    /// Whether it cannot be said if the image is affected, since a version does not compare.
    package var isUndetermined: Bool { !isAffected && entries.contains { $0.verdict == .undetermined } }
    /// Whether any record in the image's ecosystems has the identifier.
    package var isKnown: Bool { !entries.isEmpty }
}

extension Explanation.Verdict {
    /// The verdict in a few words, for people.
    package var text: String {
        switch self {
        case .affected: "affected"
        case .notAffected: "not affected"
        case .undetermined: "cannot be determined"
        case .overruled: "overruled by a weightier record"
        case .withdrawn: "record withdrawn"
        case .notConcerned: "not concerned"
        case .owned: "counted as the distribution's package"
        case .notInstalled: "package not installed"
        }
    }

    /// Where its entries stand in an explanation.
    var rank: Int {
        switch self {
        case .affected: 0
        case .undetermined: 1
        case .overruled: 2
        case .notAffected: 3
        case .notConcerned: 4
        case .withdrawn: 5
        case .owned: 6
        case .notInstalled: 7
        }
    }
}
