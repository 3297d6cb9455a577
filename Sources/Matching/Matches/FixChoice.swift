internal import Advisories
internal import Versions

/// The fixed versions of one vulnerability in one package, from all the records that say "affected", and the record that decides.
///
/// A distribution ships one line of versions, so the highest fix ends what every record says. Applications have several lines, and
/// each record names the fix of the line that is installed; all are kept, the lowest first.
struct FixChoice {
    let versions: [String]
    /// The record to give as the reason: the weightiest, among those the one whose fix is shown, and of Go's one that names the
    /// module itself.
    let decisive: Finding
    /// Far more ranges than one vulnerability has.
    private static let rounds = 32

    /// - Parameter findings: at least one.
    init(_ findings: [Finding]) {
        var fixes: [String] = []
        for finding in findings {
            guard let offered = finding.offeredFix, let fix = Self.settled(offered, findings), !fixes.contains(fix)
            else { continue }
            let scheme = finding.lookup.place.scheme
            let place = fixes.firstIndex { Self.isBefore(fix, $0, scheme) } ?? fixes.endIndex
            fixes.insert(fix, at: place)
        }
        let isDistribution = findings.first?.lookup.place.scheme.isOfDistributions ?? false
        let kept = isDistribution ? fixes.suffix(1) : fixes[...]
        versions = Array(kept)
        var best = findings[0]
        for finding in findings.dropFirst() where Self.isBetter(finding, best, shown: kept.last) { best = finding }
        decisive = best
    }

    /// Moves a fix up to where every record's range ends; nil where that is nowhere.
    private static func settled(_ fix: String, _ findings: [Finding]) -> String? {
        var version = fix
        for _ in 0..<rounds {
            let still = findings.lazy.filter { !$0.lookup.place.needsSubscription }
                .map { Finding($0.candidate, $0.lookup.with(version: version)) }.first { $0.outcome == .affected }
            guard let still else { return version }
            guard let next = still.offeredFix, isBefore(version, next, still.lookup.place.scheme) else { return nil }
            version = next
        }
        return nil
    }

    private static func isBetter(_ finding: Finding, _ other: Finding, shown: String?) -> Bool {
        if finding.authority != other.authority { return finding.authority < other.authority }
        let (first, second) = (finding.offeredFix == shown, other.offeredFix == shown)
        if first != second { return first }
        let (one, two) = (finding.moduleOfNamedPackage == nil, other.moduleOfNamedPackage == nil)
        if one != two { return one }
        return IdentifierOrder.precedes(finding.candidate.advisory.id, other.candidate.advisory.id)
    }

    private static func isBefore(_ left: String, _ right: String, _ scheme: VersionScheme) -> Bool {
        do throws(VersionError) {
            return try scheme.compare(left, right) == .less
        } catch {
            // A fix that was compared with the installed version can be read, so this does not happen; text order is an order too.
            return left < right
        }
    }
}

extension MatchReason {
    /// The reason that a finding gives.
    init(_ finding: Finding) {
        record = finding.candidate.advisory.id
        ecosystem = finding.lookup.place.ecosystem
        package = finding.candidate.affected.name
        range = finding.evaluation.rangeText
        comparison = finding.exclusion ?? finding.evaluation.comparison
        notes = []
        if finding.candidate.advisory.isDerived {
            notes.append("the record was derived from changelogs, not written by a security team")
        }
        if finding.lookup.place.needsSubscription, let fixed = finding.evaluation.fixedVersion {
            notes.append("\(fixed) comes with Ubuntu Pro, which is not attached")
        }
        if finding.lookup.place.isApproximate {
            notes.append("the record is for a compatible distribution")
        }
        if let module = finding.moduleOfNamedPackage {
            notes.append("the record names a package inside the module \(module)")
        }
        if finding.lookup.version.isEpochUnknown {
            notes.append("epochs were ignored, since the source package's is unknown")
        }
    }
}
