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
    package let version = 2
    package let patterns: [FilePattern] = [.name("Cargo.lock")]
    package let wishes: Set<String> = ["lock"]

    package init() {}

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        let document = try TOMLValue(bytes, of: "the lock file")
        let metadata = document["metadata"]
        var contents = LockContents()
        // Version 1 keeps the program itself apart.
        let root = try document.member(ifPresent: "root", .object).map { [$0] } ?? []
        let packages = root + (try document.member(ifPresent: "package", .list)?.array ?? [])
        var needs: [(name: String, version: String)] = []
        for package in packages where !contents.isFull {
            guard let name = package["name"]?.string, !name.isEmpty, let version = package["version"]?.string else {
                contents.refuse("a package without name and version")
                continue
            }
            var record = PackageRecord(type: .cargo, name: name, version: version)
            for dependency in package["dependencies"]?.array ?? [] {
                guard let words = dependency.string?.split(separator: " "), let first = words.first else { continue }
                record.dependencies.append(String(first))
                if words.count > 1 { needs.append((String(first), String(words[1]))) }
            }
            let source = package["source"]?.string
            record.attributes["source"] = source
            record.attributes["checksum"] =
                package["checksum"]?.string
                ?? source.flatMap { metadata?["checksum \(name) \(record.version) (\($0))"]?.string }
            contents.records.append(record)
        }
        if !contents.isFull { Self.findCut(in: &contents, needs) }
        return contents.evidence(of: id, path: entry.path, kind: "lock")
    }

    /// Every package that another needs is there, and so is the program itself, the one without a source.
    private static func findCut(in contents: inout LockContents, _ needs: [(name: String, version: String)]) {
        let names = Set(contents.records.map(\.name))
        contents.noteMissing(names.contains)
        let releases = Set(contents.records.map { "\($0.name) \($0.version)" })
        let isMissing = { (name: String, version: String) in
            names.contains(name) && !releases.contains("\(name) \(version)")
        }
        if let missing = needs.first(where: isMissing) {
            contents.noteCut("it does not have \(missing.name) \(missing.version), which one of its packages needs")
        }
        if !contents.records.contains(where: { $0.attributes["source"] == nil }) {
            contents.noteCut("each of its packages is from a registry, and none is the program that it was made for")
        }
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.packages(by: id, url: CargoAudit.url)
    }
}
