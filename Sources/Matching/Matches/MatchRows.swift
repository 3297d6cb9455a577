internal import Advisories
internal import Inventory
internal import Versions

/// The rows of packages that are looked up in the same way, each made once: the packages built from one source share them.
struct MatchRows {
    private let source: any AdvisorySource
    /// The ecosystems that rate the CVEs of others, of those that the source has.
    private let ratingEcosystems: [String]
    private let goPackages: GoPackages
    private var made: [[Lookup]: [Match]] = [:]
    private var facts: [String: ExploitFacts] = [:]
    private var ratings: [String: BorrowedRating?] = [:]
    private var scores = CVSSScores()

    init(source: any AdvisorySource, options: MatchingOptions, goPackages: GoPackages) {
        self.source = source
        ratingEcosystems = options.ratingEcosystems.filter { source.covers(ecosystem: $0) }
        self.goPackages = goPackages
    }

    /// The ecosystems that were asked for ratings so far.
    var askedForRatings: [String] { ratings.isEmpty ? [] : ratingEcosystems }

    /// The rows of a package that is looked up so; the package's own fields are not set.
    mutating func rows(for lookups: [Lookup]) throws -> [Match] {
        if let rows = made[lookups] { return rows }
        var findings: [Finding] = []
        for lookup in lookups { try look(lookup, &findings) }
        let believed = Self.believed(findings)
        let rows = try believed.isEmpty ? [] : VulnerabilityGroup.all(believed).map { try row($0) }
        made[lookups] = rows
        return rows
    }

    /// The vulnerabilities of a package that is looked up so, without making rows of them, and the fixes that can be installed.
    func vulnerabilities(for lookups: [Lookup]) throws -> (ids: [String], fixes: [String]) {
        var findings: [Finding] = []
        for lookup in lookups { try look(lookup, &findings) }
        let groups = VulnerabilityGroup.all(Self.believed(findings))
        return (groups.map(\.id), groups.flatMap { FixChoice($0.findings).versions })
    }

    /// Adds what the records say of a look-up, without those whose word can change nothing.
    private func look(_ lookup: Lookup, _ findings: inout [Finding]) throws {
        var evaluations: [RangeEvaluation] = []
        let hears = lookup.hearsDenials
        let own = try source.candidates(ecosystem: lookup.place.ecosystem, package: lookup.name) {
            affected, isDerived in
            let evaluation = RangeEvaluation(lookup.version, in: affected, isDerived: isDerived)
            guard evaluation.outcome != .notAffected || hears && !isDerived else { return false }
            evaluations.append(evaluation)
            return true
        }
        func add(_ finding: Finding) {
            if finding.outcome != .notAffected || finding.exclusion == nil { findings.append(finding) }
        }
        for (candidate, evaluation) in zip(own, evaluations) { add(Finding(candidate, lookup, evaluation)) }
        for candidate in try goPackages.candidates(inside: lookup, from: source) {
            let finding = Finding(candidate, lookup)
            if finding.outcome != .notAffected { add(finding) }
        }
    }

    /// The findings that say "affected" or cannot say, without those that a weightier record speaks against.
    static func believed(_ all: [Finding]) -> [Finding] {
        let findings = ModuleRebuilds.lowest(all)
        let hits = findings.filter { $0.outcome != .notAffected }
        guard hits.contains(where: { $0.authority != .team }) else { return hits }
        var voices: [String: Authority] = [:]
        for finding in findings where finding.exclusion == nil && finding.outcome != .undetermined {
            for vulnerability in finding.vulnerabilities {
                voices[vulnerability] = min(voices[vulnerability] ?? .derived, finding.authority)
            }
        }
        return hits.filter { hit in
            let vulnerabilities = hit.vulnerabilities
            return vulnerabilities.isEmpty
                || vulnerabilities.contains { (voices[$0] ?? .derived) >= hit.authority }
        }
    }

    private mutating func row(_ group: VulnerabilityGroup) throws -> Match {
        let affected = group.findings.filter { $0.outcome == .affected }
        let findings = affected.isEmpty ? group.findings : affected
        let fixes = FixChoice(findings)
        let decisive = fixes.decisive
        let advisories = findings.map(\.candidate.advisory)
        let (choice, ratedBy) = try severity(of: group.id, by: findings)
        return Match(
            id: group.id, aliases: group.aliases,
            records: Set(advisories.map(\.id)).sorted(by: IdentifierOrder.precedes),
            status: affected.isEmpty ? .undetermined : fixes.versions.isEmpty ? .unfixed : .fixable,
            severity: choice.severity, cvss: choice.cvss, ratedBy: ratedBy,
            package: PackageURL(type: "", name: ""), packageType: "", packageName: "", installedVersion: "",
            sourceName: "", fixedVersions: affected.isEmpty ? [] : fixes.versions, reason: MatchReason(decisive),
            exploit: exploitFacts(of: group.id), layer: 0,
            isDerived: findings.allSatisfy { $0.candidate.advisory.isDerived },
            isApproximate: findings.allSatisfy(\.lookup.place.isApproximate), scheme: decisive.lookup.place.scheme)
    }

    /// The severity that findings give a vulnerability, or that another record does; then that record too.
    mutating func severity(
        of id: String, by findings: [Finding]
    ) throws -> (choice: SeverityChoice, ratedBy: String?) {
        let choice = SeverityChoice(findings.map { ($0.candidate.advisory, $0.candidate.affected) }, &scores)
        // An erratum of several CVEs has at best the rating of the worst of them.
        let isRatedAsWhole = findings.allSatisfy { $0.vulnerabilities.count > 1 }
        if choice.severity == .unknown || isRatedAsWhole, let borrowed = try rating(of: id) {
            return (borrowed.choice, borrowed.record)
        }
        return (choice, nil)
    }

    private mutating func exploitFacts(of id: String) -> ExploitFacts {
        if let known = facts[id] { return known }
        let found = source.exploitFacts(id)
        facts[id] = found
        return found
    }

    private mutating func rating(of id: String) throws -> BorrowedRating? {
        guard id.hasPrefix("CVE-") else { return nil }
        if let known = ratings[id] { return known }
        let found = try BorrowedRating(of: id, from: source, ecosystems: ratingEcosystems, &scores)
        ratings.updateValue(found, forKey: id)
        return found
    }
}

/// A CVE's rating by a record of another ecosystem that is about that CVE alone.
struct BorrowedRating {
    let choice: SeverityChoice
    let record: String

    init?(of cve: String, from source: any AdvisorySource, ecosystems: [String], _ scores: inout CVSSScores) throws {
        for ecosystem in ecosystems {
            let candidates = try source.candidates(ecosystem: ecosystem, identifier: cve)
            for candidate in candidates.sorted(by: { $0.advisory.id < $1.advisory.id }) {
                guard !candidate.advisory.isWithdrawn, candidate.advisory.vulnerabilities(inErrata: false) == [cve]
                else { continue }
                let choice = SeverityChoice([(candidate.advisory, candidate.affected)], &scores)
                guard choice.severity != .unknown else { continue }
                self.choice = choice
                record = candidate.advisory.id
                return
            }
        }
        return nil
    }
}
