package import Inventory
package import Layers
internal import YAML

/// Finds Dart's packages that `pubspec.lock` names (Dart documentation, "The pubspec lockfile").
///
/// | member of a package | kept as |
/// |---|---|
/// | `version` | version |
/// | `dependency`: `direct main`, `direct dev`, `transitive` | attribute `scope`, where it is for development |
/// | `source`: `hosted`, `git`, `path`, `sdk` | attribute `source`, where it is not `hosted` |
/// | `description`: `url`, `resolved-ref`, `path`, `sha256` | attributes |
package struct DartCataloger: Cataloger {
    package let id = "dart"
    package let version = 2
    package let patterns: [FilePattern] = [.name("pubspec.lock")]
    package let wishes: Set<String> = ["lock"]

    private static let defaultHosts: Set<String> = ["https://pub.dev", "https://pub.dartlang.org"]

    package init() {}

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        let document = try YAMLNode(bytes, of: "the lock file")
        try document.expect(.object)
        var contents = LockContents()
        for member in try document.member(ifPresent: "packages", .object)?.members ?? [] where !contents.isFull {
            if member.key.isEmpty || member.value.form != .object {
                contents.refuse("\"\(member.key)\" of \"packages\"")
            } else {
                contents.records.append(Self.record(member.key, member.value))
            }
        }
        // What the packages need of the language itself stands at the end.
        if document["sdks"] == nil && document["sdk"] == nil { contents.noteCut("\"sdks\" is missing") }
        contents.noteCutValue(document)
        return contents.evidence(of: id, path: entry.path, kind: "lock")
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.packages(by: id) { record in
            let url = record.attributes["url"] ?? ""
            let isGit = record.attributes["source"] == "git"
            return PackageURL(
                type: .pub, name: record.name.lowercased(), version: record.version,
                qualifiers: [
                    ("repository_url", isGit || Self.defaultHosts.contains(url) ? "" : url),
                    SourceRepository.qualifier(of: record),
                ])
        }
    }

    private static func record(_ name: String, _ entry: YAMLNode) -> PackageRecord {
        var record = PackageRecord(type: .pub, name: name, version: entry["version"]?.text ?? "")
        let description = entry["description"]
        record.attributes["url"] = description?["url"]?.text
        record.attributes["commit"] = description?["resolved-ref"]?.text
        record.attributes["path"] = description?["path"]?.text
        record.attributes["sha256"] = description?["sha256"]?.text
        if let source = entry["source"]?.text, source != "hosted" { record.attributes["source"] = source }
        if entry["dependency"]?.text == "direct dev" { record.attributes["scope"] = "development" }
        return record
    }
}
