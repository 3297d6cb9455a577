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
    /// Whether another, compatible distribution's records are used.
    package var isApproximate: Bool
    /// What to know of it, for people; mostly empty.
    package var note: String
    /// The ecosystems whose records are used: several where a distribution's packages come in parts, another's where that stands in.
    package var sources: [String] = []
    /// The parts of the ecosystem of which the source knows nothing; what they say of the packages is not known.
    package var missing: [String] = []
}
