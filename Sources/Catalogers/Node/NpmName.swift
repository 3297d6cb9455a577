internal import Bytes
internal import Inventory

/// Names of npm packages: `name`, or `@scope/name`.
enum NpmName {
    private static let modules = Array("node_modules/".utf8)

    /// The package URL: the scope is the namespace, names are in lower case, what is not from a registry says whence it comes.
    static func url(of record: PackageRecord) -> PackageURL {
        let name = record.name.lowercased()
        let slash = name.hasPrefix("@") ? name.firstIndex(of: "/") : nil
        return PackageURL(
            type: .npm, namespace: slash.map { String(name[..<$0]) } ?? "",
            name: slash.map { String(name[name.index(after: $0)...]) } ?? name, version: record.version,
            qualifiers: [SourceRepository.qualifier(of: record)])
    }

    /// Whether a path leads into a folder of installed packages.
    static func isInstalled(_ path: String) -> Bool { path.utf8.span.index(of: modules) != nil }

    /// The name that ends a path below `node_modules`: `node_modules/a/node_modules/@b/c` is `@b/c`.
    static func last(inPath path: String) -> String {
        let bytes = path.utf8.span
        var start = 0
        while let next = bytes.index(of: modules, from: start) { start = next + modules.count }
        return start == 0 ? path : bytes.extracting(start..<bytes.count).text
    }

    /// A version without the `v` or `=` that some write in front.
    static func version(_ text: String) -> String {
        // Nearly all are plain.
        let bytes = text.utf8
        if let first = bytes.first, first >= 0x30 && first <= 0x39, bytes.allSatisfy({ $0 > 0x20 }) { return text }
        let trimmed = text.drop { $0 == " " || $0 == "\t" }
        let bare = trimmed.drop { $0 == "v" || $0 == "=" || $0 == " " }
        let isVersion = bare.utf8.first.map { $0 >= 0x30 && $0 <= 0x39 } ?? false
        let end = (isVersion ? bare : trimmed).lastIndex { $0 != " " && $0 != "\t" && $0 != "\n" }
        guard let end else { return "" }
        return String((isVersion ? bare : trimmed)[...end])
    }
}
