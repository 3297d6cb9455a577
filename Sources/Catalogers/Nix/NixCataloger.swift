package import Inventory
package import Layers

/// Finds what a Nix store holds, by the names of its folders alone: `nix/store/HASH-NAME-VERSION[-OUTPUT]`.
///
/// The version is what stands behind the first hyphen before a digit (Nix, "builtins.parseDrvName"); folders without one hold
/// sources, scripts and configuration, and are no packages.
package struct NixCataloger: Cataloger {
    package let id = "nix"
    package let version = 1
    package let patterns: [FilePattern] = [.folder(in: "nix/store")]

    /// Names of outputs that stand behind the version.
    private static let outputs: Set<Substring> = [
        "bin", "data", "debug", "dev", "devdoc", "devman", "dist", "doc", "env", "info", "lib", "man", "modules", "nc",
        "out",
        "py", "static", "terminfo", "tools", "utils",
    ]
    private static let hashLength = 32

    package init() {}

    package func wants(_ entry: LayerEntry) -> Bool { record(entry.name) != nil }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        record(entry.name).map { Evidence(cataloger: id, path: entry.path, kind: "folder", records: [$0]) }
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.packages(by: id) { record in
            PackageURL(
                type: .nix, name: record.name, version: record.version,
                qualifiers: [
                    ("output", record.attributes["output"] ?? ""), ("outputhash", record.attributes["hash"] ?? ""),
                ])
        }
    }

    private func record(_ folder: Substring) -> PackageRecord? {
        let hash = folder.utf8.prefix(Self.hashLength)
        guard hash.count == Self.hashLength, hash.allSatisfy({ $0 &- 0x30 < 10 || $0 &- 0x61 < 26 }) else { return nil }
        let rest = folder.utf8.dropFirst(Self.hashLength)
        guard rest.first == UInt8(ascii: "-") else { return nil }
        var parts = folder[rest.startIndex...].split(separator: "-")
        var record = PackageRecord(type: .nix, name: "", version: "")
        if let last = parts.last, parts.count > 2, Self.outputs.contains(last) {
            record.attributes["output"] = String(last)
            parts.removeLast()
        }
        let start = parts.indices.first { $0 > 0 && parts[$0].utf8.first.map { $0 &- 0x30 < 10 } == true }
        guard let start else { return nil }
        record.name = parts[..<start].joined(separator: "-")
        record.version = parts[start...].joined(separator: "-")
        record.attributes["hash"] = String(folder[..<rest.startIndex])
        return record
    }
}
