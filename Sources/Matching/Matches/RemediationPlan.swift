package import Inventory

extension Remediation {
    /// What to do about matches, the most effective first.
    ///
    /// Effect counts as severity does: the known exploited first, then the critical, the high, and so on down.
    ///
    /// - Parameter targets: to which version each package is best upgraded (`MatchReport.targets`).
    package static func plan(_ matches: [Match], _ targets: [PackageURL: UpgradeTarget]) -> [Remediation] {
        var groups: [Key: [Match]] = [:]
        for match in matches where match.status == .fixable {
            for subject in subjects(of: match, targets[match.package]?.places ?? []) {
                groups[Key(type: match.packageType, subject: subject), default: []].append(match)
            }
        }
        let all = groups.map { Self($0.value, of: $0.key.subject, targets) }.filter { !$0.removes.isEmpty }
        return joinedBySource(all).sorted(by: isMoreEffective)
    }

    /// Every upgrade of a plan once, in the plan's order, with all its places.
    package static func upgrades(of plan: [Remediation]) -> [Upgrade] {
        var numbers: [PackageURL: Int] = [:]
        var upgrades: [Upgrade] = []
        for upgrade in plan.lazy.flatMap(\.upgrades) {
            if let number = numbers[upgrade.purl] {
                upgrades[number].places = Set(upgrades[number].places + upgrade.places).sorted()
            } else {
                numbers[upgrade.purl] = upgrades.count
                upgrades.append(upgrade)
            }
        }
        return upgrades
    }

    private struct Key: Hashable {
        let type: PackageType
        let subject: Subject
    }

    private static func subjects(of match: Match, _ places: [String]) -> [Subject] {
        if match.scheme.isOfDistributions { return [.source(match.sourceName)] }
        let described = Set(places).filter { !UpgradePlace.isOfOnePackage($0) }.sorted()
        // A bill is named where nothing else is.
        let others = described.filter { !UpgradePlace(path: $0).isBill }
        let files = others.isEmpty && places.count == described.count ? described : others
        let own = files.isEmpty || places.contains(where: UpgradePlace.isOfOnePackage)
        return (own ? [.package(match.packageName)] : []) + files.map(Subject.file)
    }

    /// Joins rpms without a source package: those of one version that need the same version for the same vulnerabilities.
    private static func joinedBySource(_ all: [Remediation]) -> [Remediation] {
        struct Build: Hashable {
            let installed: String
            let target: String
            let fixes: [String]
        }
        var joined: [Remediation] = []
        var numbers: [Build: Int] = [:]
        for remediation in all.sorted(by: { ($0.name.utf8.count, $0.name) < ($1.name.utf8.count, $1.name) }) {
            guard remediation.type == .rpm, let first = remediation.upgrades.first,
                remediation.upgrades.allSatisfy({ $0.installed == first.installed && $0.target == first.target })
            else {
                joined.append(remediation)
                continue
            }
            let build = Build(installed: first.installed, target: first.target, fixes: remediation.removes)
            if let number = numbers[build] {
                joined[number].upgrades = (joined[number].upgrades + remediation.upgrades).sorted { $0.purl < $1.purl }
            } else {
                numbers[build] = joined.count
                joined.append(remediation)
            }
        }
        return joined
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
