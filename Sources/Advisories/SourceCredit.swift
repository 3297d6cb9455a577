/// Whom an ecosystem's advisories come from, and on what terms.
package struct SourceCredit: Sendable, Equatable {
    package let source: String
    package let licence: String

    /// The credit of an ecosystem, with or without a release.
    package init(ecosystem: String) {
        let base = Ecosystem.base(ecosystem)
        (source, licence) = Self.known[base] ?? ("the OSV record's own source", "as the source states")
    }

    package init(source: String, licence: String) {
        self.source = source
        self.licence = licence
    }

    /// Of the table of exploitation.
    static let exploits = SourceCredit(
        source: "CISA, Known Exploited Vulnerabilities; FIRST, Exploit Prediction Scoring System (first.org/epss)",
        licence: "CC0-1.0; EPSS free with attribution to FIRST")

    private static let known: [String: (String, String)] = [
        "AlmaLinux": ("AlmaLinux errata (errata.almalinux.org)", "MIT"),
        "Alpine": ("Alpine secdb and aports secfixes (security.alpinelinux.org)", "facts, none stated"),
        "Bitnami": ("Bitnami vulnerability database (github.com/bitnami/vulndb)", "Apache-2.0"),
        "CRAN": ("RConsortium advisory database (github.com/RConsortium/r-advisory-database)", "Apache-2.0"),
        "DHI": ("Docker Hardened Images advisories", "Apache-2.0"),
        "Debian": ("Debian security advisories, and records derived from Debian changelogs", "facts, none stated"),
        "GHC": ("Haskell security advisories (github.com/haskell/security-advisories)", "CC0-1.0"),
        "Go": ("Go vulnerability database (vuln.go.dev)", "CC-BY-4.0"),
        "Hackage": ("Haskell security advisories (github.com/haskell/security-advisories)", "CC0-1.0"),
        "Hex": ("Erlang Ecosystem Foundation advisories (cna.erlef.org)", "CC-BY-4.0"),
        "Julia": ("Julia security advisories (github.com/JuliaLang/SecurityAdvisories.jl)", "CC-BY-4.0"),
        "Maven": ("GitHub advisories (github.com/advisories), Victims database", "CC-BY-4.0; CC-BY-SA-4.0"),
        "NuGet": ("GitHub advisories (github.com/advisories)", "CC-BY-4.0"),
        "Packagist": ("FriendsOfPHP security advisories, Drupal advisories, GitHub advisories", "Unlicense; CC-BY-4.0"),
        "PyPI": ("PyPA advisory database (github.com/pypa/advisory-database)", "CC-BY-4.0"),
        "RubyGems": ("Ruby advisory database (rubysec.com), GitHub advisories", "public domain; CC-BY-4.0"),
        "Ubuntu": ("Ubuntu security notices (ubuntu.com/security)", "CC-BY-SA-4.0"),
        "crates.io": ("RustSec advisory database (rustsec.org)", "CC0-1.0"),
        "npm": ("GitHub advisories, Node.js security working group", "CC-BY-4.0; MIT"),
        "opam": ("OCaml security advisories (github.com/ocaml/security-advisories)", "CC0-1.0"),
    ]
}
