/// What a cataloger read in one file of one layer; it depends on that file alone, so it can be kept with the layer.
package struct Evidence: Sendable, Equatable {
    /// The cataloger's id.
    package var cataloger: String
    /// The file's path, as in `LayerEntry`.
    package var path: String
    /// Which of the cataloger's kinds of file it is (`status`, `list`, `metadata`).
    package var kind: String
    package var records: [PackageRecord]
    /// What the file says that is of no single package.
    package var attributes: [String: String]
    /// What of the file could not be read, for people; the rest was.
    package var problems: [String]

    package init(
        cataloger: String, path: String, kind: String, records: [PackageRecord] = [],
        attributes: [String: String] = [:],
        problems: [String] = []
    ) {
        self.cataloger = cataloger
        self.path = path
        self.kind = kind
        self.records = records
        self.attributes = attributes
        self.problems = problems
    }
}
