internal import Bytes
package import Inventory
internal import JSON
package import Layers

/// Finds the packages of Conan that lock files pin, that requirement files ask for, and that installed packages needed.
///
/// | file | packages |
/// |---|---|
/// | `conan.lock`, version 0.4 | `graph_lock.nodes.*.ref` |
/// | `conan.lock`, version 0.5 | `requires[]`, `build_requires[]`, `python_requires[]`, `config_requires[]` |
/// | `conanfile.txt` | lines of `[requires]`, `[tool_requires]`, `[build_requires]`, `[test_requires]` |
/// | `conaninfo.txt` | lines of `[full_requires]`; the package itself by its folder in Conan 1's cache |
package struct ConanCataloger: Cataloger {
    package let id = "conan"
    package let version = 2
    package let patterns: [FilePattern] = [.name("conan.lock"), .name("conanfile.txt"), .name("conaninfo.txt")]
    package let wishes: Set<String> = ["conan.lock", "conanfile.txt"]

    package init() {}

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        guard bytes.count > 0 else { return nil }
        let records: [PackageRecord]
        switch entry.name {
        case "conan.lock":
            return try lock(try JSONValue(bytes, of: "the lock file"))
                .evidence(of: id, path: entry.path, kind: "conan.lock")
        case "conanfile.txt":
            records = references(
                bytes, ["requires", "tool_requires", "build_requires", "test_requires"])
        default: records = own(entry.path) + references(bytes, ["full_requires"])
        }
        guard !records.isEmpty else { return nil }
        return Evidence(cataloger: id, path: entry.path, kind: String(entry.name), records: records)
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.packages(by: id, url: ConanReference.url)
    }

    private func lock(_ document: JSONValue) throws(CatalogerError) -> LockContents {
        try document.expect(.object)
        // Every version of the format says which one it is.
        _ = try document.member("version", .text)
        var contents = LockContents()
        func take(_ text: String?, isForBuilding: Bool, of place: String) {
            guard var record = text.flatMap({ ConanReference($0) })?.record else {
                contents.refuse("an element of \"\(place)\"")
                return
            }
            if isForBuilding { record.attributes["scope"] = "build" }
            contents.records.append(record)
        }
        let graph = try document.member(ifPresent: "graph_lock", .object)
        for node in try graph?.member("nodes", .object).members ?? [] where !contents.isFull {
            // The project itself has no reference, or one without a version.
            let text = node.value["ref"]?.string ?? node.value["pref"]?.string
            guard node.value.form == .object else {
                contents.refuse("an element of \"nodes\"")
                continue
            }
            if let text, ConanReference(text) != nil {
                take(text, isForBuilding: node.value["context"]?.string == "build", of: "nodes")
            }
        }
        for list in ["requires", "build_requires", "python_requires", "config_requires"] {
            for element in try document.member(ifPresent: list, .list)?.array ?? [] where !contents.isFull {
                take(element.string, isForBuilding: list != "requires", of: list)
            }
        }
        return contents
    }

    private func references(_ bytes: Span<UInt8>, _ sections: Set<String>) -> [PackageRecord] {
        var records: [PackageRecord] = []
        var section = ""
        var lines = Lines(bytes)
        while records.count <= Evidence.recordLimit, let line = lines.next() {
            let text = line.trimmed
            guard text.count > 0, text[0] != UInt8(ascii: "#") else { continue }
            if text[0] == UInt8(ascii: "[") && text[text.count - 1] == UInt8(ascii: "]") {
                section = text.extracting(1..<max(1, text.count - 1)).text
            } else if sections.contains(section), let found = ConanReference(text.text) {
                var record = found.record
                if section != "requires" && section != "full_requires" { record.attributes["scope"] = "build" }
                records.append(record)
            }
        }
        return records
    }

    /// The package of a folder `…/data/NAME/VERSION/USER/CHANNEL/package/ID`; an underscore stands for no user or channel.
    private func own(_ path: String) -> [PackageRecord] {
        let parts = path.split(separator: "/")
        guard parts.count >= 8, parts[parts.count - 3] == "package", parts[parts.count - 8] == "data" else { return [] }
        var text = "\(parts[parts.count - 7])/\(parts[parts.count - 6])"
        if parts[parts.count - 5] != "_" { text += "@\(parts[parts.count - 5])/\(parts[parts.count - 4])" }
        return ConanReference(text).map { [$0.record] } ?? []
    }
}
