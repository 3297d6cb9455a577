internal import Advisories
internal import Inventory
internal import Versions

/// Where the packages of one inventory are looked up, by their type, as far as the source covers it.
struct LookupPlan {
    /// The places for one type of package.
    struct Places {
        let ecosystems: ReleaseEcosystems
        let places: [LookupPlace]
        let isApproximate: Bool
        /// The ecosystems that ought to be among the places.
        let wanted: [String]
        /// A compatible distribution's ecosystem that would stand in for these, were it allowed.
        var compatible: String?

        var sources: [String] { places.map(\.ecosystem) }

        /// Those wanted of which the source has nothing, where it has something of others.
        var missing: [String] {
            if places.isEmpty || places.contains(where: { $0.ecosystem == ecosystems.standIn }) { return [] }
            return wanted.filter { !sources.contains($0) }
        }
    }

    /// Packages that are looked up in the same places.
    private struct Key: Hashable {
        let type: PackageType
        /// The distribution's name and release; empty for applications.
        let release: String
    }

    private let byKey: [Key: Places]
    private let distribution: Distribution?
    private let source: any AdvisorySource

    init(_ packages: [Package], _ distribution: Distribution?, _ source: any AdvisorySource, _ options: MatchingOptions)
    {
        func mapping(_ distribution: Distribution?, allowsCompatible: Bool) -> EcosystemMapping {
            EcosystemMapping(
                distribution: distribution, allowsCompatible: allowsCompatible,
                hasUbuntuPro: options.hasUbuntuPro
                    ?? (distribution?.id == "ubuntu" && packages.contains(where: \.isFromUbuntuPro)))
        }
        var byKey: [Key: Places] = [:]
        for package in packages where package.isMatched {
            let release = Self.release(of: package, in: distribution)
            let key = Key(type: package.type, release: release?.qualifier ?? "")
            guard byKey[key] == nil else { continue }
            let own = mapping(release, allowsCompatible: options.allowsCompatible)
            var places = Self.resolve(own.ecosystems(for: package.type), source)
            if places.places.isEmpty && !options.allowsCompatible {
                let other = mapping(release, allowsCompatible: true).ecosystems(for: package.type)
                places.compatible = Self.resolve(other, source).sources.first
            }
            byKey[key] = places
        }
        self.byKey = byKey
        self.distribution = distribution
        self.source = source
    }

    /// The places of a package's type and distribution.
    subscript(package: Package) -> Places? {
        let release = Self.release(of: package, in: distribution)
        return byKey[Key(type: package.type, release: release?.qualifier ?? "")]
    }

    private static func release(of package: Package, in image: Distribution?) -> Distribution? {
        EcosystemMapping.isOfDistributions(package.type) ? package.distribution(in: image) : nil
    }

    /// The ecosystems of all places.
    var ecosystems: Set<String> { Set(byKey.values.flatMap(\.sources)) }

    /// All places of all types, each once.
    var places: [LookupPlace] {
        Set(byKey.values.flatMap(\.places)).sorted { $0.ecosystem < $1.ecosystem }
    }

    /// What the source covers of the packages, by the names of the ecosystems.
    func coverage(of packages: [Package]) -> [Coverage] {
        struct Part: Hashable {
            let type: PackageType
            let title: String
        }
        var found: [Part: Coverage] = [:]
        for package in packages where package.isMatched {
            guard let places = self[package] else { continue }
            let ecosystems = places.ecosystems
            let part = Part(type: package.type, title: ecosystems.title)
            var coverage =
                found[part]
                ?? Coverage(
                    ecosystem: ecosystems.title, isCovered: !places.places.isEmpty, packages: 0, unversioned: 0,
                    isApproximate: places.isApproximate, note: Self.note(places), sources: places.sources,
                    missing: places.missing, isPublished: ecosystems.isPublished, compatible: places.compatible)
            note(scopesOf: places, in: &coverage)
            coverage.packages += 1
            if package.version.isEmpty { coverage.unversioned += 1 }
            let isBySource = places.places.contains { $0.names != .binary }
            if package.source == nil, isBySource, EcosystemMapping.isOfDistributions(package.type) {
                coverage.unsourced += 1
            }
            found[part] = coverage
        }
        return found.values.sorted { $0.ecosystem < $1.ecosystem }
    }

    /// Says how much the source has of the places; whose fixes need a subscription do not count.
    private func note(scopesOf places: Places, in coverage: inout Coverage) {
        let scopes = places.places.filter { !$0.needsSubscription }.map {
            ($0.ecosystem, source.scope(ecosystem: $0.ecosystem))
        }
        coverage.samples = scopes.filter(\.1.isSample).map(\.0)
        coverage.isFixedOnly = !scopes.isEmpty && scopes.allSatisfy(\.1.isFixedOnly)
        coverage.derivedFrom = scopes.compactMap(\.1.derivedFrom).first
    }

    private static func note(_ places: Places) -> String {
        if let standIn = places.ecosystems.standIn, places.places.contains(where: { $0.ecosystem == standIn }) {
            return "\(standIn)'s advisories stand in for those of \(places.ecosystems.title)"
        }
        return [places.ecosystems.note, gap(places)].filter { !$0.isEmpty }.joined(separator: "; ")
    }

    /// Which parts are missing, by what tells their names apart.
    private static func gap(_ places: Places) -> String {
        let missing = places.missing
        guard let first = places.wanted.first, !missing.isEmpty else { return "" }
        let shared = places.wanted.dropFirst().reduce(first) { shared, name in
            String(zip(shared, name).prefix { $0 == $1 }.map(\.0))
        }
        let start = shared.lastIndex { $0 == ":" || $0 == " " }.map { shared[...$0].count } ?? 0
        if places.wanted.count == 1 {
            let others = places.sources.joined(separator: ", ")
            return "the database has no advisories for \(first) itself; those of \(others) were used"
        }
        let names = missing.map { $0.dropFirst(start) }.joined(separator: ", ")
        return "the database lacks advisories for \(missing.count) of its \(places.wanted.count) parts: \(names)"
    }

    private static func resolve(_ ecosystems: ReleaseEcosystems, _ source: any AdvisorySource) -> Places {
        func place(
            _ ecosystem: String, _ authority: Authority, names: ReleaseEcosystems.Names,
            needsSubscription: Bool = false,
            isApproximate: Bool
        ) -> LookupPlace? {
            guard source.covers(ecosystem: ecosystem), let scheme = VersionScheme(ecosystem: ecosystem) else {
                return nil
            }
            return LookupPlace(
                ecosystem: ecosystem, scheme: scheme, names: names, authority: authority,
                needsSubscription: needsSubscription, isApproximate: isApproximate)
        }
        let isSubscribed = ecosystems.isSubscribed
        // Records of a distribution without a release speak of every release.
        let bases = Set(ecosystems.ecosystems.filter { $0.contains(":") }.map(Ecosystem.base))
        let whole = bases.subtracting(ecosystems.ecosystems).sorted().filter { $0 != "Packagist" }
        let own = (ecosystems.ecosystems + whole).compactMap {
            place(
                $0, isSubscribed ? .secondary : .team, names: ecosystems.names, isApproximate: ecosystems.isApproximate)
        }
        let subscription = ecosystems.subscription.compactMap {
            place(
                $0, isSubscribed ? .team : .secondary, names: ecosystems.names, needsSubscription: !isSubscribed,
                isApproximate: ecosystems.isApproximate)
        }
        if own.isEmpty, subscription.isEmpty, let standIn = ecosystems.standIn,
            let found = place(standIn, .team, names: .binary, isApproximate: true)
        {
            return Places(ecosystems: ecosystems, places: [found], isApproximate: true, wanted: [standIn])
        }
        let wanted = ecosystems.ecosystems.filter { !ecosystems.spares.contains($0) }
        return Places(
            ecosystems: ecosystems, places: own + subscription, isApproximate: ecosystems.isApproximate,
            wanted: isSubscribed ? wanted + ecosystems.subscription : wanted)
    }
}

extension Package {
    /// Whether the package is one to look up: not one that another package owns and counts, not one that installation left out, and not a
    /// key among the rpms.
    var isMatched: Bool { owner == nil && !isLeftOut && !(type == .rpm && name == "gpg-pubkey") }

    /// Whether its version says that it came with Ubuntu Pro: `+esm1`, `~esm2`.
    fileprivate var isFromUbuntuPro: Bool {
        guard type == .deb else { return false }
        let bytes = version.utf8.span
        guard bytes.count > 3 else { return false }
        for start in 0..<(bytes.count - 3) where bytes[start] == 0x2b || bytes[start] == 0x7e {
            if bytes[start + 1] == 0x65, bytes[start + 2] == 0x73, bytes[start + 3] == 0x6d { return true }
        }
        return false
    }
}
