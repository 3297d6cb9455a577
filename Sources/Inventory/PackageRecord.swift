/// What one file says of one package.
package struct PackageRecord: Sendable, Equatable {
    package var type: PackageType
    package var name: String
    /// The version as the ecosystem writes it; empty where the file does not say (a list of files, a range in a manifest).
    package var version: String
    package var architecture: String = ""
    /// What the package was built from, where that is another name or version than its own.
    package var source: SourcePackage?
    /// Licences as the package writes them, SPDX identifiers or not.
    package var licences: [String] = []
    /// Files that the package owns.
    package var files = FileList()
    /// Names of packages that it needs.
    package var dependencies: [String] = []
    /// Names that it provides beside its own.
    package var provides: [String] = []
    /// What else the ecosystem says, under the ecosystem's own names (`modularityLabel`, `origin`, `goos`).
    package var attributes = Attributes()

    package init(type: PackageType, name: String, version: String) {
        self.type = type
        self.name = name
        self.version = version
    }
}

/// The package that others were built from.
package struct SourcePackage: Sendable, Equatable, Hashable {
    package let name: String
    package let version: String

    package init(name: String, version: String) {
        self.name = name
        self.version = version
    }
}

extension SourcePackage {
    /// The qualifier of a package URL that names it (`upstream`): the name, with the version where that is another than the package's; empty
    /// where the package is its own source.
    package func qualifier(of record: PackageRecord) -> (key: String, value: String) {
        let isOther = name != record.name || version != record.version
        return ("upstream", isOther ? version == record.version ? name : "\(name)@\(version)" : "")
    }
}
