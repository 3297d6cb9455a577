package import Inventory
package import Layers
internal import YAML

/// Finds the pods that `Podfile.lock` names (CocoaPods guides, "Using CocoaPods: What is Podfile.lock?").
///
/// | section | form | kept as |
/// |---|---|---|
/// | `PODS` | `- Name (1.0)`, or a mapping of that to a list of `Other (= 1.0)` | pods, and names of dependencies |
/// | `EXTERNAL SOURCES`, `CHECKOUT OPTIONS` | by name: `:git`, `:commit`, `:path` | attributes |
/// | `SPEC CHECKSUMS` | by name: SHA-1 | attribute `checksum` |
///
/// `Name/Part` is a part of a pod, a subpath of its package URL.
package struct CocoaPodsCataloger: Cataloger {
    package let id = "cocoapods"
    package let version = 2
    package let patterns: [FilePattern] = [.name("Podfile.lock")]
    package let wishes: Set<String> = ["lock"]

    package init() {}

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        let document = try YAMLNode(bytes, of: "the lock file")
        try document.expect(.object)
        var contents = LockContents()
        var sources: [String: [String: String]] = [:]
        for section in ["EXTERNAL SOURCES", "CHECKOUT OPTIONS"] {
            for pod in document[section]?.members ?? [] {
                for member in pod.value.members { sources[pod.key, default: [:]][member.key] = member.value.text }
            }
        }
        var checksums: [String: String] = [:]
        for member in document["SPEC CHECKSUMS"]?.members ?? [] { checksums[member.key] = member.value.text }
        for item in try document.member(ifPresent: "PODS", .list)?.items ?? [] where !contents.isFull {
            guard let text = item.text ?? item.members.first?.key, let pod = Self.pod(text) else {
                contents.refuse("an element of \"PODS\"")
                continue
            }
            var record = PackageRecord(type: .cocoapods, name: pod.name, version: pod.version)
            record.dependencies =
                item.members.first?.value.items.compactMap { $0.text.map { Self.pod($0)?.name ?? $0 } } ?? []
            let root = String(pod.name.prefix { $0 != "/" })
            record.attributes["checksum"] = checksums[root]
            record.attributes["url"] = sources[root]?[":git"]
            record.attributes["commit"] = sources[root]?[":commit"]
            record.attributes["path"] = sources[root]?[":path"]
            contents.records.append(record)
        }
        // The version of CocoaPods stands at the end, and what the project itself needs behind the pods.
        if document["COCOAPODS"] == nil && document["DEPENDENCIES"] == nil {
            contents.noteCut("\"DEPENDENCIES\" and \"COCOAPODS\" are missing")
        }
        contents.noteCutValue(document)
        return contents.evidence(of: id, path: entry.path, kind: "lock")
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.packages(by: id) { record in
            let parts = record.name.split(separator: "/", maxSplits: 1).map(String.init)
            return PackageURL(
                type: .cocoapods, name: parts.first ?? record.name, version: record.version,
                qualifiers: [SourceRepository.qualifier(of: record)], subpath: parts.count > 1 ? parts[1] : "")
        }
    }

    /// Takes `Name/Part (1.0)` apart.
    private static func pod(_ text: String) -> (name: String, version: String)? {
        guard let open = text.lastIndex(of: "("), text.hasSuffix(")") else { return nil }
        let name = text[..<open].split(separator: " ").first.map(String.init) ?? ""
        guard !name.isEmpty, !name.hasPrefix("/") else { return nil }
        return (name, String(text[text.index(after: open)...].dropLast()))
    }
}
