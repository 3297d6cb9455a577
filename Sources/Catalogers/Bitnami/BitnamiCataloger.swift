package import Inventory
package import Layers

/// Finds the components that Bitnami's images install, by the SPDX documents beside them: `opt/bitnami/NAME/.spdx-NAME.spdx`.
///
/// The document lists the component and what it bundles. Bitnami's advisories know versions without the number of the build that
/// Bitnami puts behind them (`7.2.4` of `7.2.4-0`).
package struct BitnamiCataloger: Cataloger {
    package let id = "bitnami"
    package let version = 1
    package let patterns: [FilePattern] = [.suffix(".spdx")]

    /// Where Bitnami installs its components.
    static let folder = "opt/bitnami/"

    package init() {}

    package func wants(_ entry: LayerEntry) -> Bool {
        entry.path.hasPrefix(Self.folder) && entry.name.hasPrefix(".spdx-")
    }

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        guard let records = try SBOMCataloger.records(bytes), !records.isEmpty else { return nil }
        return Evidence(cataloger: id, path: entry.path, kind: "document", records: records.map(Self.withoutBuild))
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.packages(by: id, url: SBOMCataloger.url).map(SBOMCataloger.plain)
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
