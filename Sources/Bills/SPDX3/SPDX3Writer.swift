internal import Bytes
internal import JSON

/// Writes the elements of an SPDX 3 graph.
struct SPDX3Writer {
    private let document: SPDXDocument
    private let base: String
    private static let creation = "_:creationinfo"
    /// Suppliers and licences that were written, by what they say.
    private var written: Set<String> = []

    init(_ document: SPDXDocument) {
        self.document = document
        base = document.namespace + "#"
    }

    mutating func write(_ tool: Bill.Tool, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("type", "CreationInfo")
            writer.member("@id", Self.creation)
            writer.member("specVersion", "3.0.1")
            writer.member("created", document.created)
            writer.member("createdBy", [base + "SPDXRef-Agent"])
            writer.member("createdUsing", [base + "SPDXRef-Tool"])
        }
        element("SoftwareAgent", "SPDXRef-Agent", &writer) { $0.member("name", tool.name) }
        element("Tool", "SPDXRef-Tool", &writer) { $0.member("name", "\(tool.name)-\(tool.version)") }
        let root = document.packages.first.map { [base + $0.id] } ?? []
        element("SpdxDocument", "SPDXRef-DOCUMENT", &writer) { writer in
            writer.member("name", document.name)
            writer.member("profileConformance", ["core", "software", "simpleLicensing", "extension"])
            writer.member("rootElement", [base + "SPDXRef-Sbom"])
        }
        element("software_Sbom", "SPDXRef-Sbom", &writer) { writer in
            writer.member("name", document.name)
            writer.member("software_sbomType", ["analyzed"])
            writer.member("rootElement", root)
            writer.member("element", (document.packages.map(\.id) + document.files.map(\.id)).map { base + $0 })
        }
        for package in document.packages { write(package, &writer) }
        for file in document.files { write(file, &writer) }
        writeRelationships(&writer)
    }

    private mutating func write(_ package: SPDXDocument.Package, _ writer: inout JSONWriter) {
        let supplier = writeSupplier(package.supplier, &writer)
        let originator = writeSupplier(package.originator, &writer)
        element("software_Package", package.id, &writer) { writer in
            writer.member("name", package.name)
            writer.member("software_packageVersion", package.writtenVersion)
            writer.member(unlessEmpty: "software_packageUrl", package.purl)
            writer.member("software_primaryPurpose", Self.purpose(package.purpose))
            if let originator { writer.member("originatedBy", [originator]) }
            writer.member(ifPresent: "suppliedBy", supplier)
            writer.member(unlessEmpty: "software_homePage", package.homepage)
            writer.member(unlessEmpty: "software_sourceInfo", package.sourceInfo)
            writer.member(ifPresent: "software_downloadLocation", package.download?.text)
            if !package.purl.isEmpty || !package.cpes.isEmpty {
                writer.array("externalIdentifier") { writer in
                    if !package.purl.isEmpty { writeIdentifier("packageUrl", package.purl, &writer) }
                    for cpe in package.cpes {
                        writeIdentifier(cpe.isFormatted ? "cpe23" : "cpe22", cpe.text, &writer)
                    }
                }
            }
            write(package.checksums, &writer)
            write(package.properties, &writer)
        }
        writeLicence(of: package, &writer)
    }

    private mutating func writeSupplier(_ supplier: String, _ writer: inout JSONWriter) -> String? {
        guard let agent = Supplier(spdx: supplier) else { return nil }
        let id = "SPDXRef-Supplier-\(Digest(of: Array(supplier.utf8)).hex.prefix(16))"
        if written.insert(id).inserted {
            element(agent.isPerson ? "Person" : "Organization", id, &writer) { writer in
                writer.member("name", agent.name)
                guard !agent.email.isEmpty else { return }
                writer.array("externalIdentifier") { writer in writeIdentifier("email", agent.email, &writer) }
            }
        }
        return base + id
    }

    private mutating func writeLicence(of package: SPDXDocument.Package, _ writer: inout JSONWriter) {
        let expression = package.licenceDeclared
        guard expression != SPDXDocument.nothing else { return }
        let id = "SPDXRef-Licence-\(Digest(of: Array(expression.utf8)).hex.prefix(16))"
        if written.insert(id).inserted {
            let words = Set(expression.split { $0 == " " || $0 == "(" || $0 == ")" }.map(String.init))
            let named = document.references.filter { words.contains($0.id) }
            for reference in named where written.insert(reference.id).inserted {
                element("simplelicensing_SimpleLicensingText", "SPDXRef-\(reference.id)", &writer) { writer in
                    writer.member("name", reference.name)
                    writer.member("simplelicensing_licenseText", SPDXDocument.explanation(of: reference))
                }
            }
            element("simplelicensing_LicenseExpression", id, &writer) { writer in
                writer.member("simplelicensing_licenseExpression", expression)
                writer.member("simplelicensing_licenseListVersion", "\(LicenceList.version).0")
                guard !named.isEmpty else { return }
                writer.array("simplelicensing_customIdToUri") { writer in
                    for reference in named {
                        writer.object { writer in
                            writer.member("type", "DictionaryEntry")
                            writer.member("key", reference.id)
                            writer.member("value", "\(base)SPDXRef-\(reference.id)")
                        }
                    }
                }
            }
        }
        relationship("hasDeclaredLicense", package.id, [id], &writer)
    }

    private func write(_ file: SPDXDocument.File, _ writer: inout JSONWriter) {
        element("software_File", file.id, &writer) { writer in
            writer.member("name", file.name)
            write(file.checksums, &writer)
        }
    }

    /// One relationship for each element and kind, in the order in which they come first.
    private func writeRelationships(_ writer: inout JSONWriter) {
        let types = ["CONTAINS": "contains", "DEPENDS_ON": "dependsOn"]
        var order: [String] = []
        var targets: [String: (from: String, type: String, to: [String])] = [:]
        for relationship in document.relationships {
            guard let type = types[relationship.type] else { continue }
            let key = "\(type) \(relationship.from)"
            if targets[key] == nil { order.append(key) }
            targets[key, default: (relationship.from, type, [])].to.append(relationship.to)
        }
        for key in order {
            guard let found = targets[key] else { continue }
            relationship(found.type, found.from, found.to, &writer)
        }
    }

    private func relationship(_ type: String, _ from: String, _ to: [String], _ writer: inout JSONWriter) {
        let key = Digest(of: Array("\(type) \(from)".utf8)).hex.prefix(16)
        element("Relationship", "SPDXRef-Relationship-\(key)", &writer) { writer in
            writer.member("relationshipType", type)
            writer.member("from", base + from)
            writer.member("to", to.map { base + $0 })
        }
    }

    private func element(
        _ type: String, _ id: String, _ writer: inout JSONWriter, _ members: (inout JSONWriter) -> Void
    ) {
        writer.object { writer in
            writer.member("type", type)
            writer.member("spdxId", base + id)
            writer.member("creationInfo", Self.creation)
            members(&writer)
        }
    }

    private func writeIdentifier(_ type: String, _ text: String, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("type", "ExternalIdentifier")
            writer.member("externalIdentifierType", type)
            writer.member("identifier", text)
        }
    }

    private func write(_ checksums: [SPDXDocument.Checksum], _ writer: inout JSONWriter) {
        guard !checksums.isEmpty else { return }
        writer.array("verifiedUsing") { writer in
            for checksum in checksums {
                writer.object { writer in
                    writer.member("type", "Hash")
                    writer.member("algorithm", checksum.algorithm.lowercased())
                    writer.member("hashValue", checksum.value)
                }
            }
        }
    }

    private func write(_ properties: [Property], _ writer: inout JSONWriter) {
        guard !properties.isEmpty else { return }
        writer.array("extension") { writer in
            writer.object { writer in
                writer.member("type", "extension_CdxPropertiesExtension")
                writer.array("extension_cdxProperty") { writer in
                    for property in properties {
                        writer.object { writer in
                            writer.member("type", "extension_CdxPropertyEntry")
                            writer.member("extension_cdxPropName", property.name)
                            writer.member("extension_cdxPropValue", property.value)
                        }
                    }
                }
            }
        }
    }

    private static func purpose(_ word: String) -> String {
        switch word {
        case "CONTAINER": "container"
        case "ARCHIVE": "archive"
        case "OPERATING-SYSTEM": "operatingSystem"
        case "INSTALL": "install"
        default: "library"
        }
    }
}
