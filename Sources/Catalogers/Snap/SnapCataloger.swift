internal import Bytes
package import Inventory
package import Layers
internal import YAML

/// Finds snaps, and the packages of Ubuntu that they were put together from.
///
/// | file | says |
/// |---|---|
/// | `meta/snap.yaml` | the snap: `name`, `version`, `license` (Snapcraft, "The snap format") |
/// | `snap/manifest.yaml` | `primed-stage-packages[]`, or those of each of `parts`: `NAME=VERSION` |
/// | `usr/share/snappy/dpkg.yaml` | `packages[]` of a base: `NAME=VERSION` |
/// | `usr/share/snappy/dpkg.list` | the same of older bases, as `dpkg -l` prints it: `ii  NAME[:ARCH]  VERSION  ARCH  …` |
package struct SnapCataloger: Cataloger {
    package let id = "snap"
    package let version = 2
    package let patterns: [FilePattern] = [
        .name("snap.yaml"), .name("manifest.yaml"), .name("dpkg.yaml"), .name("dpkg.list"),
    ]

    package init() {}

    package func wants(_ entry: LayerEntry) -> Bool {
        let folder =
            switch entry.name {
            case "snap.yaml": "meta"
            case "manifest.yaml": "snap"
            default: "usr/share/snappy"
            }
        return entry.directory == folder || entry.directory.hasSuffix("/\(folder)")
    }

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        let records: [PackageRecord]
        if entry.name == "dpkg.list" {
            records = listed(bytes)
            guard !records.isEmpty else { return nil }
            return Evidence(cataloger: id, path: entry.path, kind: String(entry.name), records: records)
        }
        let document = try YAMLNode(bytes, of: "the description of the snap")
        switch entry.name {
        case "snap.yaml": records = snap(document).map { [$0] } ?? []
        case "manifest.yaml": records = staged(document)
        default: records = packages(document["packages"])
        }
        guard !records.isEmpty else { return nil }
        return Evidence(cataloger: id, path: entry.path, kind: String(entry.name), records: records)
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.packages(by: id) { record in
            PackageURL(
                type: record.type, namespace: record.type == .deb ? "ubuntu" : "", name: record.name,
                version: record.version, qualifiers: [("arch", record.architecture)])
        }
    }

    private func snap(_ document: YAMLNode) -> PackageRecord? {
        guard let name = document["name"]?.text, !name.isEmpty else { return nil }
        var record = PackageRecord(type: .snap, name: name, version: document["version"]?.text ?? "")
        let architectures = document["architectures"]?.items.compactMap(\.text) ?? []
        if architectures.count == 1 { record.architecture = architectures[0] }
        record.licences = document["license"]?.text.map { [$0] } ?? []
        record.attributes["base"] = document["base"]?.text
        record.attributes["kind"] = document["type"]?.text
        return record
    }

    private func staged(_ document: YAMLNode) -> [PackageRecord] {
        let primed = packages(document["primed-stage-packages"])
        guard primed.isEmpty else { return primed }
        var records: [PackageRecord] = []
        for part in document["parts"]?.members ?? [] where records.count <= Evidence.recordLimit {
            records += packages(part.value["stage-packages"])
        }
        return records
    }

    /// The packages of a table of `dpkg -l` that are installed.
    private func listed(_ bytes: Span<UInt8>) -> [PackageRecord] {
        var records: [PackageRecord] = []
        var lines = Lines(bytes)
        while records.count <= Evidence.recordLimit, let line = lines.next() {
            guard line.hasPrefix("ii ") || line.hasPrefix("hi ") else { continue }
            let words = line.extracting(0..<min(line.count, 4096)).text.split(separator: " ", maxSplits: 4)
            guard words.count >= 4, let name = words[1].split(separator: ":").first else { continue }
            var record = PackageRecord(type: .deb, name: String(name), version: String(words[2]))
            record.architecture = String(words[3])
            records.append(record)
        }
        return records
    }

    private func packages(_ list: YAMLNode?) -> [PackageRecord] {
        (list?.items ?? []).prefix(Evidence.recordLimit + 1).compactMap { element in
            let parts = (element.text ?? "").split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { return nil }
            let name = parts[0].split(separator: ":").map(String.init)
            guard let first = name.first else { return nil }
            var record = PackageRecord(type: .deb, name: first, version: parts[1])
            record.architecture = name.count == 2 ? name[1] : ""
            return record
        }
    }
}
