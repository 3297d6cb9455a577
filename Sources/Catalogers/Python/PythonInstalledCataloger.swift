internal import Bytes
package import Inventory
internal import JSON
package import Layers
internal import Zip

/// Finds installed Python distributions by the descriptions that installers leave (`*.dist-info`, `*.egg-info`, zipped `*.egg`).
///
/// Phase one reads each file of such a folder by itself; phase two joins those of one folder.
package struct PythonInstalledCataloger: Cataloger {
    package let id = "python-installed"
    package let version = 3
    package let patterns: [FilePattern] = [
        .name("METADATA"), .name("PKG-INFO"), .suffix(".egg-info"), .suffix(".egg"), .name("RECORD"),
        .name("INSTALLER"),
        .name("top_level.txt"), .name("direct_url.json"), .name("installed-files.txt"),
    ]

    private static let eggLimits = ZipLimits(entries: 200_000, directoryBytes: 16 << 20, entryBytes: 1 << 20)

    package init() {}

    /// The kinds of file that phase one tells apart.
    private enum Kind: String {
        case metadata, egg, record, installer, topLevel = "top-level", source, installedFiles = "installed-files"
    }

    package func wants(_ entry: LayerEntry) -> Bool { kind(of: entry) != nil }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        guard let kind = kind(of: entry) else { return nil }
        let site = PythonSite(folderOf: entry.path) ?? PythonSite(file: entry.path)
        var evidence = Evidence(cataloger: id, path: entry.path, kind: kind.rawValue)
        switch kind {
        case .metadata:
            guard let record = record(bytes, of: site) else { return nil }
            evidence.records = [record]
        case .egg:
            guard let text = try description(inEgg: bytes), let record = record(text.span, of: site) else { return nil }
            evidence = Evidence(
                cataloger: id, path: entry.path, kind: Kind.metadata.rawValue, records: [record])
        case .record, .installedFiles:
            var record = PackageRecord(type: .pypi, name: "", version: "")
            record.files =
                kind == .record
                ? PythonRecord.files(record: bytes, from: site.root)
                : PythonRecord.files(installed: bytes, from: entry.directory)
            evidence.records = [record]
        case .installer: evidence.attributes["installer"] = firstLine(of: bytes)
        case .topLevel:
            evidence.attributes["topLevel"] = bytes.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        case .source:
            do {
                evidence.attributes = attributes(ofSource: try JSONValue(bytes))
            } catch {
                throw CatalogerError(.malformed, "the origin of the package is no valid JSON", at: error.offset)
            }
        }
        return evidence
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        var companions: [String: [Evidence]] = [:]
        for piece in evidence.visible where piece.evidence.kind != Kind.metadata.rawValue {
            guard let key = PythonSite(folderOf: piece.evidence.path)?.key else { continue }
            companions[key, default: []].append(piece.evidence)
        }
        var join = PackageJoin(keepsCopies: true)
        for finding in evidence.findings(where: { $0.kind == Kind.metadata.rawValue }) {
            var package = Package(
                finding.record, purl: PythonName.url(name: finding.record.name, version: finding.record.version),
                layer: finding.layer, locations: [finding.evidence.path], cataloger: id)
            let site = PythonSite(folderOf: finding.evidence.path) ?? PythonSite(file: finding.evidence.path)
            for companion in companions[site.key] ?? [] {
                package.attributes.fill(from: Attributes(companion.attributes))
                for record in companion.records where package.files.isEmpty { package.files = record.files }
            }
            join.add(package)
        }
        return join.sorted()
    }
}

extension PythonInstalledCataloger {
    private func kind(of entry: LayerEntry) -> Kind? {
        guard PythonSite(folderOf: entry.path) != nil else {
            return entry.name.hasSuffix(".egg-info") ? .metadata : entry.name.hasSuffix(".egg") ? .egg : nil
        }
        switch entry.name {
        case "METADATA", "PKG-INFO": return .metadata
        case "RECORD": return .record
        case "INSTALLER": return .installer
        case "top_level.txt": return .topLevel
        case "direct_url.json": return .source
        case "installed-files.txt": return .installedFiles
        default: return nil
        }
    }

    private func record(_ bytes: Span<UInt8>, of site: PythonSite) -> PackageRecord? {
        let metadata = PythonMetadata(bytes)
        let named = site.named
        let name = metadata.name.isEmpty ? named.name : metadata.name
        guard !metadata.isEmpty, !name.isEmpty else { return nil }
        var record = PackageRecord(
            type: .pypi, name: name, version: metadata.version.isEmpty ? named.version : metadata.version)
        record.licences = metadata.licences
        record.dependencies = metadata.dependencies
        if !metadata.homepage.isEmpty { record.attributes["homepage"] = metadata.homepage }
        if !metadata.author.isEmpty { record.attributes["author"] = metadata.author }
        return record
    }

    /// The description in a zipped egg (setuptools' documentation, "The Internal Structure of Python Eggs").
    private func description(inEgg bytes: Span<UInt8>) throws(CatalogerError) -> [UInt8]? {
        do throws(ZipError) {
            let archive = try ZipArchive(MemoryBytes(bytes.array), limits: Self.eggLimits)
            guard let entry = archive.entries.first(where: { $0.name == "EGG-INFO/PKG-INFO" }) else { return nil }
            return try archive.contents(of: entry)
        } catch {
            throw CatalogerError(.malformed, "the egg cannot be read: \(error.detail)")
        }
    }

    private func firstLine(of bytes: Span<UInt8>) -> String {
        var lines = Lines(bytes)
        return lines.next()?.trimmed.text ?? ""
    }

    /// Where an installation came from, if not from an index (PEP 610).
    private func attributes(ofSource value: JSONValue) -> [String: String] {
        var attributes: [String: String] = [:]
        attributes["url"] = value["url"]?.string
        attributes["commit"] = value["vcs_info"]?["commit_id"]?.string
        attributes["editable"] = value["dir_info"]?["editable"]?.bool == true ? "true" : nil
        return attributes
    }
}
