/// A CycloneDX document (specification 1.6, ECMA-424) as far as it is written and read, whichever notation it has.
///
/// | what | field |
/// |---|---|
/// | the image | `metadata.component`, type `container`; its facts are properties of `metadata` |
/// | the distribution | a component of type `operating-system` |
/// | a package | a component of type `library` (of type `application` where nothing needs it and it owns the program) |
/// | group and name | of Maven, npm and Composer apart: `group` and `name` |
/// | its digests, its download | `hashes`; `externalReferences` of the type `distribution` or `vcs` |
/// | its source package | `pedigree.ancestors` |
/// | its licences | `licenses`: identifiers, names, or one expression, acknowledged as declared |
/// | its places | `evidence.occurrences` |
/// | its files | `components` of type `file` inside it, with their hashes |
/// | dependencies | `dependencies` |
/// | what was not read | `compositions` of the aggregate `incomplete` |
/// | layer, owner and what else has no field | properties `hullmark:…` |
struct CycloneDX {
    static let specification = "1.6"

    /// What versions may have at most (`maxLength` of the schema); longer ones are a property.
    static let versionLimit = 1_024

    struct Component: Equatable {
        var type = "library"
        var reference = ""
        var supplier: Supplier?
        /// Who wrote it, where it says so itself.
        var author: Supplier?
        var group = ""
        var name = ""
        var version = ""
        var description = ""
        var hashes: [Hash] = []
        var licences: [Licence] = []
        var cpe = ""
        var purl = ""
        var website = ""
        /// Where it was taken from.
        var download: DownloadLocation?
        /// What it was derived from.
        var ancestors: [Component] = []
        var occurrences: [String] = []
        var components: [Component] = []
        var properties: [Property] = []
    }

    struct Hash: Equatable {
        /// `SHA-256` and its like.
        let algorithm: String
        let value: String
    }

    /// A version as far as the format has a place for it.
    static func version(_ text: String) -> String { text.unicodeScalars.count > versionLimit ? "" : text }

    enum Licence: Equatable {
        case identifier(String)
        case name(String)
        case expression(String)

        var text: String {
            switch self {
            case .identifier(let text), .name(let text), .expression(let text): text
            }
        }
    }

    struct Dependency: Equatable {
        let reference: String
        let needs: [String]
    }

    var serialNumber = ""
    var timestamp = ""
    /// Components that are none.
    var strange = 0
    var tool = Bill.Tool(name: "", version: "")
    var supplier: Supplier?
    var subject = Component()
    /// Properties of the metadata.
    var properties: [Property] = []
    var components: [Component] = []
    var dependencies: [Dependency] = []
    /// Whether all of the subject was read; nothing where nobody says.
    var isComplete: Bool?
}

extension CycloneDX.Hash {
    private static let names = [
        "md5": "MD5", "sha1": "SHA-1", "sha256": "SHA-256", "sha384": "SHA-384", "sha512": "SHA-512",
    ]

    /// A digest of a file list (`md5:hex`); nothing for algorithms that the format does not have and digests of a wrong length.
    init?(digest: String) {
        guard let colon = digest.firstIndex(of: ":"), let name = Self.names[String(digest[..<colon])] else {
            return nil
        }
        let hex = digest[digest.index(after: colon)...]
        let lengths = ["MD5": 32, "SHA-1": 40, "SHA-256": 64, "SHA-384": 96, "SHA-512": 128]
        guard hex.utf8.count == lengths[name], hex.utf8.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else {
            return nil
        }
        self.init(algorithm: name, value: String(hex))
    }

    /// The digest in a file list's form.
    var digest: String {
        guard let key = Self.names.first(where: { $0.value == algorithm })?.key else { return "" }
        return "\(key):\(value.lowercased())"
    }
}

extension CycloneDX.Component {
    /// What it refers to elsewhere, by type.
    var references: [(type: String, url: String)] {
        let website = website.isEmpty ? [] : [(type: "website", url: website)]
        return website + (download.map { [(type: $0.isRepository ? "vcs" : "distribution", url: $0.text)] } ?? [])
    }

    /// Takes over the first reference of a type that says something here.
    mutating func take(reference type: String, _ url: String) {
        switch type {
        case "website": if website.isEmpty { website = url }
        case "distribution", "vcs": download = download ?? DownloadLocation(url)
        default: return
        }
    }
}

/// Components of a document while it is read: all, and those that are none.
struct ComponentCount {
    var all = 0
    var strange = 0
}
