package import Inventory
package import Layers
internal import YAML

/// Finds the actions and reusable workflows that GitHub workflows use (GitHub's documentation, "Workflow syntax", `uses`).
///
/// | text | kept as |
/// |---|---|
/// | `OWNER/REPOSITORY[/PATH]@v4.1.2` | the repository with that version |
/// | the same with `@v4`, `@main` or a commit | the repository without a version, since the name moves; attribute `ref` |
/// | `./PATH`, `docker://IMAGE` | nothing: not a repository |
///
/// Read are `.github/workflows/*.yml` and `.yaml`, and `action.yml` or `action.yaml` of composite actions in `.github/actions`. Workflows
/// inside other packages' folders never run where the image runs, and are passed over.
package struct GitHubActionsCataloger: Cataloger {
    package let id = "github-actions"
    package let version = 1
    package let patterns: [FilePattern] = [.suffix(".yml"), .suffix(".yaml")]
    package let wishes: Set<String> = ["workflow"]

    private static let vendored: Set<Substring> = [
        "node_modules", "site-packages", "dist-packages", "vendor", "gems", "bower_components",
    ]

    package init() {}

    package func wants(_ entry: LayerEntry) -> Bool {
        let parts = entry.directory.split(separator: "/")
        guard let mark = parts.lastIndex(of: ".github"), !parts.contains(where: Self.vendored.contains) else {
            return false
        }
        let rest = parts[(mark + 1)...]
        if rest == ["workflows"] { return true }
        return rest.first == "actions" && (entry.name == "action.yml" || entry.name == "action.yaml")
    }

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        let document = try YAMLNode(bytes, of: "the workflow")
        guard document.form == .object else { return nil }
        var texts: [String] = []
        for job in document["jobs"]?.members.map(\.value) ?? [] {
            if let text = job["uses"]?.text { texts.append(text) }
            texts += (job["steps"]?.items ?? []).compactMap { $0["uses"]?.text }
        }
        texts += (document["runs"]?["steps"]?.items ?? []).compactMap { $0["uses"]?.text }
        let records = texts.prefix(Evidence.recordLimit).compactMap(Self.record)
        guard !records.isEmpty else { return nil }
        return Evidence(cataloger: id, path: entry.path, kind: "workflow", records: records)
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.packages(by: id) { record in
            let parts = record.name.split(separator: "/", maxSplits: 1)
            let version = record.version.isEmpty ? record.attributes["ref"] ?? "" : record.version
            return PackageURL(
                type: .githubactions, namespace: String(parts.first ?? "").lowercased(),
                name: String(parts.last ?? "").lowercased(), version: version)
        }
    }

    private static func record(_ text: String) -> PackageRecord? {
        guard !text.hasPrefix("."), !text.contains("://"), let mark = text.lastIndex(of: "@") else { return nil }
        let path = text[..<mark].split(separator: "/", omittingEmptySubsequences: false)
        let ref = text[text.index(after: mark)...]
        guard path.count >= 2, !path[0].isEmpty, !path[1].isEmpty, !ref.isEmpty, !text.contains("${{") else {
            return nil
        }
        let version = ref.hasPrefix("v") ? ref.dropFirst() : ref
        let isWhole = isRelease(version)
        var record = PackageRecord(
            type: .githubactions, name: "\(path[0])/\(path[1])", version: isWhole ? String(version) : "")
        if !isWhole { record.attributes["ref"] = String(ref) }
        return record
    }

    /// Whether a text is a whole version, `4.1.2` with or without more behind: shorter tags move to newer releases.
    private static func isRelease(_ text: Substring) -> Bool {
        let core = text.prefix { $0 != "-" && $0 != "+" }.split(separator: ".", omittingEmptySubsequences: false)
        return core.count >= 3 && core.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
    }
}
