internal import Advisories
internal import Versions

/// What one record's entry says of one installed package.
///
/// It is an object, since it goes from list to list and holds too much to be copied each time.
final class Finding: Sendable {
    let lookup: Lookup
    let candidate: Candidate
    /// The vulnerabilities by CVE that the record speaks of.
    let vulnerabilities: [String]
    /// Why the entry does not concern the package at all, whatever its version.
    let exclusion: String?
    let evaluation: RangeEvaluation

    /// Holds a record's entry against a package.
    convenience init(_ candidate: Candidate, _ lookup: Lookup) {
        self.init(
            candidate, lookup,
            RangeEvaluation(lookup.version, in: candidate.affected, isDerived: candidate.advisory.isDerived))
    }

    init(_ candidate: Candidate, _ lookup: Lookup, _ evaluation: RangeEvaluation) {
        self.lookup = lookup
        self.candidate = candidate
        self.evaluation = evaluation
        vulnerabilities = candidate.advisory.vulnerabilities(inErrata: lookup.place.scheme.isOfDistributions)
        exclusion = Self.exclusion(of: candidate, lookup)
    }

    /// The answer with what excludes the entry taken into account.
    var outcome: RangeEvaluation.Outcome { exclusion == nil ? evaluation.outcome : .notAffected }

    /// How much the record's word weighs.
    var authority: Authority { candidate.advisory.isDerived ? .derived : lookup.place.authority }

    /// The fix that can be installed.
    var offeredFix: String? { lookup.place.needsSubscription ? nil : evaluation.fixedVersion }

    private static func exclusion(of candidate: Candidate, _ lookup: Lookup) -> String? {
        if candidate.advisory.isWithdrawn { return "the record was withdrawn" }
        if candidate.advisory.isNoVulnerability {
            return "the record is about bugs or enhancements, not a vulnerability"
        }
        guard lookup.place.scheme == .rpm else { return nil }
        let architectures = candidate.affected.architectures
        if !architectures.isEmpty, !lookup.architecture.isEmpty, lookup.architecture != "noarch",
            !architectures.contains(lookup.architecture)
        {
            return "the record is for \(architectures.joined(separator: ", ")), the package for \(lookup.architecture)"
        }
        return lookup.module.exclusion(of: candidate.affected, installed: lookup.version.text)
    }
}

extension VersionScheme {
    /// Whether it is distributions' packages that have versions of this scheme.
    var isOfDistributions: Bool { self == .dpkg || self == .rpm || self == .apk }
}

extension Advisory {
    /// The CVEs that the record stands for: its own identifier, its aliases and those it passes on.
    ///
    /// Some distributions put the CVEs of an erratum in `related`; for other records that means other vulnerabilities.
    func vulnerabilities(inErrata isErratum: Bool) -> [String] {
        var found: [String] = []
        func add(_ identifiers: [String]) {
            for identifier in identifiers {
                let cve = identifier.trimmed
                if cve.hasPrefix("CVE-"), !found.contains(cve) { found.append(cve) }
            }
        }
        add([id])
        add(aliases)
        add(upstream)
        if found.isEmpty, isErratum { add(related) }
        return found
    }

    /// Whether it is an erratum of bugs (`ALBA-`, `RHBA-`) or enhancements (`ALEA-`) that names no CVE.
    var isNoVulnerability: Bool {
        let bytes = Array(id.utf8.prefix(5))
        guard bytes.count == 5, bytes[3] == 0x41, bytes[4] == 0x2d || bytes[4] == 0x3a else { return false }
        guard bytes[2] == 0x42 || bytes[2] == 0x45 else { return false }
        return vulnerabilities(inErrata: true).isEmpty
    }
}

extension String {
    /// Without the spaces around it that some records have.
    var trimmed: String {
        guard utf8.first == 0x20 || utf8.last == 0x20 else { return self }
        let start = utf8.firstIndex { $0 != 0x20 } ?? utf8.endIndex
        let rest = self[start...]
        let end = rest.utf8.lastIndex { $0 != 0x20 }.map { rest.utf8.index(after: $0) } ?? rest.utf8.endIndex
        return String(rest[..<end])
    }
}
