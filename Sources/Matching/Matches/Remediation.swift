package import Inventory

/// One thing to do about an image: the upgrade of the packages of one source, and what it ends.
package struct Remediation: Sendable, Equatable {
    /// A package to upgrade.
    package struct Upgrade: Sendable, Equatable {
        package var package: String
        package var installed: String
        /// The lowest version that the records call clean, else the one that leaves least.
        package var target: String
        package var purl: PackageURL
        /// The vulnerabilities that the upgrade ends, sorted.
        package var fixes: [String]
        /// Those that the target has by the same records, sorted.
        package var leaves: [String]
        /// The files that say that the package is there, sorted.
        package var places: [String]
    }

    package var type: PackageType
    /// The source package of a distribution, or the application's package.
    package var name: String
    /// By the packages' names.
    package var upgrades: [Upgrade]
    /// The identifiers of the vulnerabilities that go, sorted.
    package var removes: [String]
    /// Those that stay or come with the upgrade, sorted.
    package var leaves: [String]
    /// How many of them have which severity.
    package var severities: [Severity: Int]
    /// How many of them are known to be exploited.
    package var knownExploited: Int

    /// What to do about matches, the most effective first.
    ///
    /// Effect counts as severity does: the known exploited first, then the critical, the high, and so on down.
    ///
    /// - Parameter targets: to which version each package is best upgraded (`MatchReport.targets`).
    package static func plan(_ matches: [Match], _ targets: [PackageURL: UpgradeTarget]) -> [Remediation] {
        var groups: [String: [Match]] = [:]
        for match in matches where match.status == .fixable {
            let key =
                match.scheme.isOfDistributions
                ? "\(match.packageType.rawValue)\u{0}\(match.sourceName)" : match.package.description
            groups[key, default: []].append(match)
        }
        return groups.values.map { Self($0, targets) }.filter { !$0.removes.isEmpty }.sorted(by: isMoreEffective)
    }

    /// - Parameter matches: at least one, all of one source or package.
    private init(_ matches: [Match], _ targets: [PackageURL: UpgradeTarget]) {
        type = matches[0].packageType
        name = matches[0].scheme.isOfDistributions ? matches[0].sourceName : matches[0].packageName
        var byPackage: [PackageURL: Upgrade] = [:]
        var worst: [String: (severity: Severity, isExploited: Bool)] = [:]
        for match in matches {
            guard let target = targets[match.package] else { continue }
            var upgrade =
                byPackage[match.package]
                ?? Upgrade(
                    package: match.packageName, installed: match.installedVersion, target: target.version,
                    purl: match.package, fixes: [], leaves: target.leaves, places: Set(target.places).sorted())
            if !target.leaves.contains(match.id) {
                if !upgrade.fixes.contains(match.id) { upgrade.fixes.append(match.id) }
                worst[match.id] = (max(match.severity, worst[match.id]?.severity ?? .unknown), match.isKnownExploited)
            }
            byPackage[match.package] = upgrade
        }
        upgrades = byPackage.values.filter { !$0.fixes.isEmpty }.sorted { $0.purl < $1.purl }
        for place in upgrades.indices { upgrades[place].fixes.sort(by: IdentifierOrder.precedes) }
        removes = worst.keys.sorted(by: IdentifierOrder.precedes)
        leaves = Set(upgrades.flatMap(\.leaves)).sorted(by: IdentifierOrder.precedes)
        severities = worst.values.reduce(into: [:]) { $0[$1.severity, default: 0] += 1 }
        knownExploited = worst.values.count { $0.isExploited }
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
