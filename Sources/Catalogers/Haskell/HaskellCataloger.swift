internal import Bytes
package import Inventory
package import Layers
internal import YAML

/// Finds the Haskell packages that Stack's and Cabal's files pin.
///
/// | file | form of a package |
/// |---|---|
/// | `stack.yaml.lock` | `packages`, `completed`: `hackage: name-1.0@sha256:…,1234`, or `name` and `version` with `git` and `commit` |
/// | `stack.yaml` | `extra-deps`: `name-1.0`, `name-1.0@sha256:…`, `name-1.0@rev:1` |
/// | `cabal.project.freeze` | `constraints:` and lines below: `any.name ==1.0,`, `name +flag` |
///
/// Sources: the Stack documentation, "Lock files"; the Cabal user guide, "cabal.project reference".
package struct HaskellCataloger: Cataloger {
    package let id = "haskell"
    package let version = 1
    package let patterns: [FilePattern] = [
        .name("stack.yaml.lock"), .name("stack.yaml"), .name("cabal.project.freeze"),
    ]

    package init() {}

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        let records: [PackageRecord]
        switch entry.name {
        case "stack.yaml.lock": records = Self.lock(try YAMLNode(bytes, of: "the lock file"))
        case "stack.yaml":
            let items = try YAMLNode(bytes, of: "the project's file")["extra-deps"]?.items ?? []
            records = items.prefix(Evidence.recordLimit + 1).compactMap { $0.text.flatMap(Self.package) }
        default: records = Self.freeze(bytes)
        }
        guard !records.isEmpty else { return nil }
        return Evidence(cataloger: id, path: entry.path, kind: String(entry.name), records: records)
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.packages(by: id) { record in
            PackageURL(
                type: .hackage, name: record.name, version: record.version,
                qualifiers: [SourceRepository.qualifier(of: record)])
        }
    }

    private static func lock(_ document: YAMLNode) -> [PackageRecord] {
        var records: [PackageRecord] = []
        for item in document["packages"]?.items ?? [] where records.count <= Evidence.recordLimit {
            let completed = item["completed"]
            if let text = completed?["hackage"]?.text ?? item["original"]?["hackage"]?.text {
                if let record = package(text) { records.append(record) }
            } else if let name = completed?["name"]?.text, let version = completed?["version"]?.text, !name.isEmpty {
                var record = PackageRecord(type: .hackage, name: name, version: version)
                record.attributes["url"] = completed?["git"]?.text ?? completed?["url"]?.text
                record.attributes["commit"] = completed?["commit"]?.text
                records.append(record)
            }
        }
        return records
    }

    /// `name-1.0@sha256:…`; the version begins after the last hyphen.
    private static func package(_ text: String) -> PackageRecord? {
        let pinned = text.prefix { $0 != "@" }
        guard let hyphen = pinned.lastIndex(of: "-") else { return nil }
        let name = pinned[..<hyphen]
        let version = pinned[pinned.index(after: hyphen)...]
        guard !name.isEmpty, isVersion(version) else { return nil }
        var record = PackageRecord(type: .hackage, name: String(name), version: String(version))
        if let mark = text.firstRange(of: "@sha256:") {
            record.attributes["sha256"] = String(text[mark.upperBound...].prefix { $0 != "," })
        }
        return record
    }

    private static func freeze(_ bytes: Span<UInt8>) -> [PackageRecord] {
        var records: [PackageRecord] = []
        var lines = Lines(bytes)
        while records.count <= Evidence.recordLimit, let line = lines.next() {
            guard let mark = line.index(of: Array("==".utf8)) else { continue }
            let isFirst = line.trimmed.hasPrefix("constraints:")
            var name = line.extracting(0..<mark).trimmed.text[...]
            if isFirst { name = name.dropFirst("constraints:".count).drop { $0 == " " } }
            if name.hasPrefix("any.") { name = name.dropFirst(4) }
            let version = line.extracting((mark + 2)..<line.count).trimmed.text.prefix { $0 != "," && $0 != " " }
            guard !name.isEmpty, !name.contains(" "), isVersion(version) else { continue }
            records.append(PackageRecord(type: .hackage, name: String(name), version: String(version)))
        }
        return records
    }

    private static func isVersion(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2e }
    }
}
