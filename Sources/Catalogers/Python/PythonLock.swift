internal import Bytes
internal import Inventory
internal import JSON

/// Reads the lock files of Python's package managers.
///
/// | file | packages | name, version | not from an index |
/// |---|---|---|---|
/// | `Pipfile.lock` (JSON) | members of `default`, `develop` | the member's name; `version` after `==` | `git`, `path` |
/// | `poetry.lock` | `[[package]]` | `name`, `version` | `source` |
/// | `uv.lock` | `[[package]]` | `name`, `version` | `source` |
/// | `pdm.lock` | `[[package]]` | `name`, `version` | `git`, `path`, `url` |
/// | `pylock.toml`, `pylock.*.toml` (PEP 751) | `[[packages]]` | `name`, `version` | `vcs`, `directory`, `archive` |
enum PythonLock {
    static func pipfile(_ bytes: Span<UInt8>) throws(JSONError) -> [PackageRecord] {
        let document = try JSONValue(bytes)
        var records: [PackageRecord] = []
        for section in ["default", "develop"] {
            for member in document[section]?.members ?? [] {
                let pin = member.value["version"]?.string ?? ""
                var record = PackageRecord(
                    type: .pypi, name: member.name, version: String(pin.drop { $0 == "=" || $0 == " " }))
                record.attributes["marker"] = member.value["markers"]?.string
                record.attributes["url"] = member.value["git"]?.string ?? member.value["file"]?.string
                record.attributes["commit"] = member.value["git"].flatMap { _ in member.value["ref"]?.string }
                if section == "develop" { record.attributes["scope"] = "development" }
                records.append(record)
                if records.count > Evidence.recordLimit { return records }
            }
        }
        return records
    }

    /// Reads any of the forms that are TOML.
    static func toml(_ bytes: Span<UInt8>) throws(TOMLError) -> [PackageRecord] {
        let document = try TOMLValue(bytes)
        let packages = document["package"]?.array ?? document["packages"]?.array ?? []
        return packages.prefix(Evidence.recordLimit + 1).compactMap(record)
    }

    private static func record(_ package: TOMLValue) -> PackageRecord? {
        let source = package["source"]
        let isLocal = ["virtual", "editable"].contains { source?[$0] != nil }
        guard !isLocal, let name = package["name"]?.string, !name.isEmpty else { return nil }
        var record = PackageRecord(type: .pypi, name: name, version: package["version"]?.string ?? "")
        record.dependencies = dependencies(package["dependencies"])
        record.attributes["marker"] = package["marker"]?.string
        record.attributes["url"] =
            source?["url"]?.string ?? source?["git"]?.string ?? package["git"]?.string ?? package["url"]?.string
            ?? package["vcs"]?["url"]?.string ?? package["archive"]?["url"]?.string
        record.attributes["commit"] =
            source?["resolved_reference"]?.string ?? package["revision"]?.string ?? package["vcs"]?["commit-id"]?.string
        if package["category"]?.string == "dev" { record.attributes["scope"] = "development" }
        return record
    }

    /// Names: the keys of a table, specifiers, or tables with a `name`.
    private static func dependencies(_ value: TOMLValue?) -> [String] {
        if let table = value?.table { return table.members.map(\.name) }
        return (value?.array ?? []).compactMap { element in
            let name = element["name"]?.string ?? element.string.map(PythonName.leading)
            return name?.isEmpty == false ? name : nil
        }
    }
}
