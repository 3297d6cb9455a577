package import Inventory
internal import JSON
package import Layers

/// Finds the components that Bitnami's images install.
///
/// | file | form of a component |
/// |---|---|
/// | `opt/bitnami/NAME/.spdx-NAME.spdx` | an SPDX document |
/// | `opt/bitnami/.bitnami_components.json` of older images | `"NAME": {"arch", "distro", "type", "version"}` |
///
/// The document lists the component and what it bundles. Bitnami's advisories know versions without the number of the build that
/// Bitnami puts behind them (`7.2.4` of `7.2.4-0`).
package struct BitnamiCataloger: Cataloger {
    package let id = "bitnami"
    package let version = 2
    package let patterns: [FilePattern] = [.suffix(".spdx"), .path(components)]

    /// Where Bitnami installs its components.
    static let folder = "opt/bitnami/"
    private static let components = "opt/bitnami/.bitnami_components.json"

    package init() {}

    package func wants(_ entry: LayerEntry) -> Bool {
        entry.path == Self.components || entry.path.hasPrefix(Self.folder) && entry.name.hasPrefix(".spdx-")
    }

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        if entry.path == Self.components { return try list(entry, bytes) }
        guard let records = try SBOMCataloger.records(bytes), !records.isEmpty else { return nil }
        return Evidence(cataloger: id, path: entry.path, kind: "document", records: records.map(Self.withoutBuild))
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        // A document says more than the list, which older images have alone.
        let documented = Set(evidence.visible("document").flatMap { $0.evidence.records.map(\.name) })
        var join = PackageJoin()
        for finding in evidence.findings() where !finding.record.name.isEmpty {
            let isListed = finding.evidence.kind == "components"
            if isListed && documented.contains(finding.record.name) { continue }
            let purl =
                isListed
                ? PackageURL(
                    type: .bitnami, name: finding.record.name, version: finding.record.version,
                    qualifiers: [("arch", finding.record.architecture)]) : SBOMCataloger.url(finding.record)
            join.add(
                Package(
                    finding.record, purl: purl, layer: finding.layer, locations: [finding.evidence.path],
                    cataloger: id))
        }
        return join.sorted().map(SBOMCataloger.plain)
    }

    private func list(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        let document = try JSONValue(bytes, of: "the list of components")
        try document.expect(.object, "the list of components")
        var contents = LockContents()
        for member in document.members ?? [] where !contents.isFull {
            guard !member.name.isEmpty, let version = member.value["version"]?.string else {
                contents.refuse("\"\(member.name)\"")
                continue
            }
            var record = PackageRecord(type: .bitnami, name: member.name, version: version)
            record.architecture = member.value["arch"]?.string ?? ""
            record.attributes["distribution"] = member.value["distro"]?.string
            contents.records.append(Self.withoutBuild(record))
        }
        return contents.evidence(of: id, path: entry.path, kind: "components")
    }

    private static func withoutBuild(_ record: PackageRecord) -> PackageRecord {
        guard record.type == .bitnami, let hyphen = record.version.lastIndex(of: "-") else { return record }
        let build = record.version[record.version.index(after: hyphen)...]
        guard !build.isEmpty, build.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return record }
        var record = record
        record.attributes["build"] = String(build)
        record.version = String(record.version[..<hyphen])
        return record
    }
}
