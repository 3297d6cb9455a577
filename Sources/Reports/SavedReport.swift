internal import Bills
internal import Bytes
internal import Inventory
package import JSON
internal import Matching

/// A scan's JSON document read again, as far as a comparison needs it.
package enum SavedReport {
    /// Packages and findings that are read at most.
    private static let limit = 1_000_000

    /// The version of a scan's document, or nil if it is another document.
    package static func version(of json: JSONValue) -> String? {
        guard json["packages"]?.array != nil, json["matches"]?.array != nil else { return nil }
        return json["schemaVersion"]?.string
    }

    /// Whether documents of a version are read.
    package static func reads(version: String) -> Bool { version.hasPrefix("1.") }

    /// What the document says.
    package static func scan(_ json: JSONValue) -> ComparedScan {
        var inventory = Inventory(target: "")
        let image = json["image"]
        inventory.digest = image?["digest"]?.string.flatMap(Digest.init)
        inventory.identifier = image?["id"]?.string.flatMap(Digest.init)
        inventory.platform = image?["platform"]?.string ?? ""
        inventory.settings = image?["configuration"].map { ImageSettings(json: $0) }
        if let distribution = json["distribution"], let id = distribution["id"]?.string {
            inventory.distribution = Distribution(
                id: id, versionID: distribution["version"]?.string ?? "",
                prettyName: distribution["name"]?.string ?? "", codename: distribution["codename"]?.string ?? "")
        }
        inventory.packages = (json["packages"]?.array ?? []).prefix(limit).compactMap(package)
        var types: [String: String] = [:]
        for package in inventory.packages { types[package.purl.description] = package.type.rawValue }
        let findings = (json["matches"]?.array ?? []).prefix(limit).map { match in
            ComparedFinding(
                id: match["id"]?.string ?? "", packageType: types[match["package"]?.string ?? ""] ?? "",
                packageName: match["packageName"]?.string ?? "",
                installedVersion: match["installedVersion"]?.string ?? "", severity: match["severity"]?.string ?? "",
                status: match["status"]?.string ?? "",
                fixedVersions: (match["fixedVersions"]?.array ?? []).compactMap(\.string))
        }
        for (number, layer) in (image?["layers"]?.array ?? []).prefix(limit).enumerated() {
            let diffID = layer["diffID"]?.string.flatMap(Digest.init)
            inventory.layers.append(LayerSummary(diffID: diffID, createdBy: layer["createdBy"]?.string ?? ""))
            if layer["unread"]?.bool == true { inventory.unreadLayers.append(number) }
        }
        return ComparedScan(
            inventory: inventory, findings: findings,
            coverage: (json["coverage"]?.array ?? []).prefix(limit).map(coverage))
    }

    /// What a document says of one ecosystem; it is covered only where it says so.
    private static func coverage(_ json: JSONValue) -> Coverage {
        var coverage = Coverage(
            ecosystem: json["ecosystem"]?.string ?? "", isCovered: json["covered"]?.bool ?? false,
            packages: json["packages"]?.integer ?? 0, unversioned: json["unversionedPackages"]?.integer ?? 0,
            isApproximate: json["approximate"]?.bool ?? false, note: json["note"]?.string ?? "")
        coverage.unsourced = json["unsourcedPackages"]?.integer ?? 0
        coverage.sources = (json["sources"]?.array ?? []).compactMap(\.string)
        coverage.missing = (json["missing"]?.array ?? []).compactMap(\.string)
        coverage.isPublished = json["published"]?.bool ?? true
        coverage.compatible = json["compatible"]?.string
        coverage.samples = (json["samples"]?.array ?? []).compactMap(\.string)
        coverage.isFixedOnly = json["fixedOnly"]?.bool ?? false
        coverage.derivedFrom = json["derivedFrom"]?.string
        return coverage
    }

    private static func package(_ json: JSONValue) -> Package? {
        guard let name = json["name"]?.string, let url = json["purl"]?.string.flatMap(PackageURL.init(parsing:)) else {
            return nil
        }
        var record = PackageRecord(
            type: PackageType(rawValue: json["type"]?.string ?? ""), name: name, version: json["version"]?.string ?? "")
        record.architecture = json["architecture"]?.string ?? ""
        for file in json["files"]?.array ?? [] {
            record.files.append(file["path"]?.string ?? "", digest: file["digest"]?.string ?? "")
        }
        let places = (json["locations"]?.array ?? []).compactMap(\.string).map { String($0.drop { $0 == "/" }) }
        var package = Package(
            record, purl: url, layer: max(0, json["layerIndex"]?.integer ?? 0), locations: places,
            cataloger: json["cataloger"]?.string ?? "")
        package.owner = json["owner"]?.string.flatMap(PackageURL.init(parsing:))
        for member in json["attributes"]?.members ?? [] { package.attributes[member.name] = member.value.string }
        return package
    }
}
