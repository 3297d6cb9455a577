/// How a type of package URL spells its parts (the purl specification, type definitions: `case_sensitive`, `normalization_rules`).
///
/// | types | in lower case |
/// |---|---|
/// | alpm, apk, bitbucket, brew, composer, deb, github, hex, luarocks, vscode-extension | namespace and name |
/// | qpkg, rpm, yocto | namespace |
/// | bitnami, chrome-extension, oci, otp, pub, pypi | name |
/// | huggingface, oci, pypi, vscode-extension | version |
///
/// Besides, a name of pypi has hyphens for underscores, and a name of pub has underscores for what is no letter or digit.
struct PackageURLSpelling {
    private let type: String

    init(_ type: PackageType) { self.type = type.rawValue }

    func namespace(_ text: String) -> String {
        switch type {
        case "alpm", "apk", "bitbucket", "brew", "composer", "deb", "github", "hex", "luarocks", "vscode-extension",
            "qpkg", "rpm", "yocto":
            Self.lower(text)
        default: text
        }
    }

    func name(_ text: String) -> String {
        switch type {
        case "alpm", "apk", "bitbucket", "brew", "composer", "deb", "github", "hex", "luarocks", "vscode-extension",
            "bitnami", "chrome-extension", "oci", "otp":
            Self.lower(text)
        case "pypi": Self.lower(text).replacing({ $0 == 0x5f }, with: 0x2d)
        case "pub": Self.lower(text).replacing({ !Self.isOfPub($0) }, with: 0x5f)
        default: text
        }
    }

    func version(_ text: String) -> String {
        switch type {
        case "huggingface", "oci", "pypi", "vscode-extension": Self.lower(text)
        default: text
        }
    }

    private static func isOfPub(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x61...0x7a, 0x5f: true
        default: byte >= 0x80
        }
    }

    /// The text with the capitals of ASCII in lower case; as it is where it has none.
    private static func lower(_ text: String) -> String {
        text.utf8.contains { $0 >= 0x41 && $0 <= 0x5a } ? text.lowercased() : text
    }
}

extension String {
    /// The text with other bytes for those that are met.
    fileprivate func replacing(_ isMet: (UInt8) -> Bool, with byte: UInt8) -> String {
        utf8.contains(where: isMet) ? String(decoding: utf8.map { isMet($0) ? byte : $0 }, as: UTF8.self) : self
    }
}
