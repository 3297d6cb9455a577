/// How an ecosystem orders its versions.
package enum VersionScheme: String, CaseIterable, Sendable, Hashable {
    /// Debian's epoch, upstream version and revision.
    case dpkg
    /// RPM's epoch, version and release.
    case rpm
    /// Alpine's package versions.
    case apk
    /// Semantic Versioning 2.0.0, read tolerantly.
    case semver
    /// Go module versions, pseudo-versions and toolchain versions.
    case go
    /// npm's versions, which are semantic versions.
    case npm
    /// Python's PEP 440, older versions before all others.
    case pep440
    /// Maven's `ComparableVersion`.
    case maven
    /// RubyGems' `Gem::Version`.
    case rubygems
    /// Composer's versions as PHP's `version_compare` orders them.
    case packagist
    /// NuGet's four numbers and a pre-release.
    case nuget
    /// R's package versions.
    case cran
    /// Haskell's package versions.
    case hackage
    /// Dart's semantic versions, which order builds.
    case pub
    /// Hex's versions, which are semantic versions.
    case hex
    /// Bitnami's versions, which are semantic versions.
    case bitnami
    /// Conan's versions of any number of items.
    case conan
    /// Swift package versions, which are semantic versions.
    case swift
    /// Julia's `VersionNumber`, which orders builds.
    case julia
    /// opam's versions, Debian's without an epoch.
    case opam
    /// Numbers by value and the text between them, for ecosystems that define no order.
    case natural

    /// Orders two versions; throws where either is no version of the scheme.
    package func compare(_ a: String, _ b: String) throws(VersionError) -> Ordering {
        switch self {
        case .dpkg: try order(a, b, by: DpkgOrder.self)
        case .rpm: try order(a, b, by: RPMOrder.self)
        case .apk: try order(a, b, by: ApkOrder.self)
        case .semver, .npm, .hex, .bitnami, .swift: try order(a, b, by: SemanticOrder.self)
        case .go: try order(a, b, by: GoOrder.self)
        case .pep440: try order(a, b, by: PEP440Order.self)
        case .maven: try order(a, b, by: MavenOrder.self)
        case .rubygems: try order(a, b, by: RubyGemsOrder.self)
        case .packagist: try order(a, b, by: PackagistOrder.self)
        case .nuget: try order(a, b, by: NuGetOrder.self)
        case .cran: try order(a, b, by: CRANOrder.self)
        case .hackage: try order(a, b, by: HackageOrder.self)
        case .pub, .julia: try order(a, b, by: BuildOrder.self)
        case .conan: try order(a, b, by: ConanOrder.self)
        case .opam: try order(a, b, by: OpamOrder.self)
        case .natural: try order(a, b, by: NaturalOrder.self)
        }
    }

    /// Whether the scheme reads the text as a version, so that `compare` takes it.
    package func isValid(_ version: String) -> Bool {
        switch self {
        case .dpkg: reads(version, DpkgOrder.self)
        case .rpm: reads(version, RPMOrder.self)
        case .apk: reads(version, ApkOrder.self)
        case .semver, .npm, .hex, .bitnami, .swift: reads(version, SemanticOrder.self)
        case .go: reads(version, GoOrder.self)
        case .pep440: reads(version, PEP440Order.self)
        case .maven: reads(version, MavenOrder.self)
        case .rubygems: reads(version, RubyGemsOrder.self)
        case .packagist: reads(version, PackagistOrder.self)
        case .nuget: reads(version, NuGetOrder.self)
        case .cran: reads(version, CRANOrder.self)
        case .hackage: reads(version, HackageOrder.self)
        case .pub, .julia: reads(version, BuildOrder.self)
        case .conan: reads(version, ConanOrder.self)
        case .opam: reads(version, OpamOrder.self)
        case .natural: reads(version, NaturalOrder.self)
        }
    }

    /// Whether two texts name the same version: the same text, or versions that the scheme holds equal.
    package func areEqual(_ a: String, _ b: String) -> Bool {
        if a == b { return true }
        do {
            return try compare(a, b) == .equal
        } catch {
            // Text that is no version equals only itself.
            return false
        }
    }

    private func order<Order: VersionOrder>(
        _ a: String, _ b: String, by _: Order.Type
    ) throws(VersionError) -> Ordering {
        let x = a.utf8.span
        let y = b.utf8.span
        guard let first = Order.layout(of: x) else { throw .invalid(a, scheme: self) }
        guard let second = Order.layout(of: y) else { throw .invalid(b, scheme: self) }
        return Order.order(x, first, y, second)
    }

    private func reads<Order: VersionOrder>(_ version: String, _: Order.Type) -> Bool {
        Order.layout(of: version.utf8.span) != nil
    }
}
