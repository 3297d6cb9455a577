package import Inventory

/// From a package's type, and for a distribution's packages its release, to OSV's ecosystems.
package struct EcosystemMapping: Sendable {
    /// The image's distribution, or nil if it has no os-release.
    package let distribution: Distribution?
    /// Whether a compatible distribution's records stand in for those of one that has none.
    ///
    /// Off unless asked for: a rebuild has the same version and release as its origin in most packages, and another in some, so
    /// that answers are likely rather than known.
    package let allowsCompatible: Bool
    /// Whether Ubuntu Pro is attached; then its fixes can be installed.
    package let hasUbuntuPro: Bool

    package init(distribution: Distribution?, allowsCompatible: Bool = false, hasUbuntuPro: Bool = false) {
        self.distribution = distribution
        self.allowsCompatible = allowsCompatible
        self.hasUbuntuPro = hasUbuntuPro
    }

    /// Where to look up packages of a type.
    package func ecosystems(for type: PackageType) -> ReleaseEcosystems {
        if let ecosystem = Self.applications[type.rawValue] {
            return ReleaseEcosystems(
                title: ecosystem, ecosystems: [ecosystem] + (Self.repositories[ecosystem] ?? []), names: .binary)
        }
        guard let kinds = Self.systems[type] else {
            var none = ReleaseEcosystems.none(
                type.rawValue, "no advisory source covers \"\(type.rawValue)\" packages")
            none.isPublished = Self.unmapped.contains(type)
            return none
        }
        guard let distribution else {
            return .none(
                type.rawValue,
                "the image has no os-release, so the distribution of its \(type.rawValue) packages is unknown")
        }
        let id = distribution.id.lowercased()
        guard let make = kinds[id] else {
            return .none(
                distribution.prettyName.isEmpty ? distribution.qualifier : distribution.prettyName,
                "no advisory source covers \(type.rawValue) packages of \(distribution.qualifier)")
        }
        guard !distribution.versionID.isEmpty || !distribution.codename.isEmpty || Self.rolling.contains(id) else {
            return .none(distribution.qualifier, "nothing names the release of \(distribution.qualifier)")
        }
        return make(self, distribution)
    }

    /// Whether a distribution's release decides where packages of a type are looked up.
    static func isOfDistributions(_ type: PackageType) -> Bool { systems[type] != nil }

    /// Distributions without releases; Alpaquita's stream names none.
    private static let rolling: Set<String> = ["wolfi", "chainguard", "minimos", "opensuse-tumbleweed", "alpaquita"]

    /// Types of distributions' packages that no ecosystem of OSV stands for; their distributions publish advisories all the same.
    private static let unmapped: Set<PackageType> = [.alpm, .ebuild, .opkg, .nix]

    private typealias Maker = @Sendable (EcosystemMapping, Distribution) -> ReleaseEcosystems

    private static let systems: [PackageType: [String: Maker]] = [
        .deb: [
            "debian": { _, distribution in debian(distribution) },
            "raspbian": { mapping, distribution in mapping.compatible(distribution, with: debian(distribution)) },
            "ubuntu": { mapping, distribution in mapping.ubuntu(distribution) },
        ],
        .apk: [
            "alpine": { _, distribution in alpine(distribution) },
            "postmarketos": { mapping, distribution in mapping.compatible(distribution, with: alpine(distribution)) },
            "wolfi": { _, _ in ReleaseEcosystems(title: "Wolfi", ecosystems: ["Wolfi"], names: .either) },
            "chainguard": { _, _ in
                ReleaseEcosystems(title: "Chainguard", ecosystems: ["Chainguard", "Wolfi"], names: .either)
            },
            "minimos": { _, _ in ReleaseEcosystems(title: "MinimOS", ecosystems: ["MinimOS"], names: .either) },
            "alpaquita": { _, distribution in
                let release = distribution.versionID.isEmpty ? "stream" : distribution.versionID
                return ReleaseEcosystems(
                    title: "Alpaquita:\(release)", ecosystems: ["Alpaquita:\(release)"], names: .source)
            },
        ],
        .rpm: rpm,
    ]

    private static let rpm: [String: Maker] = [
        "almalinux": { _, distribution in major(distribution, "AlmaLinux", .binary) },
        "rocky": { mapping, distribution in
            mapping.orAlmaLinux(distribution, major(distribution, "Rocky Linux", .source))
        },
        "rhel": { mapping, distribution in mapping.orAlmaLinux(distribution, redHat(distribution)) },
        "centos": { mapping, distribution in mapping.centos(distribution) },
        "ol": { mapping, distribution in mapping.alma(distribution) },
        "sles": { _, distribution in suse(distribution) },
        "sled": { _, distribution in suse(distribution) },
        "sles_sap": { _, distribution in suse(distribution) },
        "sle-micro": { _, distribution in suse(distribution) },
        "sl-micro": { _, distribution in suse(distribution) },
        "suse-microos": { _, distribution in suse(distribution) },
        "opensuse": { _, distribution in suse(distribution) },
        "opensuse-leap": { _, distribution in suse(distribution) },
        "opensuse-tumbleweed": { _, _ in
            ReleaseEcosystems(title: "openSUSE:Tumbleweed", ecosystems: ["openSUSE:Tumbleweed"], names: .source)
        },
        "mageia": { _, distribution in major(distribution, "Mageia", .source) },
        "openeuler": { _, distribution in openEuler(distribution) },
        "azurelinux": { _, distribution in major(distribution, "Azure Linux", .either) },
        "mariner": { _, distribution in major(distribution, "Azure Linux", .either) },
        "photon": { _, distribution in
            let release = distribution.versionID
            return ReleaseEcosystems(
                title: "Photon OS:\(release)", ecosystems: ["Photon OS:\(release)"], names: .either)
        },
    ]

    /// An application of Erlang's runtime has no sign of where it was fetched; what is not Erlang's own is from Hex, by the same name.
    private static let applications: [String: String] = [
        "pypi": "PyPI", "golang": "Go", "npm": "npm", "maven": "Maven", "gem": "RubyGems", "cargo": "crates.io",
        "composer": "Packagist", "nuget": "NuGet", "hex": "Hex", "otp": "Hex", "pub": "Pub", "hackage": "Hackage",
        "cran": "CRAN", "bioconductor": "Bioconductor", "swift": "SwiftURL", "conan": "ConanCenter",
        "bitnami": "Bitnami", "dhi": "DHI",
        "julia": "Julia", "opam": "opam", "githubactions": "GitHub Actions", "vscode-extension": "VSCode",
    ]

    /// Repositories beside an ecosystem's own that have records of their own; their packages' names do not overlap.
    private static let repositories = ["Packagist": ["Packagist:https://packages.drupal.org/8"]]
}
