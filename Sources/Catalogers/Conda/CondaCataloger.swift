package import Inventory
internal import JSON
package import Layers

/// Finds the packages that conda installed, by the record that it keeps of each.
package struct CondaCataloger: Cataloger {
    package let id = "conda"
    package let version = 1
    package let patterns: [FilePattern] = [.suffix(".json")]

    package init() {}

    package func wants(_ entry: LayerEntry) -> Bool {
        entry.directory == "conda-meta" || entry.directory.hasSuffix("/conda-meta")
    }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        do throws(JSONError) {
            let prefix = LayerEntry(path: String(entry.directory)).directory
            let record = try CondaRecord(bytes, prefix: prefix).record
            guard !record.name.isEmpty, !record.version.isEmpty else { return nil }
            return Evidence(cataloger: id, path: entry.path, kind: "record", records: [record])
        } catch {
            throw CatalogerError(.malformed, "the package's record is no valid JSON", at: error.offset)
        }
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.packages(by: id) { record in
            let file = record.attributes["fn"] ?? ""
            let type = [".tar.bz2", ".conda"].first { file.hasSuffix($0) }.map { String($0.dropFirst()) }
            return PackageURL(
                type: .conda, name: record.name, version: record.version,
                qualifiers: [
                    ("build", record.attributes["build"] ?? ""), ("channel", record.attributes["channel"] ?? ""),
                    ("subdir", record.attributes["subdir"] ?? ""), ("type", type ?? ""),
                ])
        }
    }
}
