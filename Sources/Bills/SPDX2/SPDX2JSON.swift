internal import JSON

/// SPDX 2.3 in JSON.
struct SPDX2JSON: BillFormat {
    let name = "spdx-json"

    func write(_ bill: Bill) -> [UInt8] {
        let document = SPDXDocument(bill, format: name)
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("spdxVersion", SPDXDocument.version)
            writer.member("dataLicense", "CC0-1.0")
            writer.member("SPDXID", "SPDXRef-DOCUMENT")
            writer.member("name", document.name)
            writer.member("documentNamespace", document.namespace)
            writer.object("creationInfo") { writer in
                writer.member("created", document.created)
                writer.member("creators", document.creators)
                writer.member("licenseListVersion", LicenceList.version)
            }
            writer.array("packages") { writer in
                for package in document.packages { write(package, of: document, &writer) }
            }
            if !document.files.isEmpty {
                writer.array("files") { writer in for file in document.files { write(file, &writer) } }
            }
            if !document.references.isEmpty {
                writer.array("hasExtractedLicensingInfos") { writer in
                    for reference in document.references {
                        writer.object { writer in
                            writer.member("licenseId", reference.id)
                            writer.member("extractedText", SPDXDocument.explanation(of: reference))
                            writer.member("name", reference.name)
                        }
                    }
                }
            }
            writer.array("relationships") { writer in
                for relationship in document.relationships {
                    writer.object { writer in
                        writer.member("spdxElementId", relationship.from)
                        writer.member("relationshipType", relationship.type)
                        writer.member("relatedSpdxElement", relationship.to)
                    }
                }
            }
        }
        return writer.finish()
    }

    func recognises(_ content: BillContent) -> Bool {
        content.json?["spdxVersion"]?.string?.hasPrefix("SPDX-2") ?? false
    }

    func read(_ content: BillContent) throws(BillError) -> Bill {
        guard let json = content.json else { throw BillError(.malformed, "an SPDX bill that is no JSON object") }
        var document = SPDXDocument()
        document.name = json["name"]?.string ?? ""
        document.created = json["creationInfo"]?["created"]?.string ?? ""
        document.creators = (json["creationInfo"]?["creators"]?.array ?? []).compactMap(\.string)
        for name in ["packages", "files", "relationships"] { try BillLimits.check(json.elements(name).count, name) }
        let packages = json["packages"]?.array ?? []
        document.packages = packages.map(package)
        document.strange = packages.count {
            $0["name"]?.string?.isEmpty != false || ($0["versionInfo"] != nil && $0["versionInfo"]?.string == nil)
        }
        document.files = (json["files"]?.array ?? []).map { file in
            SPDXDocument.File(
                id: file["SPDXID"]?.string ?? "", name: file["fileName"]?.string ?? "",
                checksums: checksums(file["checksums"]))
        }
        document.references = (json["hasExtractedLicensingInfos"]?.array ?? []).compactMap { reference in
            guard let id = reference["licenseId"]?.string else { return nil }
            return SPDXDocument.Reference(id: id, name: reference["name"]?.string ?? id)
        }
        document.relationships = (json["relationships"]?.array ?? []).map {
            SPDXDocument.Relationship(
                from: $0["spdxElementId"]?.string ?? "", type: $0["relationshipType"]?.string ?? "",
                to: $0["relatedSpdxElement"]?.string ?? "", comment: $0["comment"]?.string ?? "")
        }
        for element in json["documentDescribes"]?.array ?? [] {
            guard let id = element.string else { continue }
            document.relationships.append(
                SPDXDocument.Relationship(from: "SPDXRef-DOCUMENT", type: "DESCRIBES", to: id))
        }
        return try document.bill
    }

    private func package(_ json: JSONValue) -> SPDXDocument.Package {
        func text(_ name: String) -> String { json[name]?.string ?? "" }
        var package = SPDXDocument.Package(
            id: text("SPDXID"), name: text("name"), version: SPDXDocument.Package.version(of: text("versionInfo")))
        package.purpose = SPDXDocument.Package.purpose(of: text("primaryPackagePurpose"))
        package.supplier = text("supplier")
        package.sourceInfo = text("sourceInfo")
        package.homepage = SPDXDocument.known(text("homepage"))
        package.download = DownloadLocation(text("downloadLocation"))
        package.licenceDeclared = text("licenseDeclared")
        package.checksums = checksums(json["checksums"])
        for reference in json["externalRefs"]?.array ?? [] {
            let locator = reference["referenceLocator"]?.string
            switch reference["referenceType"]?.string {
            case "purl": package.purl = locator ?? ""
            case "cpe22Type", "cpe23Type": package.cpes += [CPE(locator)].compactMap(\.self)
            default: continue
            }
        }
        for annotation in json["annotations"]?.array ?? [] {
            if let comment = annotation["comment"]?.string { package.take(annotation: comment) }
        }
        for text in json["attributionTexts"]?.array ?? [] {
            if let text = text.string { package.take(remark: text) }
        }
        return package
    }

    private func checksums(_ json: JSONValue?) -> [SPDXDocument.Checksum] {
        (json?.array ?? []).map {
            SPDXDocument.Checksum(algorithm: $0["algorithm"]?.string ?? "", value: $0["checksumValue"]?.string ?? "")
        }
    }
}

extension SPDX2JSON {
    private func write(_ package: SPDXDocument.Package, of document: SPDXDocument, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("SPDXID", package.id)
            writer.member("name", package.name)
            writer.member("versionInfo", package.writtenVersion)
            writer.member("supplier", package.supplier)
            writer.member(unlessEmpty: "originator", SPDXDocument.known(package.originator))
            writer.member("downloadLocation", package.writtenDownload)
            writer.member("filesAnalyzed", !package.verificationCode.isEmpty)
            if !package.verificationCode.isEmpty {
                writer.object("packageVerificationCode") { writer in
                    writer.member("packageVerificationCodeValue", package.verificationCode)
                }
            }
            write(package.checksums, &writer)
            writer.member(unlessEmpty: "homepage", package.homepage)
            writer.member(unlessEmpty: "sourceInfo", package.sourceInfo)
            writer.member("licenseConcluded", SPDXDocument.nothing)
            writer.member("licenseDeclared", package.licenceDeclared)
            writer.member("copyrightText", SPDXDocument.nothing)
            // The schema of JSON has underscores where the specification's text has hyphens.
            writer.member(
                unlessEmpty: "primaryPackagePurpose", String(package.purpose.map { $0 == "-" ? "_" : $0 }))
            if !package.purl.isEmpty || !package.cpes.isEmpty {
                writer.array("externalRefs") { writer in
                    if !package.purl.isEmpty { write("PACKAGE-MANAGER", "purl", package.purl, &writer) }
                    for cpe in package.cpes {
                        write("SECURITY", cpe.isFormatted ? "cpe23Type" : "cpe22Type", cpe.text, &writer)
                    }
                }
            }
            if let annotation = package.annotation {
                writer.array("annotations") { writer in
                    writer.object { writer in
                        writer.member("annotationDate", document.created)
                        writer.member("annotationType", "OTHER")
                        writer.member("annotator", document.creators.first ?? "Tool: unknown")
                        writer.member("comment", annotation)
                    }
                }
            }
        }
    }

    private func write(_ category: String, _ type: String, _ locator: String, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("referenceCategory", category)
            writer.member("referenceType", type)
            writer.member("referenceLocator", locator)
        }
    }

    private func write(_ file: SPDXDocument.File, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("SPDXID", file.id)
            writer.member("fileName", file.name)
            write(file.checksums, &writer)
            writer.member("licenseConcluded", SPDXDocument.nothing)
            writer.member("licenseInfoInFiles", [SPDXDocument.nothing])
            writer.member("copyrightText", SPDXDocument.nothing)
        }
    }

    private func write(_ checksums: [SPDXDocument.Checksum], _ writer: inout JSONWriter) {
        guard !checksums.isEmpty else { return }
        writer.array("checksums") { writer in
            for checksum in checksums {
                writer.object { writer in
                    writer.member("algorithm", checksum.algorithm)
                    writer.member("checksumValue", checksum.value)
                }
            }
        }
    }
}

extension SPDXDocument {
    /// What stands for the text of a licence that only its name is known of.
    static func explanation(of reference: Reference) -> String {
        "The package calls its licence \"\(reference.name)\". Its text was not taken from the image."
    }
}
