/// What a caller may choose about matching.
package struct MatchingOptions: Sendable {
    /// Whether a compatible distribution's records stand in where one has none of its own (`EcosystemMapping.allowsCompatible`).
    package var allowsCompatible = false
    /// Whether Ubuntu Pro is attached; nothing to tell it by the installed packages.
    package var hasUbuntuPro: Bool?
    /// Ecosystems whose records may rate a CVE that the distribution's own records leave unrated.
    ///
    /// Errata and Alpine's records carry no severity. These two rate CVEs of the same C libraries and servers.
    package var ratingEcosystems = ["Bitnami", "Julia"]

    package init() {}
}
