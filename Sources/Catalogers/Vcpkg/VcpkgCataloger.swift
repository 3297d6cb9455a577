internal import Bytes
package import Inventory
internal import JSON
package import Layers

/// Finds the ports that vcpkg installed, and those that a manifest asks for.
///
/// | file | says |
/// |---|---|
/// | `vcpkg/status` | what is installed, a paragraph each; those with a `Feature` are parts of a port |
/// | `TRIPLET/share/PORT/vcpkg.spdx.json` | one installed port, with its licence |
/// | `vcpkg.json` | `dependencies[]`, and `overrides[]` that pin versions (vcpkg, "vcpkg.json") |
package struct VcpkgCataloger: Cataloger {
    package let id = "vcpkg"
    package let version = 2
    package let patterns: [FilePattern] = [.name("status"), .name("vcpkg.json"), .name(document)]
    package let wishes: Set<String> = ["vcpkg.json"]

    /// The bill of materials that vcpkg writes for each port.
    static let document = "vcpkg.spdx.json"

    package init() {}

    /// The manifests of vcpkg's own ports describe what could be installed.
    package func wants(_ entry: LayerEntry) -> Bool {
        switch entry.name {
        case "status": entry.directory == "vcpkg" || entry.directory.hasSuffix("/vcpkg")
        case "vcpkg.json": !entry.path.contains("/ports/") && !entry.path.contains("/scripts/")
        default: true
        }
    }

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        var contents = LockContents()
        switch entry.name {
        case "status": contents.records = installed(bytes)
        case "vcpkg.json": contents = try manifest(JSONValue(bytes, of: "the manifest"))
        default: contents.records = try port(JSONValue(bytes, of: "the bill of materials"), entry)
        }
        return contents.evidence(of: id, path: entry.path, kind: String(entry.name))
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.packages(by: id) { record in
            PackageURL(
                type: .vcpkg, name: record.name, version: record.version,
                qualifiers: [
                    ("port_version", record.attributes["portVersion"] ?? ""), ("triplet", record.architecture),
                ])
        }
    }

    private func installed(_ bytes: Span<UInt8>) -> [PackageRecord] {
        var records: [PackageRecord] = []
        var file = Deb822(bytes)
        while records.count <= Evidence.recordLimit, var paragraph = file.next() {
            var fields: [String: String] = [:]
            while let field = paragraph.next() { fields[field.name.text.lowercased()] = field.firstLine.text }
            guard fields["feature"] == nil, fields["status"]?.hasSuffix(" installed") == true,
                let name = fields["package"], !name.isEmpty, let version = fields["version"], !version.isEmpty
            else { continue }
            var record = record(name, version)
            record.architecture = fields["architecture"] ?? ""
            if let number = fields["port-version"], number != "0" { record.attributes["portVersion"] = number }
            record.dependencies = (fields["depends"] ?? "").split(separator: ",").compactMap { need in
                need.trimmingSpaces.split { $0 == " " || $0 == ":" || $0 == "[" }.first.map(String.init)
            }
            records.append(record)
        }
        return records
    }

    private func port(_ document: JSONValue, _ entry: LayerEntry) throws(CatalogerError) -> [PackageRecord] {
        let file = "the bill of materials"
        try document.expect(.object, file)
        let packages = try document.member("packages", .list, of: file).array ?? []
        guard let port = packages.first(where: { $0["SPDXID"]?.string == "SPDXRef-port" }),
            let name = port["name"]?.string, !name.isEmpty
        else { return [] }
        var record = record(name, port["versionInfo"]?.string ?? "")
        let folders = entry.directory.split(separator: "/")
        if folders.count >= 3 && folders[folders.count - 2] == "share" {
            record.architecture = String(folders[folders.count - 3])
        }
        let licence = port["licenseConcluded"]?.string ?? ""
        if !licence.isEmpty && licence != "NOASSERTION" { record.licences = [licence] }
        return [record]
    }

    private func manifest(_ document: JSONValue) throws(CatalogerError) -> LockContents {
        let file = "the manifest"
        try document.expect(.object, file)
        var contents = LockContents()
        var pinned: [String: PackageRecord] = [:]
        for override in try document.member(ifPresent: "overrides", .list, of: file)?.array ?? [] {
            guard let name = override["name"]?.string, !name.isEmpty else {
                contents.refuse("an element of \"overrides\"")
                continue
            }
            let versions = ["version", "version-string", "version-semver", "version-date"]
            var record = record(name, versions.lazy.compactMap { override[$0]?.string }.first ?? "")
            if let number = override["port-version"]?.integer, number > 0 {
                record.attributes["portVersion"] = String(number)
            }
            pinned[name] = record
        }
        let dependencies = try document.member(ifPresent: "dependencies", .list, of: file)?.array ?? []
        for dependency in dependencies where !contents.isFull {
            guard let name = dependency.string ?? dependency["name"]?.string, !name.isEmpty else {
                contents.refuse("an element of \"dependencies\"")
                continue
            }
            var record = pinned.removeValue(forKey: name) ?? record(name, "")
            record.attributes["range"] = dependency["version>="]?.string.map { ">=\($0)" }
            contents.records.append(record)
        }
        contents.records += pinned.values.sorted { $0.name < $1.name }
        return contents
    }

    /// A port's record; a number behind `#` counts changes of the port alone.
    private func record(_ name: String, _ version: String) -> PackageRecord {
        let parts = version.split(separator: "#", maxSplits: 1).map(String.init)
        var record = PackageRecord(type: .vcpkg, name: name, version: parts.first ?? "")
        if parts.count == 2 && parts[1] != "0" { record.attributes["portVersion"] = parts[1] }
        return record
    }
}
