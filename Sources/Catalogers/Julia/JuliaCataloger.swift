package import Inventory
package import Layers

/// Finds Julia's packages: installed ones in a depot, and those that a project's manifest pins.
///
/// | file | form of a package |
/// |---|---|
/// | `…/packages/NAME/SLUG/Project.toml` | `name`, `uuid`, `version` |
/// | `Manifest.toml`, `JuliaManifest.toml`, `Manifest-v1.11.toml`, format 2 | `[[deps.NAME]]` with `uuid`, `version`, `git-tree-sha1` |
/// | the same, format 1 (without `manifest_format`) | `[[NAME]]` with the same members |
///
/// An entry without a version is of the standard library, which comes with Julia. Source: the Pkg documentation, "`Project.toml` and
/// `Manifest.toml`".
package struct JuliaCataloger: Cataloger {
    package let id = "julia"
    package let version = 1
    package let patterns: [FilePattern] = [
        .suffix(".toml")
    ]
    package let wishes: Set<String> = ["manifest"]

    package init() {}

    package func wants(_ entry: LayerEntry) -> Bool {
        entry.name == "Project.toml" ? Self.isInstalled(entry) : Self.isManifest(entry.name)
    }

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        entry.name == "Project.toml"
            ? try project(entry, TOMLValue(bytes, of: "the project file"))
            : try manifest(entry, TOMLValue(bytes, of: "the manifest"))
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.packages(by: id) { record in
            PackageURL(
                type: .julia, name: record.name, version: record.version,
                qualifiers: [("uuid", record.attributes["uuid"] ?? ""), SourceRepository.qualifier(of: record)])
        }
    }

    private func project(_ entry: LayerEntry, _ document: TOMLValue) throws(CatalogerError) -> Evidence? {
        guard let name = document["name"]?.string, !name.isEmpty, let uuid = document["uuid"]?.string else {
            return nil
        }
        var record = PackageRecord(type: .julia, name: name, version: document["version"]?.string ?? "")
        record.attributes["uuid"] = uuid
        return Evidence(cataloger: id, path: entry.path, kind: "installed", records: [record])
    }

    private func manifest(_ entry: LayerEntry, _ document: TOMLValue) throws(CatalogerError) -> Evidence? {
        let isSecond = document["manifest_format"] != nil
        // Other programs call files so too; only Julia's have its version, or entries with a UUID.
        let tables = isSecond ? try document.member(ifPresent: "deps", .object)?.table : document.table
        var contents = LockContents()
        for (name, value) in (tables?.members ?? []).map({ ($0.name, $0.value) }) where !contents.isFull {
            guard let entries = value.array, !entries.isEmpty else {
                if isSecond { contents.refuse("\"\(name)\" of \"deps\"") }
                continue
            }
            for item in entries where !contents.isFull {
                guard let uuid = item["uuid"]?.string else {
                    if isSecond { contents.refuse("an element of \"\(name)\"") }
                    continue
                }
                // The standard library is part of Julia itself.
                guard let version = item["version"]?.string else { continue }
                contents.records.append(Self.record(name, version, uuid, item))
            }
        }
        return contents.evidence(of: id, path: entry.path, kind: "manifest")
    }

    private static func record(_ name: String, _ version: String, _ uuid: String, _ item: TOMLValue) -> PackageRecord {
        var record = PackageRecord(type: .julia, name: name, version: version)
        record.attributes["uuid"] = uuid
        record.attributes["gitTreeSHA1"] = item["git-tree-sha1"]?.string
        record.attributes["url"] = item["repo-url"]?.string
        record.attributes["commit"] = item["repo-rev"]?.string
        record.attributes["path"] = item["path"]?.string
        record.dependencies = (item["deps"]?.array ?? []).compactMap(\.string)
        if let table = item["deps"]?.table { record.dependencies += table.members.map(\.name) }
        return record
    }

    private static func isManifest(_ name: Substring) -> Bool {
        if name == "Manifest.toml" || name == "JuliaManifest.toml" { return true }
        let start = ["Manifest-v", "JuliaManifest-v"].first { name.hasPrefix($0) }
        return start != nil && name.hasSuffix(".toml")
    }

    /// Whether a file is that of a package in a depot: `packages/NAME/SLUG/Project.toml`, the slug of 4 or 5 letters and digits.
    private static func isInstalled(_ entry: LayerEntry) -> Bool {
        let parts = entry.directory.split(separator: "/")
        guard parts.count >= 3, parts[parts.count - 3] == "packages", let slug = parts.last else { return false }
        return (4...5).contains(slug.utf8.count)
            && slug.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
            }
    }
}
