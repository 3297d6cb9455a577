/// Whether the source of advisories knows anything of some of an image's packages.
package struct Coverage: Sendable, Equatable {
    /// The ecosystem with its release, or the distribution where OSV has no ecosystem for it.
    package var ecosystem: String
    /// Without it nothing is known of the packages; they are not clean.
    package var isCovered: Bool
    /// How many packages need it.
    package var packages: Int
    /// How many of them have no version to compare, as a manifest without a lock.
    package var unversioned: Int
    /// How many have no source package that anything names, although advisories are filed under it.
    package var unsourced = 0
    /// Whether another, compatible distribution's records are used.
    package var isApproximate: Bool
    /// What to know of it, for people; mostly empty.
    package var note: String
    /// The ecosystems whose records are used: several where a distribution's packages come in parts, another's where that stands in.
    package var sources: [String] = []
    /// The parts of the ecosystem of which the source knows nothing; what they say of the packages is not known.
    package var missing: [String] = []
    /// Whether anybody publishes advisories for packages like these; always so of a distribution's.
    package var isPublished = true
    /// A compatible distribution's ecosystem that is at hand and was not asked, where this one is not covered.
    package var compatible: String?
    /// The ecosystems among the sources of which a sample alone is at hand: a lack of findings proves nothing.
    package var samples: [String] = []
    /// Whether only fixed vulnerabilities are known, so that unfixed ones are missing.
    package var isFixedOnly = false
    /// The release from whose data the records were made, where it is another.
    package var derivedFrom: String?

    package init(
        ecosystem: String, isCovered: Bool, packages: Int, unversioned: Int, isApproximate: Bool, note: String,
        sources: [String] = [], missing: [String] = [], isPublished: Bool = true, compatible: String? = nil
    ) {
        self.ecosystem = ecosystem
        self.isCovered = isCovered
        self.packages = packages
        self.unversioned = unversioned
        self.isApproximate = isApproximate
        self.note = note
        self.sources = sources
        self.missing = missing
        self.isPublished = isPublished
        self.compatible = compatible
    }
}
