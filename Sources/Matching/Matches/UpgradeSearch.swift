internal import Advisories
internal import Inventory
internal import Versions

/// Finds the lowest version that the records call clean, or else the one that leaves least, by asking the matcher about it.
///
/// A record's fix ends that record's vulnerability only: the version may be in the range of another record, or bring a younger
/// vulnerability. A distribution has one line of versions, so the search goes up from the highest fix; an application has several, so
/// every fix that any record of the package names is tried, the lowest first.
struct UpgradeSearch {
    /// Versions that are asked about at most.
    private static let limit = 512

    private let source: any AdvisorySource
    private let places: [LookupPlace]
    private let package: Package
    private let rows: MatchRows
    private var asked: [String: (ids: [String], fixes: [String])] = [:]

    init(_ package: Package, in places: [LookupPlace], of source: any AdvisorySource, _ rows: MatchRows) {
        self.package = package
        self.places = places
        self.source = source
        self.rows = rows
    }

    /// The version to upgrade to, or nil where none is better than the installed one; checks the fixes of each match besides.
    ///
    /// - Parameter matches: all that is known of the installed version.
    mutating func settle(_ matches: inout [Match]) throws -> UpgradeTarget? {
        guard let scheme = matches.first?.scheme else { return nil }
        let candidates = try scheme.isOfDistributions ? highest(matches) : candidates(matches, scheme)
        let target = try target(candidates, scheme)
        if scheme.isOfDistributions {
            markDistributionFixes(&matches, scheme)
        } else {
            try checkFixes(&matches, candidates, scheme)
        }
        if let target {
            for index in matches.indices where matches[index].status == .fixable && !target.leaves(matches[index]) {
                matches[index].upgrade = target.version
                matches[index].isUpgradeAffected = !target.leaves.isEmpty
            }
        }
        return target
    }

    private mutating func target(_ candidates: [String], _ scheme: VersionScheme) throws -> UpgradeTarget? {
        var best: UpgradeTarget?
        var waiting = candidates
        var next = 0
        while next < waiting.count {
            let version = waiting[next]
            next += 1
            guard asked[version] == nil, let left = try left(at: version) else { continue }
            if best.map({ left.ids.count < $0.leaves.count }) ?? true {
                best = UpgradeTarget(version: version, leaves: left.ids)
            }
            if left.ids.isEmpty { break }
            if scheme.isOfDistributions { waiting += left.fixes.suffix(1) }
        }
        return best
    }

    /// Replaces a fix by which the vulnerability is still there with the lowest version that ends it.
    private mutating func checkFixes(
        _ matches: inout [Match], _ candidates: [String], _ scheme: VersionScheme
    ) throws {
        for index in matches.indices where matches[index].status == .fixable {
            let match = matches[index]
            var fixes: [String] = []
            for fix in match.fixedVersions {
                let later = candidates.lazy.filter { scheme.isBefore(fix, $0) }
                for version in [written(fix), fix] + later {
                    guard let left = try left(at: version) else { break }
                    guard !left.ids.contains(where: match.isNamed) else { continue }
                    if !fixes.contains(version) { fixes.append(version) }
                    if !left.ids.isEmpty, !matches[index].affectedFixes.contains(version) {
                        matches[index].affectedFixes.append(version)
                    }
                    break
                }
            }
            matches[index].fixedVersions = fixes
            if fixes.isEmpty { matches[index].status = .unfixed }
        }
    }

    /// A distribution has one line of versions: a fix before another's has that other vulnerability.
    private func markDistributionFixes(_ matches: inout [Match], _ scheme: VersionScheme) {
        let isAnyUnfixed = matches.contains { $0.status == .unfixed }
        let highest = highest(matches).first
        let isHighestAffected = highest.flatMap { asked[$0] }.map { !$0.ids.isEmpty } ?? true
        for index in matches.indices where matches[index].status == .fixable {
            matches[index].affectedFixes = matches[index].fixedVersions.filter { fix in
                isAnyUnfixed || isHighestAffected || highest.map { scheme.isBefore(fix, $0) } ?? false
            }
        }
    }

    private func highest(_ matches: [Match]) -> [String] {
        guard let scheme = matches.first?.scheme else { return [] }
        var highest: String?
        for fix in matches.lazy.flatMap(\.fixedVersions) where highest.map({ scheme.isBefore($0, fix) }) ?? true {
            highest = fix
        }
        return [highest].compactMap(\.self)
    }

    /// The fixes that any record of the package names, above the installed version, the lowest first.
    private func candidates(_ matches: [Match], _ scheme: VersionScheme) throws -> [String] {
        var found = Set(matches.flatMap(\.fixedVersions))
        for place in places where !place.needsSubscription && place.scheme == scheme {
            for lookup in Lookup.all(of: package, in: place) {
                let records = try source.candidates(ecosystem: place.ecosystem, package: lookup.name)
                for event in records.flatMap(\.affected.ranges).flatMap(\.events) {
                    guard case .fixed(let version) = event, scheme.isBefore(lookup.version.text, version) else {
                        continue
                    }
                    found.insert(version)
                }
            }
        }
        func sorted(_ versions: Set<String>) -> [String] {
            versions.sorted { scheme.isBefore($0, $1) || !scheme.isBefore($1, $0) && $0 < $1 }
        }
        let written = Set(found.map(written))
        // A record's own flavour is the last resort.
        return sorted(written) + (package.type == .maven ? sorted(found.subtracting(written)) : [])
    }

    /// The version as the installed one is written: Go's with their `v`, Maven's of the same flavour.
    private func written(_ version: String) -> String {
        switch package.type {
        case .golang where package.version.hasPrefix("v") && version.first?.isNumber == true: "v" + version
        case .maven: VersionFlavour.version(version, likeInstalled: package.version)
        default: version
        }
    }

    /// The vulnerabilities of a version, and the fixes that end them; nil where too many versions were asked about.
    private mutating func left(at version: String) throws -> (ids: [String], fixes: [String])? {
        if let known = asked[version] { return known }
        guard asked.count < Self.limit else { return nil }
        let left = try rows.vulnerabilities(for: lookups(of: version))
        asked[version] = left
        return left
    }

    /// How the package would be looked up, were it of a version.
    private func lookups(of version: String) -> [Lookup] {
        var upgraded = package
        upgraded.version = version
        if let source = package.source { upgraded.source = SourcePackage(name: source.name, version: version) }
        return places.flatMap { Lookup.all(of: upgraded, in: $0) }
    }
}

/// The part of a version that names a variant for one platform: guava's `-jre` and `-android`, `.jre8` of Microsoft's drivers.
enum VersionFlavour {
    private static let flavours = ["-jre", "-android", ".jre7", ".jre8", ".jre11", ".jre17"]

    /// A version in the flavour of the installed one; an upgrade does not change the platform.
    static func version(_ version: String, likeInstalled installed: String) -> String {
        guard let own = flavours.first(where: installed.hasSuffix), !version.hasSuffix(own) else { return version }
        let other = flavours.first(where: version.hasSuffix) ?? ""
        // A flavour is of a release; a pre-release has a word of its own there.
        guard !other.isEmpty || version.utf8.last.map({ 0x30...0x39 ~= $0 }) == true else { return version }
        return version.dropLast(other.count) + own
    }
}

extension VersionScheme {
    /// Whether one version comes before another; never so where they cannot be compared.
    func isBefore(_ left: String, _ right: String) -> Bool {
        do throws(VersionError) {
            return try compare(left, right) == .less
        } catch {
            return false
        }
    }
}
