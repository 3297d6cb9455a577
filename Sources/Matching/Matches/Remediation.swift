package import Inventory
internal import Versions

/// One thing to do about an image: the upgrade of the packages of one source, and what it ends.
package struct Remediation: Sendable, Equatable {
    /// A package to upgrade.
    package struct Upgrade: Sendable, Equatable {
        package var package: String
        package var installed: String
        /// The lowest version that ends all of the package's vulnerabilities that have a fix.
        package var target: String
        package var purl: PackageURL
    }

    package var type: PackageType
    /// The source package of a distribution, or the application's package.
    package var name: String
    /// By the packages' names.
    package var upgrades: [Upgrade]
    /// The identifiers of the vulnerabilities that go, sorted.
    package var removes: [String]
    /// How many of them have which severity.
    package var severities: [Severity: Int]
    /// How many of them are known to be exploited.
    package var knownExploited: Int

    /// What to do about matches, the most effective first.
    ///
    /// Effect counts as severity does: the known exploited first, then the critical, the high, and so on down.
    package static func plan(_ matches: [Match]) -> [Remediation] {
        var groups: [String: [Match]] = [:]
        for match in matches where match.status == .fixable {
            let key =
                match.scheme.isOfDistributions
                ? "\(match.packageType.rawValue)\u{0}\(match.sourceName)" : match.package.description
            groups[key, default: []].append(match)
        }
        return groups.values.map(Self.init).sorted(by: isMoreEffective)
    }

    /// - Parameter matches: at least one, all of one source or package.
    private init(_ matches: [Match]) {
        type = matches[0].packageType
        name = matches[0].scheme.isOfDistributions ? matches[0].sourceName : matches[0].packageName
        var byPackage: [PackageURL: Upgrade] = [:]
        var worst: [String: (severity: Severity, isExploited: Bool)] = [:]
        for match in matches {
            worst[match.id] = (max(match.severity, worst[match.id]?.severity ?? .unknown), match.isKnownExploited)
            guard let fix = match.fixedVersions.last else { continue }
            if let earlier = byPackage[match.package], !Self.isBefore(earlier.target, fix, match.scheme) { continue }
            byPackage[match.package] = Upgrade(
                package: match.packageName, installed: match.installedVersion, target: fix, purl: match.package)
        }
        upgrades = byPackage.values.sorted { $0.purl < $1.purl }
        removes = worst.keys.sorted(by: IdentifierOrder.precedes)
        severities = worst.values.reduce(into: [:]) { $0[$1.severity, default: 0] += 1 }
        knownExploited = worst.values.count { $0.isExploited }
    }

    private static func isBefore(_ left: String, _ right: String, _ scheme: VersionScheme) -> Bool {
        do throws(VersionError) {
            return try scheme.compare(left, right) == .less
        } catch {
            // The higher of two texts is as good a target as the other when neither can be read.
            return left < right
        }
    }

    private static func isMoreEffective(_ left: Remediation, _ right: Remediation) -> Bool {
        if left.knownExploited != right.knownExploited { return left.knownExploited > right.knownExploited }
        for severity in Severity.allCases.reversed() {
            let (first, second) = (left.severities[severity] ?? 0, right.severities[severity] ?? 0)
            if first != second { return first > second }
        }
        return (left.name, left.upgrades.first?.purl.description ?? "")
            < (right.name, right.upgrades.first?.purl.description ?? "")
    }
}
