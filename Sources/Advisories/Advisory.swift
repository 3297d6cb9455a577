/// One record of a source of advisories: what is known of a vulnerability, without its prose (the OSV schema, "Field
/// details").
package struct Advisory: Sendable, Equatable {
    /// The record's own identifier: `DSA-5532-1`, `GHSA-…`, `CVE-…`.
    package var id: String
    /// Other identifiers of the same vulnerability.
    package var aliases: [String] = []
    /// Identifiers of the vulnerabilities that this record passes on (a distribution's record of CVEs).
    package var upstream: [String] = []
    /// Identifiers that have to do with it, which for AlmaLinux are its CVEs.
    package var related: [String] = []
    /// When it was published and last changed, as `Timestamp.code`s: a look-up that shows neither need not write them.
    var publishedCode = 0
    var modifiedCode = 0
    /// Whether the source took the record back.
    package var isWithdrawn = false
    /// The record's ratings, as the source gives them.
    package var ratings: [Rating] = []
    /// Whether the record was derived from changelogs rather than written by a security team.
    package var isDerived = false

    package init(id: String) { self.id = id }

    /// When it was published, in RFC 3339 and whole seconds; empty where the source does not say.
    package var published: String { Timestamp.text(code: publishedCode) }
    /// When it last changed.
    package var modified: String { Timestamp.text(code: modifiedCode) }
}

/// One rating of how bad a vulnerability is.
package struct Rating: Sendable, Equatable {
    /// In whose terms it is given.
    package enum Kind: UInt8, Sendable {
        /// A CVSS vector of version 2, 3.0/3.1 or 4.0.
        case cvss2, cvss3, cvss4
        /// Ubuntu's priority: `negligible`, `low`, `medium`, `high`, `critical`.
        case ubuntu
        /// Debian's urgency: `unimportant`, `not yet assigned`, `low`, `medium`, `high`, `end-of-life`.
        case debian
        /// A plain word: `LOW`, `MODERATE`, `HIGH`, `CRITICAL`.
        case word
    }

    package let kind: Kind
    /// The vector or the word, as the source writes it.
    package let text: String

    package init(kind: Kind, text: String) {
        self.kind = kind
        self.text = text
    }
}

/// One package that an advisory speaks of: an element of OSV's `affected`.
package struct AffectedPackage: Sendable, Equatable {
    /// With its release suffix: `Debian:12`, `npm`.
    package var ecosystem: String
    package var name: String
    /// Ranges whose type is SEMVER or ECOSYSTEM; those of type GIT speak of commits and are left out when read.
    package var ranges: [VersionRange] = []
    /// Versions named one by one (those that a range covers anyway may have been left out).
    package var versions: [String] = []
    /// Ratings that hold for this package only; they go before the advisory's.
    package var ratings: [Rating] = []
    /// The only architectures concerned, where the source says so; else empty.
    package var architectures: [String] = []
    /// The module stream (`nodejs:18`) of a modular rpm, where the source says it; else empty.
    ///
    /// Where the source names several of which the package is of one, they stand with commas between (`virt:rhel,virt-devel:rhel`).
    package var module: String = ""

    package init(ecosystem: String, name: String) {
        self.ecosystem = ecosystem
        self.name = name
    }
}

/// A range of versions as a line of events (the OSV schema, "affected[].ranges[].events").
package struct VersionRange: Sendable, Equatable {
    /// Whose order the versions have.
    package enum Kind: UInt8, Sendable { case semver, ecosystem }

    /// What happens at a version.
    package enum Event: Sendable, Equatable {
        case introduced(String)
        case fixed(String)
        case lastAffected(String)
        case limit(String)
    }

    package var kind: Kind
    package var events: [Event]

    package init(kind: Kind, events: [Event]) {
        self.kind = kind
        self.events = events
    }
}

/// An advisory together with one of its affected packages, as a look-up by package name gives it.
package struct Candidate: Sendable, Equatable {
    package var advisory: Advisory
    package var affected: AffectedPackage

    package init(advisory: Advisory, affected: AffectedPackage) {
        self.advisory = advisory
        self.affected = affected
    }
}

/// What is known of a CVE beside the advisories: exploitation seen (CISA's KEV) and forecast (FIRST's EPSS).
package struct ExploitFacts: Sendable, Equatable {
    /// Whether CISA lists it as exploited, and since when (`2024-03-01`).
    package var knownExploitedSince: String?
    /// Whether ransomware campaigns are known to use it.
    package var isUsedByRansomware = false
    /// The probability of exploitation within 30 days, 0…1.
    package var epss: Double?
    /// The share of scored CVEs with the same or a lower score, 0…1.
    package var epssPercentile: Double?

    package init() {}
}

/// Says whether an affected entry is wanted; told besides whether its advisory was derived from changelogs.
package typealias CandidateTest = (_ affected: AffectedPackage, _ isDerived: Bool) -> Bool

/// Where matching looks advisories up; the database is one, a test's list another.
package protocol AdvisorySource: Sendable {
    /// Whether there is anything on this ecosystem and release; without it the answer on its packages is "unknown",
    /// never "clean".
    func covers(ecosystem: String) -> Bool
    /// The affected entries of a package's name in an ecosystem and release that a test wants; of the others, which are
    /// most, the advisory is not read.
    func candidates(ecosystem: String, package name: String, where isWanted: CandidateTest) throws -> [Candidate]
    /// Every affected entry, in an ecosystem and release, of the names that lie below a path: those that begin with it
    /// and a slash, as the packages inside a Go module do.
    func candidates(ecosystem: String, below path: String) throws -> [Candidate]
    /// Every affected entry, in an ecosystem and release, of the records that have this identifier as their own, alias,
    /// upstream or related.
    func candidates(ecosystem: String, identifier: String) throws -> [Candidate]
    /// What is known of a CVE's exploitation.
    func exploitFacts(_ identifier: String) -> ExploitFacts
    /// How much of what is known about an ecosystem and release there is.
    func scope(ecosystem: String) -> DataScope
}

extension AdvisorySource {
    /// All of it.
    package func scope(ecosystem: String) -> DataScope { DataScope() }

    /// Every affected entry of a package's name in an ecosystem and release.
    package func candidates(ecosystem: String, package name: String) throws -> [Candidate] {
        try candidates(ecosystem: ecosystem, package: name) { _, _ in true }
    }
}
