internal import Inventory
internal import Versions

/// One ecosystem and release of the source in which packages of a type are looked up.
struct LookupPlace: Hashable {
    let ecosystem: String
    let scheme: VersionScheme
    let names: ReleaseEcosystems.Names
    /// How much its word weighs against that of other places.
    let authority: Authority
    /// Whether a fix from here cannot be installed, because its subscription is not attached.
    let needsSubscription: Bool
    let isApproximate: Bool
}

/// Which of two records is believed when they speak of the same vulnerability of the same package.
///
/// A security team's record of the release is believed before one derived from changelogs, which is right in about two of three
/// cases to the exact version, and the record of the packages that can be installed before that of a subscription.
enum Authority: Int, Comparable {
    case team, secondary, derived

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The name and version under which a package is looked up in a place.
struct Lookup: Hashable {
    let place: LookupPlace
    let name: String
    let version: InstalledVersion
    /// The architecture, and the label of its module, of an rpm; records may be for some only.
    let architecture: String
    let module: ModuleStream

    /// The name and the version tell most look-ups apart.
    func hash(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(version.text)
    }

    /// Whether a record that says "not affected" may speak against another that says "affected".
    ///
    /// It does where records differ in weight, which they do among Debian's and Ubuntu's; and of a module's rebuilds the
    /// lowest speaks for all.
    var hearsDenials: Bool { place.scheme == .dpkg || place.authority != .team || module.isModular }

    /// The same look-up, were the package of another version.
    func with(version: String) -> Lookup {
        Lookup(
            place: place, name: name, version: InstalledVersion(version, scheme: place.scheme),
            architecture: architecture, module: module)
    }

    /// All the ways in which a package is looked up in a place.
    static func all(of package: Package, in place: LookupPlace) -> [Lookup] {
        var lookups: [Lookup] = []
        func add(_ name: String, _ version: InstalledVersion) {
            let isRPM = package.type == .rpm
            lookups.append(
                Lookup(
                    place: place, name: name, version: version, architecture: isRPM ? package.architecture : "",
                    module: isRPM ? ModuleStream(package) : ModuleStream()))
        }
        let own = InstalledVersion(bareVersion(of: package), scheme: place.scheme)
        guard let source = package.source else {
            add(PackageName.normalised(package.name, type: package.type, ecosystem: place.ecosystem), own)
            return lookups
        }
        if place.names != .source {
            add(PackageName.normalised(package.name, type: package.type, ecosystem: place.ecosystem), own)
        }
        if place.names == .source || place.names == .either && source.name != package.name {
            add(source.name, version(of: source, builtInto: package, scheme: place.scheme))
        }
        return lookups
    }

    /// The version without what no record knows: the `+b1` of a binary rebuild of Debian's, the `-0` of a build of Bitnami's.
    private static func bareVersion(of package: Package) -> String {
        switch package.type {
        case .deb: withoutNumber(package.version, after: "+b")
        case .bitnami: withoutNumber(package.version, after: "-")
        default: package.version
        }
    }

    /// A version without a number and the mark before it at its end.
    private static func withoutNumber(_ version: String, after mark: String) -> String {
        let bytes = version.utf8
        let bare = bytes.dropLast(bytes.reversed().prefix { $0 >= 0x30 && $0 <= 0x39 }.count)
        guard bare.count < bytes.count, bare.count > mark.utf8.count,
            bare.suffix(mark.utf8.count).elementsEqual(mark.utf8)
        else { return version }
        return String(decoding: bare.dropLast(mark.utf8.count), as: UTF8.self)
    }

    /// A source's version; that of a source rpm has no epoch, so it is taken from a package of the same version and release.
    private static func version(
        of source: SourcePackage, builtInto package: Package, scheme: VersionScheme
    ) -> InstalledVersion {
        guard package.type == .rpm, !source.version.utf8.contains(0x3a) else {
            let isRebuilt = source.version.isEmpty || source.version == package.version
            return InstalledVersion(isRebuilt ? bareVersion(of: package) : source.version, scheme: scheme)
        }
        let colon = package.version.firstIndex(of: ":")
        let bare = colon.map { package.version[package.version.index(after: $0)...] } ?? package.version[...]
        if source.version.isEmpty || bare == source.version[...] {
            return InstalledVersion(package.version, scheme: scheme)
        }
        return InstalledVersion(source.version, scheme: scheme, isEpochUnknown: true)
    }
}
