internal import Inventory

/// A package URL taken apart (the purl specification, "How to parse a purl string").
struct PackageURLParts: Equatable {
    let type: PackageType
    /// Decoded, with `/` between its parts.
    let namespace: String
    let name: String
    let version: String
    let qualifiers: [String: String]
    let subpath: String

    /// Takes a package URL; nothing where it has no type or no name.
    init?(_ text: String) {
        guard text.lowercased().hasPrefix("pkg:"), text.utf8.count <= 4096 else { return nil }
        var rest = text.dropFirst(4).drop { $0 == "/" }
        subpath = Self.cut(&rest, at: "#").map(Self.decode) ?? ""
        let pairs = Self.cut(&rest, at: "?") ?? ""
        qualifiers = Dictionary(
            pairs.split(separator: "&").compactMap { pair in
                let parts = pair.split(separator: "=", maxSplits: 1)
                guard parts.count == 2, parts[0].utf8.allSatisfy(Self.isPlain) else { return nil }
                return (parts[0].lowercased(), Self.decode(parts[1]))
            }, uniquingKeysWith: { first, _ in first })
        guard let slash = rest.firstIndex(of: "/") else { return nil }
        type = PackageType(rawValue: rest[..<slash].lowercased())
        rest = rest[rest.index(after: slash)...]
        while rest.hasSuffix("/") { rest.removeLast() }
        // A scope of npm may begin with an at sign that nobody encoded.
        if let at = rest.lastIndex(of: "@"), at > rest.startIndex, rest[rest.index(before: at)] != "/" {
            version = Self.decode(rest[rest.index(after: at)...])
            rest = rest[..<at]
        } else {
            version = ""
        }
        var parts = rest.split(separator: "/").map(Self.decode)
        guard let last = parts.popLast(), !last.isEmpty, !type.rawValue.isEmpty,
            type.rawValue.utf8.allSatisfy(Self.isPlain)
        else { return nil }
        name = last
        namespace = parts.joined(separator: "/")
    }

    /// The URL in its canonical form.
    var url: PackageURL {
        PackageURL(
            type: type, namespace: namespace, name: name, version: version,
            qualifiers: qualifiers.map { (key: $0.key, value: $0.value) }, subpath: subpath)
    }

    /// The package's name as its ecosystem writes it: `group:artifact`, `@scope/name`, `github.com/owner/module`.
    var packageName: String {
        guard !namespace.isEmpty else { return name }
        return switch type.rawValue {
        case "maven": "\(namespace):\(name)"
        case "golang", "npm", "composer", "swift", "ebuild", "github", "githubactions", "hex", "docker", "huggingface":
            "\(namespace)/\(name)"
        default: name
        }
    }

    /// The record of the package that the URL names.
    var record: PackageRecord {
        let epoch = qualifiers["epoch"] ?? ""
        let isWithEpoch = type == .rpm && !epoch.isEmpty && epoch != "0"
        var record = PackageRecord(
            type: type, name: packageName, version: isWithEpoch ? "\(epoch):\(version)" : version)
        record.architecture = qualifiers["arch"] ?? ""
        if let source = qualifiers["upstream"], type == .rpm {
            record.source = SourcePackage(sourceRpm: source)
        } else if let source = qualifiers["upstream"], !source.isEmpty {
            let parts = source.split(separator: "@", maxSplits: 1).map(String.init)
            record.source = SourcePackage(name: parts[0], version: parts.count > 1 ? parts[1] : record.version)
        }
        return record
    }

    /// Whether types and keys may have a byte: letters, digits, and some signs.
    private static func isPlain(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || [0x2e, 0x2d, 0x2b, 0x5f].contains(byte)
    }

    /// Cuts what stands behind the last of a mark off.
    private static func cut(_ text: inout Substring, at mark: Character) -> Substring? {
        guard let place = text.lastIndex(of: mark) else { return nil }
        defer { text = text[..<place] }
        return text[text.index(after: place)...]
    }

    private static func decode(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        var digits: [UInt8] = []
        for byte in text.utf8 {
            if byte == 0x25 && digits.isEmpty {
                digits = [byte]
            } else if digits.isEmpty {
                bytes.append(byte)
            } else {
                digits.append(byte)
                guard digits.count == 3 else { continue }
                bytes += hex(digits).map { [$0] } ?? digits
                digits = []
            }
        }
        return String(decoding: bytes + digits, as: UTF8.self)
    }

    private static func hex(_ digits: [UInt8]) -> UInt8? {
        UInt8(String(decoding: digits.dropFirst(), as: UTF8.self), radix: 16)
    }
}
