internal import Inventory
internal import JSON

/// The list of crates that `cargo auditable` leaves in executables (its `PARSING.md`, format 0 and later).
///
/// | member of `packages[]` | meaning |
/// |---|---|
/// | `name`, `version` | the crate |
/// | `source` | `crates.io`, `git`, `local`, `registry` |
/// | `kind` | `build` for what was used to build alone; `runtime` where it is missing |
/// | `dependencies` | indices in the list |
/// | `root` | whether it is the program itself |
enum CargoAudit {
    static func records(_ document: JSONValue) -> [PackageRecord] {
        let packages = document["packages"]?.array ?? []
        let names = packages.map { $0["name"]?.string }
        return packages.prefix(Evidence.recordLimit + 1).compactMap { package in
            guard let name = package["name"]?.string, !name.isEmpty else { return nil }
            var record = PackageRecord(type: .cargo, name: name, version: package["version"]?.string ?? "")
            record.dependencies = (package["dependencies"]?.array ?? []).compactMap { index in
                index.integer.flatMap { names.indices.contains($0) ? names[$0] : nil }
            }
            record.attributes["source"] = package["source"]?.string
            if package["kind"]?.string == "build" { record.attributes["scope"] = "build" }
            if package["root"]?.bool == true { record.attributes["root"] = "true" }
            return record
        }
    }

    static func url(_ record: PackageRecord) -> PackageURL {
        PackageURL(type: .cargo, name: record.name, version: record.version)
    }
}
