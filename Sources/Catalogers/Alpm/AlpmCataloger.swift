internal import Bytes
package import Inventory
package import Layers

/// The packages of Arch Linux and what descends from it: `var/lib/pacman/local/NAME-VERSION/desc` and `files`.
///
/// Both are sections: `%NAME%` on a line, values on the following ones, an empty line.
///
/// | file | sections read |
/// |---|---|
/// | `desc` | `NAME`, `VERSION`, `BASE`, `ARCH`, `LICENSE`, `DEPENDS`, `PROVIDES`, `URL`, `PACKAGER` |
/// | `files` | `FILES`: paths, those of directories with a slash at the end; `BACKUP`: `path TAB md5` |
package struct AlpmCataloger: Cataloger {
    package let id = "alpm"
    package let version = 2
    package let patterns: [FilePattern] = [.name("desc"), .name("files")]

    private static let folder = "var/lib/pacman/local/"

    package init() {}

    package func wants(_ entry: LayerEntry) -> Bool {
        entry.path.hasPrefix(Self.folder) && entry.path.utf8.count { $0 == UInt8(ascii: "/") } == 5
    }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        let record = entry.name == "files" ? files(bytes) : description(bytes)
        guard let record else { return nil }
        return Evidence(cataloger: id, path: entry.path, kind: String(entry.name), records: [record])
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        var lists: [Substring: FileList] = [:]
        for piece in evidence.visible("files") {
            lists[LayerEntry(path: piece.evidence.path).directory] = piece.evidence.records.first?.files
        }
        let namespace = distribution?.id.lowercased() ?? ""
        return evidence.packages(by: id, where: { $0.kind == "desc" }) { record in
            PackageURL(
                type: .alpm, namespace: namespace.isEmpty ? "arch" : namespace, name: record.name.lowercased(),
                version: record.version,
                qualifiers: [
                    ("arch", record.architecture), ("distro", distribution?.qualifier ?? ""),
                    record.source?.qualifier(of: record) ?? ("upstream", ""),
                ])
        }.map { package in
            var package = package
            package.files =
                package.locations.lazy.compactMap { lists[LayerEntry(path: $0).directory] }.first ?? FileList()
            package.source = package.source ?? SourcePackage(name: package.name, version: package.version)
            return package
        }
    }

    private func description(_ bytes: Span<UInt8>) -> PackageRecord? {
        var values: [String: [String]] = [:]
        var section = ""
        var lines = Lines(bytes)
        while let line = lines.next() {
            let text = line.trimmed
            if text.count == 0 {
                section = ""
            } else if let name = Self.section(text) {
                section = name
            } else if !section.isEmpty, values[section, default: []].count < 10_000 {
                values[section, default: []].append(text.text)
            }
        }
        guard let name = values["NAME"]?.first, let version = values["VERSION"]?.first else { return nil }
        var record = PackageRecord(type: .alpm, name: name, version: version)
        record.architecture = values["ARCH"]?.first ?? ""
        if let base = values["BASE"]?.first, base != name {
            record.source = SourcePackage(name: base, version: version)
        }
        record.licences = values["LICENSE"] ?? []
        record.dependencies = (values["DEPENDS"] ?? []).map(Self.bare)
        record.provides = (values["PROVIDES"] ?? []).map(Self.bare)
        record.attributes["homepage"] = values["URL"]?.first
        record.attributes["packager"] = values["PACKAGER"]?.first
        return record
    }

    private func files(_ bytes: Span<UInt8>) -> PackageRecord? {
        var record = PackageRecord(type: .alpm, name: "", version: "")
        var section = ""
        var lines = Lines(bytes)
        while let line = lines.next() {
            if line.count == 0 {
                section = ""
            } else if let name = Self.section(line) {
                section = name
            } else if section == "FILES", line[line.count - 1] != UInt8(ascii: "/") {
                record.files.append(line)
            }
        }
        return record.files.isEmpty ? nil : record
    }

    private static func section(_ line: Span<UInt8>) -> String? {
        let mark = UInt8(ascii: "%")
        guard line.count > 2, line[0] == mark, line[line.count - 1] == mark else { return nil }
        return line.extracting(1..<(line.count - 1)).text
    }

    /// A name without what is demanded of its version.
    private static func bare(_ need: String) -> String { String(need.prefix { !"<>=:".contains($0) }) }
}
