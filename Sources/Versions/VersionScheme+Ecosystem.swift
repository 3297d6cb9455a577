extension VersionScheme {
    /// The scheme of an OSV ecosystem; what follows the first colon of its name is its release.
    ///
    /// Two ecosystems rebuild others' packages and name them there: `Root:Alpine:3.18`, `Echo:PyPI`.
    package init?(ecosystem: String) {
        let parts = ecosystem.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
        guard let name = parts.first else { return nil }
        if name == "Root" || name == "Echo", parts.count > 1, let rebuilt = Self.schemes[String(parts[1])] {
            self = rebuilt
            return
        }
        guard let scheme = Self.schemes[String(name)] else { return nil }
        self = scheme
    }

    private static let schemes: [String: VersionScheme] = [
        "AlmaLinux": .rpm,
        "Alpaquita": .apk,
        "Alpine": .apk,
        "Android": .natural,
        "Azure Linux": .rpm,
        "BellSoft Hardened Containers": .apk,
        "Bioconductor": .cran,
        "Bitnami": .bitnami,
        "CRAN": .cran,
        "Chainguard": .apk,
        "CleanStart": .apk,
        "ConanCenter": .conan,
        "DHI": .semver,
        "Debian": .dpkg,
        "Docker Hardened Images": .semver,
        "Echo": .dpkg,
        "GHC": .hackage,
        "GitHub Actions": .semver,
        "Go": .go,
        "Hackage": .hackage,
        "Hex": .hex,
        "Julia": .julia,
        "Kubernetes": .semver,
        "Linux": .semver,
        "Mageia": .rpm,
        "Maven": .maven,
        "MinimOS": .apk,
        "NuGet": .nuget,
        "Packagist": .packagist,
        "Photon OS": .rpm,
        "Pub": .pub,
        "PyPI": .pep440,
        "Red Hat": .rpm,
        "Rocky Linux": .rpm,
        "RubyGems": .rubygems,
        "SUSE": .rpm,
        "SwiftURL": .swift,
        "Ubuntu": .dpkg,
        "VSCode": .semver,
        "Wolfi": .apk,
        "crates.io": .semver,
        "npm": .npm,
        "opam": .opam,
        "openEuler": .rpm,
        "openSUSE": .rpm,
    ]
}
