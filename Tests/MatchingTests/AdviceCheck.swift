import Advisories
import Inventory
import Versions

@testable import Matching

/// Scans every version again that a scan offers, for the packages of a database's shards.
///
/// A package is taken at versions that its records name: where ranges begin, where they end and where one version alone is affected.
struct AdviceCheck {
    /// Versions tried of one package at most.
    private static let versionLimit = 6

    private let database: AdvisoryDatabase
    private(set) var offers = 0
    /// Each offer that is affected and is not said to be.
    private(set) var faults: [String] = []
    /// Shards that no package of any image is looked up in.
    private(set) var unasked: [String] = []

    init(_ database: AdvisoryDatabase) { self.database = database }

    /// Checks every `step`-th package of all shards.
    ///
    /// - Parameter note: told each shard when it is done, with the number of offers so far.
    mutating func run(every step: Int, note: (String, Int) -> Void = { _, _ in }) throws {
        for entry in database.entries where entry.kind == .advisories {
            try check(entry.name, every: step)
            note(entry.name, offers)
        }
    }

    private mutating func check(_ ecosystem: String, every step: Int) throws {
        guard let place = AdvicePlace(ecosystem), let shard = try database.shard(ecosystem) else {
            unasked.append(ecosystem)
            return
        }
        var options = MatchingOptions()
        options.hasUbuntuPro = place.isSubscribed
        let matcher = Matcher(source: database, options: options)
        let names = try shard.packageNames()
        for number in stride(from: names.count % step, to: names.count, by: step) {
            let records = try database.candidates(ecosystem: ecosystem, package: names[number])
            var scans: [String: Scan] = [:]
            for version in Self.versions(records.map(\.affected), place.scheme) {
                try check(place.package(names[number], version), place, matcher, &scans)
            }
        }
    }

    private mutating func check(
        _ package: Package, _ place: AdvicePlace, _ matcher: Matcher, _ scans: inout [String: Scan]
    ) throws {
        func scan(_ version: String) throws -> Scan {
            if let scan = scans[version] { return scan }
            let scan = Scan(try matcher.match([package.upgraded(to: version)], distribution: place.distribution))
            scans[version] = scan
            return scan
        }
        let found = try scan(package.version).report
        for match in found.matches where match.status == .fixable {
            for fix in match.fixedVersions {
                try note(match, fix, scan(fix), isMarked: match.affectedFixes.contains(fix))
            }
            guard let upgrade = match.upgrade else { continue }
            try note(match, upgrade, scan(upgrade), isMarked: match.isUpgradeAffected)
        }
        for upgrade in Remediation.upgrades(of: found.remediations) {
            offers += 1
            let left = try scan(upgrade.target).left
            if left != Set(upgrade.leaves) {
                faults.append(
                    "\(upgrade.purl) to \(upgrade.target) leaves \(left.sorted()), and is said to leave \(upgrade.leaves)"
                )
            }
        }
    }

    private mutating func note(_ match: Match, _ version: String, _ later: Scan, isMarked: Bool) {
        offers += 1
        if later.affected.contains(match.id) || match.aliases.contains(where: later.affected.contains)
            || match.records.contains(where: later.affected.contains)
        {
            faults.append("\(match.package): \(version) is offered against \(match.id), which it has")
        } else if let other = later.affected.first, !isMarked {
            faults.append("\(match.package): \(version) is offered against \(match.id), and has \(other)")
        }
    }

    private static func versions(_ affected: [AffectedPackage], _ scheme: VersionScheme) -> [String] {
        var all: Set<String> = []
        for event in affected.lazy.flatMap(\.ranges).flatMap(\.events) {
            switch event {
            case .introduced("0"): all.insert("0")
            case .introduced(let version), .fixed(let version), .lastAffected(let version): all.insert(version)
            case .limit: break
            }
        }
        for entry in affected { all.formUnion([entry.versions.first, entry.versions.last].compactMap(\.self)) }
        let sorted = all.sorted { scheme.isBefore($0, $1) || !scheme.isBefore($1, $0) && $0 < $1 }
        guard sorted.count > versionLimit else { return sorted }
        return (0..<versionLimit).map { sorted[$0 * (sorted.count - 1) / (versionLimit - 1)] }
    }
}

/// A version's scan.
private struct Scan {
    let report: MatchReport
    /// The vulnerabilities that it has.
    let affected: Set<String>
    /// These, and those that it may have.
    let left: Set<String>

    init(_ report: MatchReport) {
        self.report = report
        affected = Set(report.matches.map(\.id))
        left = affected.union(report.undetermined.map(\.id))
    }
}

/// How packages are installed whose records stand in a shard.
struct AdvicePlace {
    let type: PackageType
    var distribution: Distribution?
    var isSubscribed = false
    let scheme: VersionScheme

    /// Returns nil if no package is looked up in the shard.
    init?(_ ecosystem: String) {
        guard let scheme = VersionScheme(ecosystem: ecosystem) else { return nil }
        self.scheme = scheme
        let parts = ecosystem.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let release = parts.count > 1 ? parts[1] : ""
        func distribution(_ id: String, _ version: String, _ pretty: String = "") -> Distribution {
            Distribution(id: id, versionID: version, prettyName: pretty)
        }
        if let application = Self.applications[parts[0]] {
            type = application
        } else {
            switch parts[0] {
            case "Debian": (type, self.distribution) = (.deb, distribution("debian", release))
            case "Ubuntu":
                isSubscribed = release == "Pro"
                let version = parts.first { $0.first?.isNumber == true } ?? ""
                (type, self.distribution) = (.deb, distribution("ubuntu", version))
            case "Alpine": (type, self.distribution) = (.apk, distribution("alpine", release.dropFirst() + ".0"))
            case "Wolfi", "Chainguard", "MinimOS":
                (type, self.distribution) = (.apk, distribution(parts[0].lowercased(), ""))
            case "Alpaquita": (type, self.distribution) = (.apk, distribution("alpaquita", release))
            case "AlmaLinux": (type, self.distribution) = (.rpm, distribution("almalinux", release))
            case "Rocky Linux": (type, self.distribution) = (.rpm, distribution("rocky", release))
            case "Mageia": (type, self.distribution) = (.rpm, distribution("mageia", release))
            case "Azure Linux": (type, self.distribution) = (.rpm, distribution("azurelinux", release))
            case "Photon OS": (type, self.distribution) = (.rpm, distribution("photon", release))
            case "Red Hat": (type, self.distribution) = (.rpm, distribution("rhel", parts.count > 2 ? parts[2] : ""))
            case "SUSE": (type, self.distribution) = (.rpm, distribution("sles", "", "SUSE \(release)"))
            case "openSUSE": (type, self.distribution) = (.rpm, distribution("opensuse", "", "openSUSE \(release)"))
            default: return nil
            }
        }
        let mapping = EcosystemMapping(distribution: self.distribution, hasUbuntuPro: isSubscribed)
        let asked = mapping.ecosystems(for: type)
        guard (asked.ecosystems + asked.subscription).contains(ecosystem) else { return nil }
    }

    private static let applications: [String: PackageType] = [
        "PyPI": .pypi, "Go": .golang, "npm": .npm, "Maven": .maven, "RubyGems": .gem, "crates.io": .cargo,
        "Packagist": .composer, "NuGet": .nuget, "Hex": .hex, "Pub": .pub, "Hackage": .hackage, "CRAN": .cran,
        "Bioconductor": .bioconductor, "SwiftURL": .swift, "ConanCenter": .conan, "Bitnami": .bitnami,
        "Julia": "julia", "opam": "opam", "GitHub Actions": "githubactions", "VSCode": "vscode-extension",
    ]

    func package(_ name: String, _ version: String) -> Package {
        let isModule = type == .golang && name != "stdlib" && name != "toolchain" && version.first?.isNumber == true
        let text = isModule ? "v" + version : version
        return installed(type, name, text, source: distribution == nil ? nil : (name, text))
    }
}

extension Package {
    /// The same package of another version.
    fileprivate func upgraded(to version: String) -> Package {
        installed(type, name, version, source: source.map { ($0.name, version) })
    }
}
