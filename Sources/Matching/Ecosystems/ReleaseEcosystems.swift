/// The OSV ecosystems in which the packages of one type are looked up, for one release of a distribution.
package struct ReleaseEcosystems: Sendable, Equatable {
    /// Which names the records of a distribution use.
    package enum Names: Sendable {
        /// Those of source packages.
        case source
        /// Those of the installed packages.
        case binary
        /// Both.
        case either
    }

    /// What to call the whole in a report: the first ecosystem, or the distribution's own name where OSV has none.
    package var title: String
    /// Ecosystems with their release; all that have data are asked.
    package var ecosystems: [String]
    /// Those of `ecosystems` whose lack is no gap, since they are further names of the same release.
    package var spares: Set<String> = []
    /// Ecosystems whose fixes need a subscription, asked after the others.
    package var subscription: [String] = []
    package var names: Names
    /// Whether the subscription is attached, so that its fixes can be installed.
    package var isSubscribed = false
    /// Whether the records are another, compatible distribution's.
    package var isApproximate = false
    /// A compatible distribution's ecosystem, asked by the names of installed packages where none of the others has data.
    package var standIn: String?
    /// Whether anybody publishes advisories for packages like these; always so of a distribution's.
    package var isPublished = true
    /// Why there is no ecosystem, or what is special about this one; for people.
    package var note = ""

    package init(title: String, ecosystems: [String], names: Names) {
        self.title = title
        self.ecosystems = ecosystems
        self.names = names
    }

    /// A distribution that no ecosystem stands for.
    static func none(_ title: String, _ note: String) -> Self {
        var none = Self(title: title, ecosystems: [], names: .source)
        none.note = note
        return none
    }
}
