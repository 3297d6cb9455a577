internal import Inventory
internal import JSON

/// Reads `composer.lock` and `vendor/composer/installed.json` (Composer documentation, "composer.lock").
///
/// | file | packages | for development |
/// |---|---|---|
/// | `composer.lock` | `packages` | `packages-dev` |
/// | `installed.json`, Composer 2 | `packages` | those that `dev-package-names` names |
/// | `installed.json`, Composer 1 | the whole, an array | nobody says |
///
/// Of a package: `name`, `version`, `license`, `homepage`, `authors`, `source` with `url` and `reference`, `dist` with `shasum`, `require`.
enum ComposerPackages {
    static func records(_ document: JSONValue) -> [PackageRecord] {
        let development = Set(document["dev-package-names"]?.array?.compactMap(\.string) ?? [])
        var records: [PackageRecord] = []
        for entry in document.array ?? document["packages"]?.array ?? [] where records.count <= Evidence.recordLimit {
            guard let record = record(entry) else { continue }
            records.append(development.contains(record.name) ? marked(record) : record)
        }
        for entry in document["packages-dev"]?.array ?? [] where records.count <= Evidence.recordLimit {
            if let record = record(entry) { records.append(marked(record)) }
        }
        return records
    }

    static func url(of record: PackageRecord) -> PackageURL {
        let parts = record.name.lowercased().split(separator: "/", maxSplits: 1)
        return PackageURL(
            type: .composer, namespace: parts.count > 1 ? String(parts[0]) : "",
            name: parts.last.map(String.init) ?? "",
            version: record.version)
    }

    private static func marked(_ record: PackageRecord) -> PackageRecord {
        var record = record
        record.attributes["scope"] = "development"
        return record
    }

    private static func record(_ entry: JSONValue) -> PackageRecord? {
        guard let name = entry["name"]?.string, let version = entry["version"]?.string, !version.isEmpty,
            name.split(separator: "/").count > 1
        else { return nil }
        var record = PackageRecord(type: .composer, name: name, version: version)
        record.licences = entry["license"]?.array?.compactMap(\.string) ?? entry["license"]?.string.map { [$0] } ?? []
        // What has no vendor is PHP itself or an extension of it.
        record.dependencies = entry["require"]?.members?.map(\.name).filter { $0.utf8.contains(0x2f) } ?? []
        let source = entry["source"]
        record.attributes["url"] = source?["url"]?.string ?? entry["dist"]?["url"]?.string
        record.attributes["commit"] = source?["reference"]?.string
        record.attributes["homepage"] = entry["homepage"]?.string
        if let digest = entry["dist"]?["shasum"]?.string, !digest.isEmpty { record.attributes["sha1"] = digest }
        let authors = entry["authors"]?.array?.prefix(64).compactMap { $0["name"]?.string } ?? []
        if !authors.isEmpty { record.attributes["author"] = authors.joined(separator: ", ") }
        return record
    }
}
