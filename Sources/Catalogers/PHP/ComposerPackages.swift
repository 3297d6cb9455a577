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
    /// - Parameter file: what people call it.
    static func contents(_ document: JSONValue, isLock: Bool, of file: String) throws(CatalogerError) -> LockContents {
        var contents = LockContents()
        var packages = document.array
        if isLock || packages == nil {
            try document.expect(.object, file)
            packages = try document.member("packages", .list, of: file).array
        }
        let development = Set(document["dev-package-names"]?.array?.compactMap(\.string) ?? [])
        for entry in packages ?? [] where !contents.isFull {
            guard let record = record(entry) else {
                contents.refuse("an element of \"packages\"")
                continue
            }
            contents.records.append(development.contains(record.name) ? marked(record) : record)
        }
        let more = try document.member(ifPresent: "packages-dev", .list, of: file)?.array ?? []
        for entry in more where !contents.isFull {
            if let record = record(entry) {
                contents.records.append(marked(record))
            } else {
                contents.refuse("an element of \"packages-dev\"")
            }
        }
        return contents
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
