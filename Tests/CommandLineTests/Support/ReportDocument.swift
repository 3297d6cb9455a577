import JSON

/// A report in JSON as a reader of its documentation sees it.
struct ReportDocument {
    /// A package of the report.
    struct Package: Hashable, Comparable, CustomStringConvertible {
        let type: String
        let name: String
        let version: String
        let architecture: String
        let source: String
        let sourceVersion: String

        var description: String { "\(type) \(name) \(version) \(architecture) of \(source) \(sourceVersion)" }

        static func < (left: Package, right: Package) -> Bool { left.description < right.description }
    }

    let value: JSONValue

    init(_ value: JSONValue) {
        self.value = value
    }

    var packageValues: [JSONValue] { value["packages"]?.array ?? [] }
    var matches: [JSONValue] { value["matches"]?.array ?? [] }
    var diagnostics: [JSONValue] { value["diagnostics"]?.array ?? [] }

    /// Names of the packages, sorted.
    var names: [String] { packageValues.compactMap { $0["name"]?.string }.sorted() }

    /// Codes of the diagnostics, each once, sorted.
    var diagnosticCodes: [String] { Set(diagnostics.compactMap { $0["code"]?.string }).sorted() }

    /// The packages of some types.
    func packages(_ types: String...) -> [Package] {
        packageValues.compactMap { value in
            func text(_ name: String) -> String { value[name]?.string ?? "" }
            guard types.contains(text("type")) else { return nil }
            return Package(
                type: text("type"), name: text("name"), version: text("version"), architecture: text("architecture"),
                source: value["source"]?["name"]?.string ?? "", sourceVersion: value["source"]?["version"]?.string ?? ""
            )
        }.sorted()
    }

    /// The package of a name.
    func package(_ name: String) -> JSONValue? { packageValues.first { $0["name"]?.string == name } }

    /// The finding of an identifier.
    func match(_ id: String) -> JSONValue? { matches.first { $0["id"]?.string == id } }
}
