import Advisories
import Inventory

@testable import Matching

/// A source of advisories that is a list, for tests.
struct AdvisoryList: AdvisorySource {
    private var byPackage: [String: [Candidate]] = [:]
    private var byIdentifier: [String: [Candidate]] = [:]
    private var ecosystems: Set<String>
    var facts: [String: ExploitFacts] = [:]
    var scopes: [String: DataScope] = [:]

    init(_ candidates: [Candidate] = [], covering ecosystems: Set<String> = []) {
        self.ecosystems = ecosystems
        for candidate in candidates {
            let ecosystem = candidate.affected.ecosystem
            self.ecosystems.insert(ecosystem)
            byPackage["\(ecosystem)\u{0}\(Ecosystem.key(candidate.affected.name, in: ecosystem))", default: []].append(
                candidate)
            let advisory = candidate.advisory
            for identifier in Set([advisory.id] + advisory.aliases + advisory.upstream + advisory.related) {
                byIdentifier["\(ecosystem)\u{0}\(identifier)", default: []].append(candidate)
            }
        }
    }

    func covers(ecosystem: String) -> Bool { ecosystems.contains(ecosystem) }

    func scope(ecosystem: String) -> DataScope { scopes[ecosystem] ?? DataScope() }

    func candidates(ecosystem: String, package name: String, where isWanted: CandidateTest) -> [Candidate] {
        (byPackage["\(ecosystem)\u{0}\(name)"] ?? []).filter { isWanted($0.affected, $0.advisory.isDerived) }
    }

    func candidates(ecosystem: String, below path: String) -> [Candidate] {
        byPackage.filter { $0.key.hasPrefix("\(ecosystem)\u{0}\(path)/") }.sorted { $0.key < $1.key }
            .flatMap(\.value)
    }

    func candidates(ecosystem: String, identifier: String) -> [Candidate] {
        byIdentifier["\(ecosystem)\u{0}\(identifier)"] ?? []
    }

    func exploitFacts(_ identifier: String) -> ExploitFacts { facts[identifier] ?? ExploitFacts() }
}

/// What matching finds in packages when a source has nothing but these entries.
func match(
    _ packages: [Package], _ distribution: Distribution?, _ candidates: [Candidate], options: MatchingOptions = .init(),
    facts: [String: ExploitFacts] = [:]
) throws -> MatchReport {
    var list = AdvisoryList(candidates)
    list.facts = facts
    return try Matcher(source: list, options: options).match(packages, distribution: distribution)
}

/// A record's entry in few words.
func entry(
    _ id: String, _ ecosystem: String, _ name: String, _ events: VersionRange.Event...,
    kind: VersionRange.Kind = .ecosystem,
    aliases: [String] = [], upstream: [String] = [], related: [String] = [], ratings: [Rating] = [],
    ownRatings: [Rating] = [], module: String = "", architectures: [String] = [], versions: [String] = [],
    isWithdrawn: Bool = false
) -> Candidate {
    var advisory = Advisory(id: id)
    advisory.aliases = aliases
    advisory.upstream = upstream
    advisory.related = related
    advisory.ratings = ratings
    advisory.isWithdrawn = isWithdrawn
    advisory.isDerived = id.hasPrefix("x_DEBCL")
    var affected = AffectedPackage(ecosystem: ecosystem, name: name)
    if !events.isEmpty { affected.ranges = [VersionRange(kind: kind, events: events)] }
    affected.ratings = ownRatings
    affected.module = module
    affected.architectures = architectures
    affected.versions = versions
    return Candidate(advisory: advisory, affected: affected)
}
