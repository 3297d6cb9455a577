package import Inventory

/// One thing to do about an image: the upgrade of one source's packages, of one package, or of what one file holds.
package struct Remediation: Sendable, Equatable {
    /// What is upgraded as one.
    package enum Subject: Sendable, Hashable {
        /// The packages that a distribution builds from one source.
        case source(String)
        /// An application's package that has files of its own.
        case package(String)
        /// A lock file, a program or an archive, with all the packages that it names.
        case file(String)
    }

    package var type: PackageType
    package var subject: Subject
    /// By the packages' URLs.
    package var upgrades: [Upgrade]
    /// The identifiers of the vulnerabilities that go, sorted.
    package var removes: [String]
    /// Those that stay or come with the upgrade, sorted.
    package var leaves: [String]
    /// How many of them have which severity.
    package var severities: [Severity: Int]
    /// How many of them are known to be exploited.
    package var knownExploited: Int

    /// The source's or the package's name, or the file's path.
    package var name: String {
        switch subject {
        case .source(let name), .package(let name): name
        case .file(let path): "/\(path)"
        }
    }

    /// - Parameter matches: at least one, all of one subject.
    init(_ matches: [Match], of subject: Subject, _ targets: [PackageURL: UpgradeTarget]) {
        type = matches[0].packageType
        self.subject = subject
        var byPackage: [PackageURL: Upgrade] = [:]
        var worst: [String: (severity: Severity, isExploited: Bool)] = [:]
        for match in matches {
            guard let target = targets[match.package] else { continue }
            var upgrade = byPackage[match.package] ?? Upgrade(match, target, of: subject)
            if !target.leaves(match) {
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
}

extension Remediation {
    /// A package to upgrade.
    package struct Upgrade: Sendable, Equatable {
        package var type: PackageType
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

        init(_ match: Match, _ target: UpgradeTarget, of subject: Subject) {
            type = match.packageType
            package = match.packageName
            installed = match.installedVersion
            self.target = target.version
            purl = match.package
            fixes = []
            leaves = target.leaves
            switch subject {
            case .source: places = Set(target.places).sorted()
            case .package: places = Set(target.places.filter(UpgradePlace.isOfOnePackage)).sorted()
            case .file(let path): places = [path]
            }
        }
    }
}
