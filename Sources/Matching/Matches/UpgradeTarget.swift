internal import Advisories
package import Inventory
internal import Versions

/// The version to upgrade a package to, as all records of the package judge it.
package struct UpgradeTarget: Sendable, Equatable {
    package var version: String
    /// The vulnerabilities that the version still has, sorted; empty where no record speaks against it.
    package var leaves: [String]
    /// The files that say that the package is there.
    package var places: [String] = []
}

/// Finds the lowest version that the records call clean, or else the one that leaves least, by asking the matcher about it.
///
/// A record's fix ends that record's vulnerability only: the version may be in the range of another record, or bring a younger
/// vulnerability. A distribution has one line of versions, so the search goes up from the highest fix; an application has several, so
/// every fix that any record of the package names is tried, the lowest first.
struct UpgradeSearch {
    /// Versions that are tried at most.
    private static let limit = 512

    private let source: any AdvisorySource
    private let places: [LookupPlace]
    private let package: Package

    init(_ package: Package, in places: [LookupPlace], of source: any AdvisorySource) {
        self.package = package
        self.places = places
        self.source = source
    }

    /// The version, or nothing where none is better than the installed one.
    ///
    /// - Parameter matches: what is known of the installed version.
    func target(_ matches: [Match], _ rows: MatchRows) throws -> UpgradeTarget? {
        guard let scheme = matches.first?.scheme else { return nil }
        var best: UpgradeTarget?
        var tried: Set<String> = []
        var waiting = try scheme.isOfDistributions ? highest(matches) : candidates(matches, scheme)
        while !waiting.isEmpty, tried.count < Self.limit {
            let version = waiting.removeFirst()
            guard tried.insert(version).inserted else { continue }
            let left = try rows.vulnerabilities(for: lookups(of: version))
            if best.map({ left.ids.count < $0.leaves.count }) ?? true {
                best = UpgradeTarget(version: version, leaves: left.ids)
            }
            if left.ids.isEmpty { break }
            if scheme.isOfDistributions { waiting += left.fixes.suffix(1) }
        }
        return best
    }

    private func highest(_ matches: [Match]) -> [String] {
        var fixes: [String] = []
        for fix in matches.flatMap(\.fixedVersions) {
            if let last = fixes.last, let scheme = matches.first?.scheme, !scheme.isBefore(last, fix) { continue }
            fixes.append(fix)
        }
        return fixes.suffix(1)
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
        return found.sorted { scheme.isBefore($0, $1) || !scheme.isBefore($1, $0) && $0 < $1 }
    }

    /// How the package would be looked up, were it of a version.
    private func lookups(of version: String) -> [Lookup] {
        var upgraded = package
        upgraded.version = version
        if let source = package.source { upgraded.source = SourcePackage(name: source.name, version: version) }
        return places.flatMap { Lookup.all(of: upgraded, in: $0) }
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
