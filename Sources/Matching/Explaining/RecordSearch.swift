internal import Advisories
internal import Inventory

/// The records that have an identifier, or another identifier of the same vulnerability, in the ecosystems of an image.
struct RecordSearch {
    /// The identifier asked about.
    let identifier: String
    private(set) var identifiers: Set<String>
    private(set) var found: [(place: LookupPlace, candidate: Candidate)] = []
    /// Far more names than any vulnerability has; a crafted chain of aliases ends here.
    private static let mostIdentifiers = 64

    init(identifier: String) {
        self.identifier = identifier
        identifiers = [identifier]
    }

    /// Follows aliases from record to record until none is new.
    mutating func run(in places: [LookupPlace], _ source: any AdvisorySource) throws {
        var open = [identifier]
        while let next = open.popLast() {
            for place in places {
                for candidate in try source.candidates(ecosystem: place.ecosystem, identifier: next) {
                    add(candidate, place)
                    for name in Self.names(of: candidate.advisory, for: next)
                    where identifiers.count < Self.mostIdentifiers && identifiers.insert(name).inserted {
                        open.append(name)
                    }
                }
            }
        }
    }

    private mutating func add(_ candidate: Candidate, _ place: LookupPlace) {
        guard !found.contains(where: { $0.place == place && $0.candidate == candidate }) else { return }
        found.append((place, candidate))
    }

    /// The names of the one vulnerability that a record is about; an erratum that passes several on is no name of any.
    private static func names(of advisory: Advisory, for identifier: String) -> [String] {
        let aliases = advisory.aliases.map(\.trimmed)
        let vulnerabilities = advisory.vulnerabilities(inErrata: true)
        // The other names of a record of several vulnerabilities are not those of the one that led to it.
        if advisory.id == identifier || vulnerabilities.count < 2 && aliases.contains(identifier) {
            return [advisory.id] + aliases + (vulnerabilities.count == 1 ? vulnerabilities : [])
        }
        return vulnerabilities == [identifier] && advisory.id.hasSuffix(identifier) ? [advisory.id] + aliases : []
    }
}

/// The installed packages by the names under which they are looked up.
struct PackageIndex {
    private struct Key: Hashable {
        let place: LookupPlace
        let name: String
    }

    private var packages: [Key: [(package: Package, lookup: Lookup)]] = [:]
    private let goPackages: GoPackages

    init(_ packages: [Package], _ plan: LookupPlan) {
        goPackages = GoPackages(packages)
        for package in packages where !package.version.isEmpty {
            for place in plan[package]?.places ?? [] {
                for lookup in Lookup.all(of: package, in: place) {
                    self.packages[Key(place: place, name: lookup.name), default: []].append((package, lookup))
                }
            }
        }
    }

    /// The packages that a record's entry is held against.
    func packages(
        in place: LookupPlace, for candidate: Candidate, _ source: any AdvisorySource
    ) throws -> [(package: Package, lookup: Lookup)] {
        let name = candidate.affected.name
        if let named = packages[Key(place: place, name: Ecosystem.key(name, in: place.ecosystem))] { return named }
        guard place.ecosystem == GoPackages.ecosystem, let module = goPackages.module(holding: name),
            let holding = packages[Key(place: place, name: module)], let lookup = holding.first?.lookup,
            try goPackages.candidates(inside: lookup, from: source).contains(candidate)
        else { return [] }
        return holding
    }
}

/// The identifiers of vulnerabilities and of records.
package enum Identifier {
    /// Whether a text may be one: words with hyphens between, and of a CVE a year and a number.
    package static func isPlausible(_ text: String) -> Bool {
        let words = canonical(text).split(separator: "-", omittingEmptySubsequences: false)
        guard words.count > 1, words.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(isNameByte) }) else { return false }
        guard words[0] == "CVE" else { return true }
        return words.count == 3 && words[1].utf8.count == 4
            && words.dropFirst().allSatisfy { $0.utf8.allSatisfy(isDigit) }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }

    /// Letters, digits, and what stands in identifiers as `RHSA-2024:1234`, `x_DEBCL-…` and `HSEC-2023-0001.1`.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || 0x41...0x5a ~= byte & 0xdf || byte == 0x3a || byte == 0x5f || byte == 0x2e
    }

    /// CVE, DSA and their like in capitals; what follows `GHSA-` in small letters, as GitHub writes it.
    static func canonical(_ text: String) -> String {
        let trimmed = text.trimmed
        let upper = trimmed.uppercased()
        if upper.hasPrefix("GHSA-") { return "GHSA-" + trimmed.dropFirst(5).lowercased() }
        for prefix in [
            "CVE-", "DSA-", "DLA-", "ELA-", "ALSA-", "RHSA-", "RLSA-", "USN-", "PYSEC-", "GO-", "UBUNTU-CVE-",
        ]
        where upper.hasPrefix(prefix) {
            return upper
        }
        return trimmed
    }
}
