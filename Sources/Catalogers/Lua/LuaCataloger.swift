package import Inventory
package import Layers

/// Finds Lua rocks by their rockspecs (LuaRocks documentation, "Rockspec format"), installed ones and those beside sources.
///
/// | name in the file | kept as |
/// |---|---|
/// | `package`, `version` | name and version |
/// | `description`: `license`, `homepage`, `summary` | licence, attributes |
/// | `source`: `url` | attribute |
/// | `dependencies`: `"other >= 1.0"` | names of dependencies |
///
/// An installed rockspec that computes its version is known by its path, `rocks-5.1/NAME/VERSION/NAME-VERSION.rockspec`, and so is a rock
/// of which the list of files beside, `rock_manifest`, is all that is left.
package struct LuaCataloger: Cataloger {
    package let id = "lua"
    package let version = 1
    package let patterns: [FilePattern] = [.suffix(".rockspec"), .name("rock_manifest")]

    package init() {}

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        let file = LuaTable(bytes)
        let installed = installed(entry)
        if entry.name == "rock_manifest" {
            guard let installed, file.members["rock_manifest"] != nil else { return nil }
            let record = PackageRecord(type: .luarocks, name: installed.name, version: installed.version)
            return Evidence(cataloger: id, path: entry.path, kind: "manifest", records: [record])
        }
        guard let name = file["package"] ?? installed?.name, let version = file["version"] ?? installed?.version,
            !name.isEmpty, !version.isEmpty, !bytes.isEmpty
        else { return nil }
        var record = PackageRecord(type: .luarocks, name: name, version: version)
        if let licence = file["description.license"] { record.licences = [licence] }
        record.attributes["homepage"] = file["description.homepage"]
        record.attributes["summary"] = file["description.summary"]
        record.attributes["url"] = file["source.url"]
        record.dependencies = file.texts("dependencies").map { String($0.prefix { !" <>=~!@".contains($0) }) }
            .filter { !$0.isEmpty && $0 != "lua" }
        return Evidence(cataloger: id, path: entry.path, kind: "rockspec", records: [record])
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        let described = Set(evidence.visible("rockspec").flatMap(\.evidence.records).map(Self.url))
        var join = PackageJoin()
        for finding in evidence.findings() {
            let purl = Self.url(of: finding.record)
            // A list of files adds nothing to what a rockspec says.
            guard finding.evidence.kind == "rockspec" || !described.contains(purl) else { continue }
            join.add(
                Package(
                    finding.record, purl: purl, layer: finding.layer, locations: [finding.evidence.path],
                    cataloger: id))
        }
        return join.sorted()
    }

    private static func url(of record: PackageRecord) -> PackageURL {
        let parts = record.name.lowercased().split(separator: "/", maxSplits: 1)
        return PackageURL(
            type: .luarocks, namespace: parts.count > 1 ? String(parts[0]) : "",
            name: parts.last.map(String.init) ?? "", version: record.version)
    }

    /// What the path of an installed rock tells.
    private func installed(_ entry: LayerEntry) -> (name: String, version: String)? {
        let parts = entry.directory.split(separator: "/")
        guard parts.count >= 3, parts[parts.count - 3].hasPrefix("rocks") else { return nil }
        return (String(parts[parts.count - 2]), String(parts[parts.count - 1]))
    }
}
