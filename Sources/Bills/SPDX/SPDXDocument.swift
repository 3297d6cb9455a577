internal import JSON

/// An SPDX document as far as it is written and read, of 2.3 in either notation and of 3.0.1; the words are those of 2.3.
///
/// | what | element |
/// |---|---|
/// | the image | a package of the purpose CONTAINER, which the document describes; its facts are its annotation |
/// | a layer | a package of the purpose ARCHIVE, `SPDXRef-Layer-N`, with the diff-id as its checksum; the image contains it |
/// | the distribution | a package of the purpose OPERATING-SYSTEM |
/// | a package | a package, which its layer contains, with its package URL and CPEs as external references |
/// | its digests, its download | `checksums`; `downloadLocation` |
/// | dependencies, owners | `DEPENDS_ON`; `CONTAINS` |
/// | licences | `licenseDeclared`, an expression; what the licence list lacks is explained as `LicenseRef-…` |
/// | files | file elements; in 2.3 those with a SHA-1, which the specification demands (8.4) |
/// | what has no field | in 2.3 an annotation of the package, `hullmark` and a JSON object; in 3 an extension of properties |
struct SPDXDocument {
    static let version = "SPDX-2.3"
    static let nothing = "NOASSERTION"
    /// The word before the properties in an annotation.
    static let annotationMark = "hullmark "

    /// A text but for the words that say that nobody knows.
    static func known(_ text: String) -> String { text == nothing || text == "NONE" ? "" : text }

    struct Package {
        var id = ""
        var name = ""
        var version = ""
        /// `Person: …`, `Organization: …` or `NOASSERTION`.
        var supplier = SPDXDocument.nothing
        /// Who wrote it, in the same form.
        var originator = SPDXDocument.nothing
        /// `CONTAINER`, `OPERATING-SYSTEM`, …; empty where nobody says.
        var purpose = ""
        var homepage = ""
        var sourceInfo = ""
        var licenceDeclared = SPDXDocument.nothing
        var checksums: [Checksum] = []
        var purl = ""
        var cpes: [CPE] = []
        /// An address, or nothing.
        var download: DownloadLocation?
        /// Of packages whose files are all listed.
        var verificationCode = ""
        var properties: [Property] = []
        /// What other tools remark in annotations and attribution texts, `NAME: VALUE`.
        var remarks: [Property] = []

        /// `downloadLocation` as 2.3 demands it.
        var writtenDownload: String { download?.text ?? SPDXDocument.nothing }

        /// The version as JSON has it: what nobody knows is said too, as the minimum elements of NTIA ask; tag-value leaves it out.
        var writtenVersion: String { version.isEmpty ? SPDXDocument.nothing : version }

        /// Takes a purpose as it is written: with hyphens in tag-value, with underscores by the schema of JSON.
        static func purpose(of text: String) -> String {
            String(text.uppercased().map { $0 == "_" ? "-" : $0 })
        }

        /// Takes a version as it is written.
        static func version(of text: String) -> String { text == SPDXDocument.nothing ? "" : text }
    }

    struct Checksum {
        /// The name in capitals: `SHA1`, `SHA256`.
        let algorithm: String
        let value: String
    }

    struct File {
        var id = ""
        /// Relative, with `./` before it.
        var name = ""
        var checksums: [Checksum] = []
    }

    struct Relationship {
        let from: String
        let type: String
        let to: String
        /// What others say of it in words.
        var comment = ""
    }

    struct Reference {
        let id: String
        let name: String
    }

    /// Whether files without a SHA-1 are left out.
    var needsSHA1 = true
    var name = ""
    var namespace = ""
    var creators: [String] = []
    /// What of a document that is read is not of its form.
    var strange = 0
    var strangeName = "packages"
    var created = ""
    var packages: [Package] = []
    var files: [File] = []
    var relationships: [Relationship] = []
    /// Licences that the document explains itself.
    var references: [Reference] = []
}

extension SPDXDocument.Package {
    /// The annotation's text of the properties.
    var annotation: String? {
        guard !properties.isEmpty else { return nil }
        let json = PropertyText.json(.object(properties.map { .init($0.name, .string($0.value)) }))
        // So that no text inside looks like a mark of the tag-value notation; in JSON it is the same.
        var safe = ""
        for scalar in json.unicodeScalars {
            if scalar == "<" { safe += "\\u003c" } else { safe.unicodeScalars.append(scalar) }
        }
        return SPDXDocument.annotationMark + safe
    }

    /// Takes what another tool remarks, where it is a name and a value.
    mutating func take(remark: String) {
        guard let colon = remark.firstIndex(of: ":"), remark[..<colon].allSatisfy(\.isLetter) else { return }
        remarks.append(Property(String(remark[..<colon]), String(remark[colon...].dropFirst())))
    }

    /// Takes properties over from an annotation of ours; another tool's is a remark.
    mutating func take(annotation: String) {
        guard annotation.hasPrefix(SPDXDocument.annotationMark) else {
            take(remark: annotation)
            return
        }
        let json = String(annotation.dropFirst(SPDXDocument.annotationMark.count))
        properties += PropertyText.value(of: json)?.propertyMembers ?? []
    }
}
