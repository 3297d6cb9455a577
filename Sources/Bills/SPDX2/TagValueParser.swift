internal import Bytes

/// Reads the lines of SPDX's tag-value notation (SPDX 2.3, annex "Serialization").
///
/// | line | |
/// |---|---|
/// | `Tag: value` | a field of the element that was begun last |
/// | `Tag: <text>` … `</text>` | a value that may go over several lines |
/// | `PackageName`, `FileName`, `SnippetSPDXID`, `LicenseID`, `Annotator`, `Relationship` | begin an element |
/// | `# …`, empty lines, anything else | nothing |
///
/// A document that is cut is refused: one whose text nothing ends, or one of Hullmark's that does not say what it describes,
/// which Hullmark writes behind the packages. What else is broken is left out, and the rest is read.
struct TagValueParser {
    private(set) var document = SPDXDocument()

    private enum Element { case document, package, file, other }

    private var element = Element.document
    private var package = SPDXDocument.Package()
    private var file = SPDXDocument.File()
    /// Annotations by the identifier that they are of.
    private var annotations: [String: [String]] = [:]
    private var annotated = ""
    private var comment = ""
    private var licence = ""

    /// All tags of the notation (SPDX 2.3, chapters 6 to 13).
    static let tags = Set(
        """
        SPDXVersion DataLicense SPDXID DocumentName DocumentNamespace ExternalDocumentRef LicenseListVersion Creator Created \
        CreatorComment DocumentComment PackageName PackageVersion PackageFileName PackageSupplier PackageOriginator \
        PackageDownloadLocation FilesAnalyzed PackageVerificationCode PackageChecksum PackageHomePage PackageSourceInfo \
        PackageLicenseConcluded PackageLicenseInfoFromFiles PackageLicenseDeclared PackageLicenseComments PackageCopyrightText \
        PackageSummary PackageDescription PackageComment ExternalRef ExternalRefComment PackageAttributionText \
        PrimaryPackagePurpose ReleaseDate BuiltDate ValidUntilDate FileName FileType FileChecksum LicenseConcluded \
        LicenseInfoInFile LicenseComments FileCopyrightText ArtifactOfProjectName ArtifactOfProjectHomePage \
        ArtifactOfProjectURI FileComment FileNotice FileContributor FileAttributionText FileDependency SnippetSPDXID \
        SnippetSPDXIdentifier SnippetFromFileSPDXID SnippetFromFileSPDXIdentifier SnippetByteRange SnippetLineRange \
        SnippetLicenseConcluded LicenseInfoInSnippet SnippetLicenseComments SnippetCopyrightText SnippetComment SnippetName \
        SnippetAttributionText LicenseID ExtractedText LicenseName LicenseCrossReference LicenseComment Relationship \
        RelationshipComment Annotator AnnotationDate AnnotationType SPDXREF AnnotationComment Reviewer ReviewDate ReviewComment
        """.split(separator: " "))

    private static let opening = Array("<text>".utf8)
    private static let closing = Array("</text>".utf8)

    mutating func read(_ bytes: Span<UInt8>) throws(BillError) {
        document.strangeName = "lines"
        var offset = 0
        while offset < bytes.count {
            let end = bytes.index(of: 0x0a, from: offset) ?? bytes.count
            let line = bytes.extracting(offset..<end)
            var next = end + 1
            if let colon = line.index(of: 0x3a), colon > 0, line[0] != 0x23 {
                let tag = line.extracting(0..<colon).trimmed.text
                let start = offset + colon + 1
                let rest = bytes.extracting(start..<end).trimmed
                if rest.hasPrefix("<text>"), let open = bytes.index(of: Self.opening, from: start) {
                    guard let close = bytes.index(of: Self.closing, from: open) else {
                        throw BillError(.malformed, "the document is cut: nothing ends the text of \(tag)")
                    }
                    take(tag, bytes.extracting((open + Self.opening.count)..<close).text)
                    next = max(next, (bytes.index(of: 0x0a, from: close) ?? bytes.count) + 1)
                } else {
                    take(tag, rest.text)
                }
                if !Self.tags.contains(tag[...]) { document.strange += 1 }
            } else if line.trimmed.count > 0, line.trimmed[0] != 0x23 {
                document.strange += 1
            }
            offset = next
            try document.checkCounts()
        }
        finish()
        let isOwn = document.creators.contains { $0.hasPrefix("Tool: hullmark-") }
        guard !isOwn || document.relationships.contains(where: \.saysSubject) else {
            throw BillError(.malformed, "the document is cut: it does not say which of its packages it describes")
        }
        for index in document.packages.indices {
            for text in annotations[document.packages[index].id] ?? [] {
                document.packages[index].take(annotation: text)
            }
        }
    }

    private mutating func take(_ tag: String, _ value: String) {
        switch tag {
        case "PackageName":
            finish()
            element = .package
            package = SPDXDocument.Package(name: TagValueWords.unquoted(value))
        case "FileName":
            finish()
            element = .file
            file = SPDXDocument.File(name: value)
        case "SnippetSPDXID", "SnippetSPDXIdentifier":
            finish()
            element = .other
        case "LicenseID":
            finish()
            element = .other
            licence = value
        case "LicenseName": finishLicence(named: TagValueWords.unquoted(value))
        case "Annotator": finishAnnotation()
        case "SPDXREF": annotated = value
        case "AnnotationComment": comment = value
        case "Relationship":
            let words = value.split(separator: " ").map(String.init)
            guard words.count >= 3 else { return }
            document.relationships.append(SPDXDocument.Relationship(from: words[0], type: words[1], to: words[2]))
        case "RelationshipComment":
            guard !document.relationships.isEmpty else { return }
            document.relationships[document.relationships.count - 1].comment = value
        default:
            switch element {
            case .document: takeDocument(tag, value)
            case .package: takePackage(tag, value)
            case .file: takeFile(tag, value)
            case .other: return
            }
        }
    }

    private mutating func takeDocument(_ tag: String, _ value: String) {
        switch tag {
        case "DocumentName": document.name = TagValueWords.unquoted(value)
        case "Creator": document.creators.append(value)
        case "Created": document.created = value
        default: return
        }
    }

    private mutating func takePackage(_ tag: String, _ value: String) {
        switch tag {
        case "SPDXID": package.id = value
        case "PackageVersion":
            package.version = TagValueWords.unquoted(SPDXDocument.Package.version(of: value))
        case "PackageSupplier": package.supplier = value
        case "PrimaryPackagePurpose": package.purpose = SPDXDocument.Package.purpose(of: value)
        case "PackageHomePage": package.homepage = SPDXDocument.known(value)
        case "PackageDownloadLocation": package.download = DownloadLocation(value)
        case "PackageSourceInfo": package.sourceInfo = value
        case "PackageAttributionText": package.take(remark: value)
        case "PackageLicenseDeclared": package.licenceDeclared = value
        case "PackageChecksum": if let sum = Self.checksum(value) { package.checksums.append(sum) }
        case "ExternalRef":
            let words = value.split(separator: " ").map(String.init)
            guard words.count == 3 else { return }
            if words[1] == "purl" { package.purl = words[2] }
            if words[1].hasPrefix("cpe"), let cpe = CPE(words[2]) { package.cpes.append(cpe) }
        default: return
        }
    }

    private mutating func takeFile(_ tag: String, _ value: String) {
        switch tag {
        case "SPDXID": file.id = value
        case "FileChecksum": if let sum = Self.checksum(value) { file.checksums.append(sum) }
        default: return
        }
    }

    /// `SHA1: hex`.
    private static func checksum(_ value: String) -> SPDXDocument.Checksum? {
        let words = value.split { $0 == ":" || $0 == " " }
        guard words.count == 2 else { return nil }
        return SPDXDocument.Checksum(algorithm: String(words[0]), value: String(words[1]))
    }

    private mutating func finish() {
        finishAnnotation()
        finishLicence(named: licence)
        switch element {
        case .package: document.packages.append(package)
        case .file: document.files.append(file)
        case .document, .other: break
        }
        element = .document
    }

    private mutating func finishAnnotation() {
        if !annotated.isEmpty && !comment.isEmpty { annotations[annotated, default: []].append(comment) }
        annotated = ""
        comment = ""
    }

    private mutating func finishLicence(named name: String) {
        if !licence.isEmpty { document.references.append(SPDXDocument.Reference(id: licence, name: name)) }
        licence = ""
    }
}

extension SPDXDocument.Relationship {
    /// Whether it says what the document describes, from either end.
    fileprivate var saysSubject: Bool { type == "DESCRIBES" || type == "DESCRIBED_BY" }
}
