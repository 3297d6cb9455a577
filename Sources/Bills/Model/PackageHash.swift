internal import Bytes
internal import Inventory

/// A digest of a package as it was published, by the ecosystem's own word.
///
/// | type | attribute | form |
/// |---|---|---|
/// | maven | `sha1` | hexadecimal, of the archive |
/// | npm | `integrity` | `sha512-BASE64`, several with spaces between |
/// | cargo | `checksum` | SHA-256 in hexadecimal |
/// | gem | `checksum` | `sha256=HEX`, several with commas between |
/// | composer | `sha1` | hexadecimal |
/// | nuget | `sha512`, `contentHash` | `sha512-BASE64`; BASE64 |
/// | pub, hex | `sha256` | hexadecimal |
/// | conda | `md5`, `sha256` | hexadecimal |
/// | golang | `h1` | `h1:BASE64`, the SHA-256 of the list of the module's files and their SHA-256, as `go.sum` has it |
struct PackageHash: Equatable {
    /// The name in small letters without a hyphen: `sha1`, `sha256`, `sha512`, `md5`.
    let algorithm: String
    /// In hexadecimal, of the algorithm's length.
    let hex: String

    private static let lengths = ["md5": 32, "sha1": 40, "sha256": 64, "sha384": 96, "sha512": 128]

    init?(algorithm: some StringProtocol, hex: some StringProtocol) {
        let (algorithm, hex) = (algorithm.lowercased(), hex.lowercased())
        guard Self.lengths[algorithm] == hex.utf8.count, Hex.decode(hex.utf8) != nil else { return nil }
        self.algorithm = algorithm
        self.hex = hex
    }

    /// `sha512-BASE64` (Subresource Integrity).
    private init?(integrity text: some StringProtocol) {
        guard let hyphen = text.firstIndex(of: "-"),
            let bytes = Base64.decode(String(text[text.index(after: hyphen)...].prefix { $0 != "?" }).utf8)
        else { return nil }
        self.init(algorithm: text[..<hyphen], hex: Hex.encode(bytes))
    }

    private var base64: String { Base64.encode(Hex.decode(hex.utf8) ?? []) }

    /// Those that a package's attributes tell.
    static func all(of package: Package) -> [PackageHash] {
        let attributes = package.attributes
        func hashes(_ name: String, _ algorithm: String) -> [PackageHash] {
            [attributes[name].flatMap { PackageHash(algorithm: algorithm, hex: $0) }].compactMap(\.self)
        }
        func integrity(_ text: String?) -> [PackageHash] {
            (text ?? "").split(separator: " ").compactMap { PackageHash(integrity: $0) }
        }
        switch package.type {
        case .maven, .composer: return hashes("sha1", "sha1")
        case .npm: return integrity(attributes["integrity"])
        case .cargo: return hashes("checksum", "sha256")
        case .pub, .hex: return hashes("sha256", "sha256")
        case .conda: return hashes("md5", "md5") + hashes("sha256", "sha256")
        case .nuget:
            let known = integrity(attributes["sha512"])
            return known.isEmpty ? integrity(attributes["contentHash"].map { "sha512-\($0)" }) : known
        case .golang:
            guard let text = attributes["h1"], text.hasPrefix("h1:") else { return [] }
            return integrity("sha256-\(text.dropFirst(3))")
        case .gem:
            return (attributes["checksum"] ?? "").split(separator: ",").compactMap { part in
                let words = part.split(separator: "=", maxSplits: 1)
                return words.count == 2 ? PackageHash(algorithm: words[0], hex: words[1]) : nil
            }
        default: return []
        }
    }

    /// Gives a package the attributes that hashes stand for, of a type that has them.
    static func apply(_ hashes: [PackageHash], to package: inout Package) {
        func take(_ name: String, _ algorithm: String, _ text: (PackageHash) -> String) {
            if let found = hashes.first(where: { $0.algorithm == algorithm }) { package.attributes[name] = text(found) }
        }
        switch package.type {
        case .maven, .composer: take("sha1", "sha1", \.hex)
        case .npm:
            let words = hashes.map { "\($0.algorithm)-\($0.base64)" }
            if !words.isEmpty { package.attributes["integrity"] = words.joined(separator: " ") }
        case .cargo: take("checksum", "sha256", \.hex)
        case .pub, .hex: take("sha256", "sha256", \.hex)
        case .conda:
            take("md5", "md5", \.hex)
            take("sha256", "sha256", \.hex)
        case .nuget: take("sha512", "sha512") { "sha512-\($0.base64)" }
        case .golang: take("h1", "sha256") { "h1:\($0.base64)" }
        case .gem:
            let words = hashes.map { "\($0.algorithm)=\($0.hex)" }
            if !words.isEmpty { package.attributes["checksum"] = words.joined(separator: ",") }
        default: return
        }
    }
}
