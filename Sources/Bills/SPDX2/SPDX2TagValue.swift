internal import Bytes

/// SPDX 2.3 as lines of tags and values.
struct SPDX2TagValue: BillFormat {
    let name = "spdx-tag-value"

    func write(_ bill: Bill) -> [UInt8] {
        let document = SPDXDocument(bill, format: name, survivor: TagValueLines.value)
        var lines = TagValueLines()
        lines.add("SPDXVersion", SPDXDocument.version)
        lines.add("DataLicense", "CC0-1.0")
        lines.add("SPDXID", "SPDXRef-DOCUMENT")
        lines.add(name: "DocumentName", document.name)
        lines.add("DocumentNamespace", document.namespace)
        lines.add("LicenseListVersion", LicenceList.version)
        for creator in document.creators { lines.add("Creator", creator) }
        lines.add("Created", document.created)
        // A file that follows a package would be taken for one of its own, so all files go first.
        for file in document.files { write(file, &lines) }
        for package in document.packages { write(package, of: document, &lines) }
        for reference in document.references {
            lines.blank()
            lines.add("LicenseID", reference.id)
            lines.add("ExtractedText", text: SPDXDocument.explanation(of: reference))
            lines.add(name: "LicenseName", reference.name)
        }
        lines.blank()
        for relationship in document.relationships {
            lines.add("Relationship", "\(relationship.from) \(relationship.type) \(relationship.to)")
        }
        return lines.bytes
    }

    func recognises(_ content: BillContent) -> Bool {
        guard let bytes = content.text else { return false }
        let head = bytes.span.extracting(0..<min(bytes.count, 64 << 10))
        // Comments and blank lines may stand before it.
        return head.hasPrefix("SPDXVersion:") || head.index(of: Array("\nSPDXVersion:".utf8)) != nil
    }

    func read(_ content: BillContent) throws(BillError) -> Bill {
        guard let bytes = content.text else { throw BillError(.malformed, "an SPDX bill that is no text") }
        var parser = TagValueParser()
        try parser.read(bytes.span)
        return try parser.document.bill
    }

    private func write(_ package: SPDXDocument.Package, of document: SPDXDocument, _ lines: inout TagValueLines) {
        lines.blank()
        lines.add(name: "PackageName", package.name)
        lines.add("SPDXID", package.id)
        if !TagValueLines.value(package.version).isEmpty { lines.add(name: "PackageVersion", package.version) }
        lines.add("PackageSupplier", package.supplier)
        lines.add(unlessEmpty: "PackageOriginator", SPDXDocument.known(package.originator))
        lines.add("PackageDownloadLocation", package.writtenDownload)
        lines.add("FilesAnalyzed", package.verificationCode.isEmpty ? "false" : "true")
        lines.add(unlessEmpty: "PackageVerificationCode", package.verificationCode)
        for checksum in package.checksums { lines.add("PackageChecksum", "\(checksum.algorithm): \(checksum.value)") }
        lines.add(unlessEmpty: "PackageHomePage", package.homepage)
        lines.add(text: "PackageSourceInfo", unlessEmpty: package.sourceInfo)
        lines.add("PackageLicenseConcluded", SPDXDocument.nothing)
        lines.add("PackageLicenseDeclared", package.licenceDeclared)
        lines.add("PackageCopyrightText", SPDXDocument.nothing)
        lines.add(unlessEmpty: "PrimaryPackagePurpose", package.purpose)
        if !package.purl.isEmpty { lines.add("ExternalRef", "PACKAGE-MANAGER purl \(package.purl)") }
        for cpe in package.cpes {
            lines.add("ExternalRef", "SECURITY \(cpe.isFormatted ? "cpe23Type" : "cpe22Type") \(cpe.text)")
        }
        if let annotation = package.annotation {
            lines.add("Annotator", document.creators.first ?? "Tool: unknown")
            lines.add("AnnotationDate", document.created)
            lines.add("AnnotationType", "OTHER")
            lines.add("SPDXREF", package.id)
            lines.add("AnnotationComment", text: annotation)
        }
    }

    private func write(_ file: SPDXDocument.File, _ lines: inout TagValueLines) {
        lines.blank()
        lines.add("FileName", file.name)
        lines.add("SPDXID", file.id)
        for checksum in file.checksums { lines.add("FileChecksum", "\(checksum.algorithm): \(checksum.value)") }
        lines.add("LicenseConcluded", SPDXDocument.nothing)
        lines.add("LicenseInfoInFile", SPDXDocument.nothing)
        lines.add("FileCopyrightText", SPDXDocument.nothing)
    }
}

/// Lines in the making.
private struct TagValueLines {
    private(set) var bytes: [UInt8] = []

    mutating func blank() { bytes.append(0x0a) }

    /// What of a text a line can hold: neither line ends nor the marks around longer texts.
    static func value(_ text: String) -> String {
        let line = PropertyText.line(text)
        guard line.utf8.contains(0x3c) else { return line }
        // Byte by byte, as readers look for the marks: to Swift a letter and the accent behind it are one.
        let bytes = Array(line.utf8)
        var bare: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            bare.append(byte)
            let rest = bytes[(index + 1)...]
            if byte == 0x3c, rest.starts(with: "text>".utf8) || rest.starts(with: "/text>".utf8) { bare.append(0x20) }
        }
        return String(decoding: bare, as: UTF8.self)
    }

    mutating func add(_ tag: String, _ value: String) {
        bytes.append(contentsOf: "\(tag): \(Self.value(value))\n".utf8)
    }

    /// Adds a text that is no word of the notation.
    mutating func add(name tag: String, _ text: String) {
        bytes.append(contentsOf: "\(tag): \(TagValueWords.quoted(Self.value(text)))\n".utf8)
    }

    mutating func add(unlessEmpty tag: String, _ value: String) {
        if !Self.value(value).isEmpty { add(tag, value) }
    }

    mutating func add(_ tag: String, text: String) {
        bytes.append(contentsOf: "\(tag): <text>\(Self.value(text))</text>\n".utf8)
    }

    mutating func add(text tag: String, unlessEmpty text: String) {
        if !text.isEmpty { add(tag, text: text) }
    }
}
