package import Inventory
package import Layers

/// Finds the crates that `Cargo.lock` files pin (The Cargo Book, "Cargo.toml vs Cargo.lock"; versions 1 to 4).
///
/// | version | checksum | dependency |
/// |---|---|---|
/// | 1 | `[metadata]` `"checksum NAME VERSION (SOURCE)"` | `NAME VERSION (SOURCE)` |
/// | 2 and later | `checksum` of the package | `NAME`, and version and source where the name alone is not enough |
package struct CargoLockCataloger: Cataloger {
    package let id = "cargo-lock"
    package let version = 1
    package let patterns: [FilePattern] = [.name("Cargo.lock")]

    package init() {}

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        let document = try TOMLValue(bytes, of: "the lock file")
        let metadata = document["metadata"]
        var evidence = Evidence(cataloger: id, path: entry.path, kind: "lock")
        // Version 1 keeps the program itself apart.
        let packages = (document["root"].map { [$0] } ?? []) + (document["package"]?.array ?? [])
        for package in packages.prefix(Evidence.recordLimit + 1) {
            guard let name = package["name"]?.string, !name.isEmpty else { continue }
            var record = PackageRecord(type: .cargo, name: name, version: package["version"]?.string ?? "")
            record.dependencies = (package["dependencies"]?.array ?? []).compactMap { dependency in
                dependency.string?.split(separator: " ").first.map(String.init)
            }
            let source = package["source"]?.string
            record.attributes["source"] = source
            record.attributes["checksum"] =
                package["checksum"]?.string
                ?? source.flatMap { metadata?["checksum \(name) \(record.version) (\($0))"]?.string }
            evidence.records.append(record)
        }
        return evidence.records.isEmpty ? nil : evidence
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.packages(by: id, url: CargoAudit.url)
    }
}
