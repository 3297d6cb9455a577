internal import Bytes
package import Inventory
internal import JSON
package import Layers
internal import XML

/// Finds the packages of bills of materials that lie in an image.
package struct SBOMCataloger: Cataloger {
    package let id = "sbom"
    package let version = 3
    package let patterns: [FilePattern] = [
        .suffix(".json"), .suffix(".spdx"), .suffix(".cdx"), .suffix(".sbom"), .suffix(".cdx.xml"), .name("bom.xml"),
        .suffix(".sbom.xml"), .suffix(".bom.xml"), .suffix(".cyclonedx.xml"),
    ]

    package init() {}

    package func wants(_ entry: LayerEntry) -> Bool {
        let name = entry.name.lowercased()
        if name.hasPrefix(".spdx-") && entry.path.hasPrefix(BitnamiCataloger.folder) { return false }
        if name == VcpkgCataloger.document { return false }
        guard name.hasSuffix(".json") else { return true }
        // `.spdx.NAME.json` is the form of Docker Hardened Images.
        return name.hasPrefix("sbom") || name == "bom.json" || name.hasPrefix(".spdx.")
            || [
                ".spdx.json", ".cdx.json", ".cyclonedx.json", ".syft.json", ".sbom.json", ".bom.json", "-bom.json",
                "-sbom.json",
            ]
            .contains { name.hasSuffix($0) }
    }

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        var contents = LockContents()
        let text = bytes.trimmed
        if text.count > 0, text[0] == UInt8(ascii: "{") {
            let document = try JSONValue(text, of: "the bill of materials")
            guard let records = SBOMPackages.records(document) else { return nil }
            contents.records = records
            let strange = SBOMPackages.strangeElements(of: document)
            if strange > 0 {
                contents.problems.append("elements of the bill that are no package, and were passed over: \(strange)")
            }
        } else {
            guard let records = try Self.records(bytes) else { return nil }
            contents.records = records
        }
        return contents.evidence(of: id, path: entry.path, kind: "document")
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.packages(by: id, url: Self.url).map(Self.plain)
    }

    /// The packages of a document in whichever form it has; nothing where it is none.
    static func records(_ bytes: Span<UInt8>) throws(CatalogerError) -> [PackageRecord]? {
        let text = bytes.trimmed
        guard text.count > 0 else { return nil }
        switch text[0] {
        case UInt8(ascii: "{"): return SBOMPackages.records(try JSONValue(text, of: "the bill of materials"))
        case UInt8(ascii: "<"): return SBOMPackages.records(try XMLElement(text, of: "the bill of materials"))
        default: return SPDXTagValue.records(text)
        }
    }

    /// The package URL that a record came with, in its canonical form.
    static func url(_ record: PackageRecord) -> PackageURL {
        record.attributes["purl"].flatMap(PackageURL.init(parsing:))
            ?? PackageURL(type: record.type, name: record.name, version: record.version)
    }

    /// The package without the URL as it was read.
    static func plain(_ package: Package) -> Package {
        var package = package
        package.attributes["purl"] = nil
        return package
    }
}
