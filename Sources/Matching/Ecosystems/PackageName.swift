internal import Advisories
internal import Inventory

/// A package's name as the records of its ecosystem spell it.
enum PackageName {
    static func normalised(_ name: String, type: PackageType, ecosystem: String) -> String {
        let spelt =
            switch type.rawValue {
            case "maven": maven(name)
            case "swift": swift(name)
            default: name
            }
        return Ecosystem.key(spelt, in: ecosystem)
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
