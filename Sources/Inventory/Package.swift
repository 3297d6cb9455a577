/// A package that an image holds.
package struct Package: Sendable, Equatable {
    package var type: PackageType
    package var name: String
    package var version: String
    package var architecture: String
    /// The source package; nothing where the ecosystem has none.
    package var source: SourcePackage?
    package var licences: [String]
    package var purl: PackageURL
    /// The layer that brought it: 0 is the lowest.
    package var layer: Int
    /// The files that say that it is there, sorted.
    package var locations: [String]
    /// The files that it owns.
    package var files: FileList
    /// Digests of files where the package keeps them in a list of their own; `filesWithDigests` joins the two.
    package var digests = FileList()
    package var dependencies: [String]
    package var provides: [String]
    package var attributes: Attributes
    /// The id of the cataloger that found it.
    package var cataloger: String
    /// The package that owns the files that say so, where one does (a distribution's, or one that has another as a part of its own): then
    /// the package is that one's and counts once.
    package var owner: PackageURL?
    /// What each place says of it, where several were put together; kept until owners are known, and empty afterwards.
    package var copies: [Package] = []

    /// Makes a package of what a file says of it.
    package init(
        _ record: PackageRecord, purl: PackageURL, layer: Int, locations: [String], cataloger: String
    ) {
        type = record.type
        name = record.name
        version = record.version
        architecture = record.architecture
        source = record.source
        licences = record.licences
        self.purl = purl
        self.layer = layer
        self.locations = locations
        files = record.files
        dependencies = record.dependencies
        provides = record.provides
        attributes = record.attributes.withoutCredentials
        self.cataloger = cataloger
    }

    /// Whether a lock file alone names it, beside an installation that left it out: then the image does not have it.
    package var isLeftOut: Bool { attributes["installed"] == "false" }

    /// Whether it counts for itself: not within another, and not left out.
    package var isCounted: Bool { owner == nil && !isLeftOut }

    /// The files that it owns, each with its digest where the package says it; made when asked for, since few ask.
    package var filesWithDigests: FileList { digests.isEmpty ? files : DigestTable(digests).joined(to: files) }
}
