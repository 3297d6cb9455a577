internal import Inventory

/// A package's name as the records of its ecosystem spell it.
enum PackageName {
    static func normalised(_ name: String, type: PackageType) -> String {
        switch type.rawValue {
        case "pypi": pypi(name)
        case "composer", "hex", "pub", "githubactions", "vscode-extension": name.lowercased()
        case "maven": maven(name)
        case "swift": swift(name)
        default: name
        }
    }

    /// PEP 503: lower case, and one hyphen for each run of hyphens, underscores and dots.
    private static func pypi(_ name: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(name.utf8.count)
        for byte in name.utf8 {
            switch byte {
            case 0x2d, 0x2e, 0x5f: if bytes.last != 0x2d { bytes.append(0x2d) }
            case 0x41...0x5a: bytes.append(byte | 0x20)
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `group:artifact`, whichever sign the finder put between.
    private static func maven(_ name: String) -> String {
        guard !name.utf8.contains(0x3a), let slash = name.lastIndex(of: "/") else { return name }
        return name[..<slash] + ":" + name[name.index(after: slash)...]
    }

    /// The repository's address without its scheme and ending: `github.com/apple/swift-nio`.
    private static func swift(_ name: String) -> String {
        var text = name[...]
        if let scheme = text.firstRange(of: "://") { text = text[scheme.upperBound...] }
        if text.hasSuffix(".git") { text = text.dropLast(4) }
        return text.lowercased()
    }
}
