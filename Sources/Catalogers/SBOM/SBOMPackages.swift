internal import Inventory
internal import JSON
internal import XML

/// Reads the packages of bills of materials, of those that have a package URL.
///
/// | form | packages | URL | licences |
/// |---|---|---|---|
/// | CycloneDX JSON, XML | `components[]`, and those within them | `purl` | `licenses[]` |
/// | SPDX 2 JSON | `packages[]` | `externalRefs[]` of type `purl` | `licenseDeclared`, `licenseConcluded` |
/// | SPDX 2 tag-value | `PackageName`, … | `ExternalRef: PACKAGE-MANAGER purl …` | `PackageLicenseDeclared`, … |
/// | SPDX 3 JSON-LD | `@graph[]` of type `software_Package` | `software_packageUrl`, `externalIdentifier[]` | |
/// | Syft JSON | `artifacts[]` | `purl` | `licenses[]` |
///
/// A record's attribute `purl` is the URL as it was read.
enum SBOMPackages {
    /// How deep components lie within each other.
    private static let depthLimit = 16

    /// The packages of a JSON document; nothing where it is no bill of materials.
    ///
    /// - Parameter nameless: what a component of CycloneDX without a URL is.
    static func records(_ document: JSONValue, nameless: (JSONValue) -> PackageRecord? = { _ in nil })
        -> [PackageRecord]?
    {
        if document["bomFormat"]?.string == "CycloneDX" {
            return components(document["components"], depth: 1, nameless)
        }
        if document["spdxVersion"]?.string?.hasPrefix("SPDX-") == true { return spdx(document["packages"]) }
        if let graph = document["@graph"]?.array { return graph.prefix(limit).compactMap(element) }
        if let artifacts = document["artifacts"]?.array, document["schema"] != nil {
            return artifacts.prefix(limit).compactMap(artifact)
        }
        // A statement about an image has the document as its predicate.
        if document["_type"] != nil, let predicate = document["predicate"], predicate["predicate"] == nil {
            return records(predicate)
        }
        return nil
    }

    /// How many elements of a JSON document's list are no object, so that what they were is not known.
    static func strangeElements(of document: JSONValue) -> Int {
        let lists = ["components", "packages", "@graph", "artifacts"].compactMap { document[$0]?.array }
        return lists.reduce(0) { $0 + $1.count { $0.members == nil } }
    }

    /// The packages of an XML document; nothing where it is no bill of materials.
    static func records(_ root: XMLElement) -> [PackageRecord]? {
        guard root.name == "bom", root.namespace.contains("cyclonedx") else { return nil }
        return components(root.first("components"))
    }

    /// A package's record; nothing where the URL is none.
    static func record(_ url: String, version: String, licences: [String]) -> PackageRecord? {
        guard let parts = PackageURL.Parts(url) else { return nil }
        var record = parts.record
        if record.version.isEmpty { record.version = version }
        for licence in licences where !licence.isEmpty && licence != "NOASSERTION" && licence != "NONE" {
            if !record.licences.contains(licence) { record.licences.append(licence) }
        }
        record.attributes["purl"] = url
        return record
    }

    private static var limit: Int { Evidence.recordLimit + 1 }

    private static func components(_ list: JSONValue?, depth: Int, _ nameless: (JSONValue) -> PackageRecord?)
        -> [PackageRecord]
    {
        guard depth <= depthLimit else { return [] }
        var records: [PackageRecord] = []
        for component in list?.array ?? [] where records.count < limit {
            if let url = component["purl"]?.string {
                let licences = (component["licenses"]?.array ?? []).map { choice in
                    choice["expression"]?.string ?? choice["license"]?["id"]?.string ?? choice["license"]?["name"]?
                        .string
                        ?? ""
                }
                if let record = record(url, version: component["version"]?.string ?? "", licences: licences) {
                    records.append(record)
                }
            } else if let record = nameless(component) {
                records.append(record)
            }
            records += components(component["components"], depth: depth + 1, nameless)
        }
        return records
    }

    /// Elements nest no deeper than the reader of XML allows.
    private static func components(_ list: XMLElement?) -> [PackageRecord] {
        var records: [PackageRecord] = []
        for component in list?.all("component") ?? [] where records.count < limit {
            if let url = component.first("purl")?.text {
                let licences = (component.first("licenses")?.children ?? []).map { choice in
                    choice.name == "expression"
                        ? choice.text : choice.first("id")?.text ?? choice.first("name")?.text ?? ""
                }
                if let record = record(url, version: component.first("version")?.text ?? "", licences: licences) {
                    records.append(record)
                }
            }
            records += components(component.first("components"))
        }
        return records
    }

    private static func spdx(_ list: JSONValue?) -> [PackageRecord] {
        (list?.array ?? []).prefix(limit).compactMap { package in
            let url = (package["externalRefs"]?.array ?? []).lazy
                .first {
                    $0["referenceType"]?.string == "purl" || $0["referenceType"]?.string?.hasSuffix("/purl") == true
                }?[
                    "referenceLocator"]?.string
            guard let url else { return nil }
            let licences = ["licenseDeclared", "licenseConcluded"].lazy.compactMap { package[$0]?.string }
                .first { $0 != "NOASSERTION" && $0 != "NONE" }
            return record(url, version: package["versionInfo"]?.string ?? "", licences: licences.map { [$0] } ?? [])
        }
    }

    /// An element of SPDX 3.
    private static func element(_ element: JSONValue) -> PackageRecord? {
        guard let type = element["type"]?.string ?? element["@type"]?.string, type.hasSuffix("Package") else {
            return nil
        }
        let identifiers = element["externalIdentifier"]?.array ?? []
        let identifier = identifiers.first { $0["externalIdentifierType"]?.string?.lowercased() == "packageurl" }
        guard
            let url = element["software_packageUrl"]?.string ?? element["packageUrl"]?.string
                ?? identifier?["identifier"]?.string
        else { return nil }
        return record(
            url, version: element["software_packageVersion"]?.string ?? element["packageVersion"]?.string ?? "",
            licences: [])
    }

    private static func artifact(_ artifact: JSONValue) -> PackageRecord? {
        guard let url = artifact["purl"]?.string else { return nil }
        let licences = (artifact["licenses"]?.array ?? []).map { $0.string ?? $0["value"]?.string ?? "" }
        return record(url, version: artifact["version"]?.string ?? "", licences: licences)
    }
}
