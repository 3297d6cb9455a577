internal import JSON

/// Reads the elements of an SPDX 3 graph, in whichever order they stand.
struct SPDX3Reader {
    private(set) var document = SPDXDocument()
    /// Expressions of licences by identifier.
    private var expressions: [String: String] = [:]
    /// Agents by identifier, in the form of SPDX 2.
    private var agents: [String: String] = [:]
    /// For each package the identifier of its supplier.
    private var supplied: [String] = []
    private var roots: Set<String> = []

    init(_ elements: [JSONValue]) throws(BillError) {
        document.strangeName = "elements"
        for element in elements {
            try document.checkCounts()
            switch element["type"]?.string ?? element["@type"]?.string {
            case "CreationInfo": document.created = element["created"]?.string ?? document.created
            case "Tool": document.creators.append("Tool: \(element["name"]?.string ?? "unknown")")
            case "SpdxDocument", "software_Sbom", "Bom":
                if document.name.isEmpty { document.name = element["name"]?.string ?? "" }
                roots.formUnion((element["rootElement"]?.array ?? []).compactMap { Self.id($0) })
            case "software_Package":
                if element["name"]?.string?.isEmpty != false { document.strange += 1 }
                document.packages.append(package(element))
                supplied.append(Self.id(element["suppliedBy"]) ?? "")
            case "Person", "Organization":
                guard let id = Self.id(element) else { continue }
                let emails = element["externalIdentifier"]?.array ?? []
                let email = emails.first { $0["externalIdentifierType"]?.string == "email" }?["identifier"]?.string
                let kind = element["type"]?.string ?? element["@type"]?.string ?? ""
                agents[id] = "\(kind): \(element["name"]?.string ?? "")\(email.map { " (\($0))" } ?? "")"
            case "software_File":
                document.files.append(
                    SPDXDocument.File(
                        id: Self.id(element) ?? "", name: element["name"]?.string ?? "", checksums: checksums(element)))
            case "simplelicensing_LicenseExpression":
                if let id = Self.id(element) {
                    expressions[id] = element["simplelicensing_licenseExpression"]?.string ?? ""
                }
            case "simplelicensing_SimpleLicensingText":
                guard let id = Self.id(element) else { continue }
                let bare = id.hasPrefix("SPDXRef-") ? String(id.dropFirst(8)) : id
                document.references.append(SPDXDocument.Reference(id: bare, name: element["name"]?.string ?? bare))
            case "Relationship": addRelationships(element)
            case nil: document.strange += 1
            default: continue
            }
        }
        declareLicences()
        for id in roots.sorted() {
            document.relationships.append(
                SPDXDocument.Relationship(from: "SPDXRef-DOCUMENT", type: "DESCRIBES", to: id))
        }
    }

    private mutating func addRelationships(_ element: JSONValue) {
        let types = ["contains": "CONTAINS", "dependsOn": "DEPENDS_ON", "hasDeclaredLicense": "LICENCE"]
        guard let type = element["relationshipType"]?.string.flatMap({ types[$0] }), let from = Self.id(element["from"])
        else { return }
        let targets = element["to"]?.array ?? [element["to"]].compactMap(\.self)
        for target in targets {
            guard let to = Self.id(target) else { continue }
            document.relationships.append(SPDXDocument.Relationship(from: from, type: type, to: to))
        }
    }

    private mutating func declareLicences() {
        var declared: [String: String] = [:]
        for relationship in document.relationships where relationship.type == "LICENCE" {
            if declared[relationship.from] == nil { declared[relationship.from] = expressions[relationship.to] }
        }
        for index in document.packages.indices {
            document.packages[index].licenceDeclared =
                declared[document.packages[index].id] ?? SPDXDocument.nothing
            document.packages[index].supplier = agents[supplied[index]] ?? SPDXDocument.nothing
        }
    }

    private func package(_ element: JSONValue) -> SPDXDocument.Package {
        func text(_ name: String) -> String { element[name]?.string ?? "" }
        var package = SPDXDocument.Package(
            id: Self.id(element) ?? "", name: text("name"),
            version: SPDXDocument.Package.version(of: text("software_packageVersion")))
        package.purpose = Self.purpose(text("software_primaryPurpose"))
        package.sourceInfo = text("software_sourceInfo")
        package.homepage = text("software_homePage")
        package.download = DownloadLocation(text("software_downloadLocation"))
        package.purl = text("software_packageUrl")
        package.checksums = checksums(element)
        for identifier in element["externalIdentifier"]?.array ?? [] {
            switch identifier["externalIdentifierType"]?.string {
            case "packageUrl": if package.purl.isEmpty { package.purl = identifier["identifier"]?.string ?? "" }
            case "cpe22", "cpe23": package.cpes += [CPE(identifier["identifier"]?.string)].compactMap(\.self)
            default: continue
            }
        }
        for text in element["software_attributionText"]?.array ?? [] {
            if let text = text.string { package.take(remark: text) }
        }
        for element in element["extension"]?.array ?? [] {
            for entry in element["extension_cdxProperty"]?.array ?? [] {
                guard let name = entry["extension_cdxPropName"]?.string else { continue }
                package.properties.append(Property(name, entry["extension_cdxPropValue"]?.string ?? ""))
            }
        }
        return package
    }

    private func checksums(_ element: JSONValue) -> [SPDXDocument.Checksum] {
        (element["verifiedUsing"]?.array ?? []).compactMap { hash in
            guard let algorithm = hash["algorithm"]?.string, let value = hash["hashValue"]?.string else { return nil }
            return SPDXDocument.Checksum(algorithm: algorithm.uppercased(), value: value)
        }
    }

    /// An element's identifier, or the one that a value names; of our own the part behind the number sign.
    private static func id(_ value: JSONValue?) -> String? {
        guard let text = value?.string ?? value?["spdxId"]?.string ?? value?["@id"]?.string else { return nil }
        guard let mark = text.lastIndex(of: "#") else { return text }
        let fragment = text[text.index(after: mark)...]
        return fragment.hasPrefix("SPDXRef-") ? String(fragment) : text
    }

    private static func purpose(_ word: String) -> String {
        switch word {
        case "container": "CONTAINER"
        case "archive": "ARCHIVE"
        case "operatingSystem": "OPERATING-SYSTEM"
        case "source": "SOURCE"
        case "application": "APPLICATION"
        case "file": "FILE"
        case "install": "INSTALL"
        case "device": "DEVICE"
        case "library": "LIBRARY"
        case "framework": "FRAMEWORK"
        case "firmware": "FIRMWARE"
        default: ""
        }
    }
}
