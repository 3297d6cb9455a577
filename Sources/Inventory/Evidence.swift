/// What a cataloger read in one file of one layer; it depends on that file alone, so it can be kept with the layer.
package struct Evidence: Sendable, Equatable {
    /// Packages that one file may list, several times what the largest distribution or application has.
    ///
    /// A crafted file of a few megabytes could otherwise name millions, each of which takes a hundred times the bytes that name it. A reader
    /// stops at one more, so that the excess is seen and said.
    package static let recordLimit = 50_000

    /// Bytes of what one file may say of packages, several times what the databases of large distributions' images do.
    package static let byteLimit = 24 << 20

    /// The cataloger's id.
    package var cataloger: String
    /// The file's path, as in `LayerEntry`.
    package var path: String
    /// Which of the cataloger's kinds of file it is (`status`, `list`, `metadata`).
    package var kind: String
    package var records: PackageRecords
    /// What the file says that is of no single package.
    package var attributes: [String: String]
    /// What of the file could not be read, for people; the rest was.
    package var problems: [String]

    /// Whether the file says more than is taken.
    package var isOverfull: Bool { records.count > Self.recordLimit || records.size > Self.byteLimit }

    package init(
        cataloger: String, path: String, kind: String, records: some Sequence<PackageRecord> = PackageRecords(),
        attributes: [String: String] = [:],
        problems: [String] = []
    ) {
        self.cataloger = cataloger
        self.path = path
        self.kind = kind
        self.records = PackageRecords(records)
        self.attributes = attributes
        self.problems = problems
    }
}
