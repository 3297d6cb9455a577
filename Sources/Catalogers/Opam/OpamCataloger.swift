internal import Bytes
package import Inventory
package import Layers

/// Finds OCaml's packages: those that opam installed, and those that lock files pin (the opam manual, "Switches", "Lock files").
///
/// | file | form of a package |
/// |---|---|
/// | `.opam-switch/switch-state` | `installed: ["NAME.VERSION" …]` |
/// | `.opam-switch/packages/NAME.VERSION/opam` | `license`, `homepage`, `synopsis`, of a package that is installed |
/// | `NAME.opam.locked`, `opam.locked` | `depends: ["NAME" {= "VERSION"} …]` |
package struct OpamCataloger: Cataloger {
    package let id = "opam"
    package let version = 1
    package let patterns: [FilePattern] = [
        .name("switch-state"), .name("opam"), .name("opam.locked"), .suffix(".opam.locked"),
    ]
    package let wishes: Set<String> = ["lock"]

    package init() {}

    package func wants(_ entry: LayerEntry) -> Bool {
        switch entry.name {
        case "switch-state": entry.directory.hasSuffix(".opam-switch")
        case "opam": entry.directory.split(separator: "/").suffix(3).starts(with: [".opam-switch", "packages"])
        default: true
        }
    }

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        let file = OpamFile(bytes)
        switch entry.name {
        case "switch-state": return try state(entry, file)
        case "opam": return description(entry, file)
        default: return lock(entry, file)
        }
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        var descriptions: [String: PackageRecord] = [:]
        for piece in evidence.visible("description") {
            for record in piece.evidence.records { descriptions[piece.evidence.path] = record }
        }
        var join = PackageJoin()
        for finding in evidence.findings(where: { $0.kind != "description" }) where !finding.record.name.isEmpty {
            var record = finding.record
            if finding.evidence.kind == "state" {
                let folder = finding.evidence.path.dropLast("switch-state".count)
                let path = "\(folder)packages/\(record.name).\(record.version)/opam"
                if let described = descriptions[path] {
                    record.licences = described.licences
                    for (key, value) in described.attributes { record.attributes[key] = value }
                }
            }
            join.add(
                Package(
                    record, purl: PackageURL(type: .opam, name: record.name, version: record.version),
                    layer: finding.layer, locations: [finding.evidence.path], cataloger: id))
        }
        return join.sorted()
    }

    private func state(_ entry: LayerEntry, _ file: OpamFile) throws(CatalogerError) -> Evidence? {
        guard let installed = file["installed"] else {
            throw CatalogerError(.malformed, "the switch's state has no \"installed:\"; it may be cut")
        }
        var contents = LockContents()
        for item in installed where !contents.isFull {
            guard let (name, version) = Self.parts(item.text) else {
                contents.refuse("\"\(item.text)\" of \"installed\"")
                continue
            }
            contents.records.append(PackageRecord(type: .opam, name: name, version: version))
        }
        if file.isCut { contents.noteCut("a list or a text has no end") }
        return contents.evidence(of: id, path: entry.path, kind: "state")
    }

    private func description(_ entry: LayerEntry, _ file: OpamFile) -> Evidence? {
        let folder = entry.directory.split(separator: "/").last.map(String.init) ?? ""
        guard file["opam-version"] != nil, let (name, version) = Self.parts(folder) else { return nil }
        var record = PackageRecord(type: .opam, name: name, version: version)
        record.licences = (file["license"] ?? []).map(\.text)
        record.attributes["homepage"] = file["homepage"]?.first?.text
        record.attributes["summary"] = file["synopsis"]?.first?.text
        record.attributes["repository"] = file["dev-repo"]?.first?.text
        return Evidence(cataloger: id, path: entry.path, kind: "description", records: [record])
    }

    private func lock(_ entry: LayerEntry, _ file: OpamFile) -> Evidence? {
        var contents = LockContents()
        for item in file["depends"] ?? [] where !contents.isFull {
            // Whatever is not pinned to one version is a condition on others.
            guard let version = item.equals.first else { continue }
            contents.records.append(PackageRecord(type: .opam, name: item.text, version: version))
        }
        if file.isCut { contents.noteCut("a list or a text has no end") }
        return contents.evidence(of: id, path: entry.path, kind: "lock")
    }

    /// `cohttp.0.20.0`; names have no dot.
    private static func parts(_ text: String) -> (name: String, version: String)? {
        guard let dot = text.firstIndex(of: "."), dot > text.startIndex else { return nil }
        let version = text[text.index(after: dot)...]
        return version.isEmpty ? nil : (String(text[..<dot]), String(version))
    }
}
