/// How much of what is known about an ecosystem or release its part of a database holds.
package struct DataScope: Sendable, Hashable {
    /// Whether it holds only some of the records that its sources publish, so that a lack of findings proves nothing.
    package var isSample = false
    /// Whether it names vulnerabilities once they are fixed only; unfixed ones are unknown.
    package var isFixedOnly = false
    /// The release from whose data it was made, `Alpine:edge`; nothing where it is the release's own.
    package var derivedFrom: String?

    package init(isSample: Bool = false, isFixedOnly: Bool = false, derivedFrom: String? = nil) {
        self.isSample = isSample
        self.isFixedOnly = isFixedOnly
        self.derivedFrom = derivedFrom
    }
}

extension ShardEntry {
    /// How much it holds, as far as that is known of its source and of the snapshot that the program carries.
    ///
    /// | what | why |
    /// |---|---|
    /// | fixed only, wherever it comes from | errata and Alpine's secfixes are written when a fix is out |
    /// | fixed only, in the snapshot | Debian's records there are of advisories and changelogs, which name fixes |
    /// | sample, in the snapshot | records of these ecosystems that may be carried are few; the rest is fetched by `db update` |
    /// | derived, in the snapshot | aports' edge branch names the fixes of Alpine 3.20 and later |
    package var scope: DataScope {
        let base = Ecosystem.base(name)
        var scope = DataScope(isFixedOnly: Self.errata.contains(base))
        guard !snapshotDate.isEmpty else { return scope }
        scope.isSample = Self.samples.contains(base)
        if base == "Debian" { scope.isFixedOnly = true }
        if Self.fromEdge.contains(name) { scope.derivedFrom = "Alpine:edge" }
        return scope
    }

    private static let errata: Set<String> = ["AlmaLinux", "Rocky Linux", "Alpine", "Red Hat", "Mageia", "openEuler"]
    private static let samples: Set<String> = ["Ubuntu", "npm", "Maven", "NuGet"]
    private static let fromEdge: Set<String> = ["Alpine:v3.20", "Alpine:v3.21", "Alpine:v3.22"]
}
