internal import Bytes
package import Inventory
internal import JSON
package import Layers

/// Finds R packages by their `DESCRIPTION` (Writing R Extensions §1.1.1), installed ones and those beside sources, and those that `renv.lock`
/// names (`RenvLock`).
///
/// | field | kept as |
/// |---|---|
/// | `Package`, `Version` | name and version; without both it is no R package, and with `@PKGNAME@` a template of one |
/// | `License` | licence |
/// | `Depends`, `Imports`, `LinkingTo` | names of dependencies |
/// | `Repository`, `Built`, `Priority`, `Title`, `URL`, `Author`, `Maintainer` | attributes |
/// | `biocViews`; `RemoteUrl`, `RemoteSha` | Bioconductor; a repository and its commit |
package struct RCataloger: Cataloger {
    package let id = "r"
    package let version = 3
    package let patterns: [FilePattern] = [.name("DESCRIPTION"), .name("renv.lock")]
    package let wishes: Set<String> = ["lock"]

    package init() {}

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        if entry.name == "renv.lock" {
            let contents = try RenvLock.contents(JSONValue(bytes, of: "the lock file"))
            return contents.evidence(of: id, path: entry.path, kind: "lock")
        }
        var file = Deb822(bytes)
        guard var paragraph = file.next() else { return nil }
        var fields: [String: String] = [:]
        while let field = paragraph.next() {
            let name = field.name.text
            if Self.kept.contains(name) { fields[name] = Self.unfolded(field.value) }
        }
        guard let name = fields["Package"], let version = fields["Version"], Self.isName(name), Self.isVersion(version)
        else { return nil }
        let repository = fields["Repository"] ?? ""
        let isBioconductor = repository.hasPrefix("Bioc") || (fields["biocViews"] != nil && repository != "CRAN")
        var record = PackageRecord(type: isBioconductor ? .bioconductor : .cran, name: name, version: version)
        if let licence = fields["License"] { record.licences = [licence] }
        record.dependencies = ["Depends", "Imports", "LinkingTo"].flatMap { Self.names(fields[$0] ?? "") }
        for (field, attribute) in Self.attributes { record.attributes[attribute] = fields[field] }
        record.attributes["homepage"] = fields["URL"].map { String($0.prefix { $0 != "," && $0 != " " }) }
        return Evidence(cataloger: id, path: entry.path, kind: "description", records: [record])
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.packages(by: id) { record in
            PackageURL(type: record.type, name: record.name, version: record.version)
        }
    }

    private static let attributes = [
        ("Repository", "repository"), ("Built", "built"), ("Priority", "priority"), ("Title", "title"),
        ("Author", "author"), ("Maintainer", "maintainer"), ("RemoteUrl", "url"), ("RemoteSha", "commit"),
    ]

    private static let kept = Set(
        ["Package", "Version", "License", "Depends", "Imports", "LinkingTo", "URL", "biocViews"]
            + attributes.map(\.0))

    /// Letters, digits and dots, a letter first.
    private static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, (first | 0x20) &- 0x61 < 26 else { return false }
        return text.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x2e }
    }

    /// Numbers with dots or hyphens between them.
    private static func isVersion(_ text: String) -> Bool {
        guard let first = text.utf8.first, first &- 0x30 < 10 else { return false }
        return text.utf8.allSatisfy { $0 &- 0x30 < 10 || $0 == 0x2e || $0 == 0x2d }
    }

    /// A field's lines as one.
    private static func unfolded(_ value: Span<UInt8>) -> String {
        value.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// `R (>= 3.5), methods` without versions, and without R itself.
    private static func names(_ list: String) -> [String] {
        list.split(separator: ",").compactMap { item in
            let name = item.drop { $0 == " " }.prefix { $0 != " " && $0 != "(" }
            return name.isEmpty || name == "R" ? nil : String(name)
        }
    }
}
