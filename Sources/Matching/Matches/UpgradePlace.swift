internal import Inventory

/// A file that says that a package is there, and how an upgrade is carried out in it.
struct UpgradePlace {
    let path: String

    /// The file's name.
    var file: Substring {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[path.index(after: $0)...] } ?? path[...]
    }

    /// The folder that holds the file, with a slash before it.
    var folder: String {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { "/" + path[..<$0] } ?? "/"
    }

    /// The package that brings what the file describes in a folder of its own (`node_modules` within a package, `_vendor`).
    var carrier: String? {
        let parts = path.split(separator: "/")
        if let vendored = parts.lastIndex(where: { $0 == "_vendor" || $0 == "_vendored_packages" }), vendored > 0 {
            return String(parts[vendored - 1])
        }
        let modules = parts.indices.filter { parts[$0] == "node_modules" }
        guard modules.count > 1, let last = modules.last else { return nil }
        let name = parts[modules[modules.count - 2] + 1..<last].prefix { $0 != "lib" && $0 != "dist" }
        return name.isEmpty ? nil : name.joined(separator: "/")
    }

    /// Whether a file describes one package, as an installation's metadata does, rather than several.
    static func isOfOnePackage(_ path: String) -> Bool {
        let file = UpgradePlace(path: path).file
        return ["package.json", "METADATA", "PKG-INFO", "DESCRIPTION", "version.php"].contains(file)
            || file.hasSuffix(".gemspec") || file.hasSuffix(".egg-info") || file.hasSuffix(".app")
    }

    /// Whether the file is a bill of materials, which describes programs that lie elsewhere.
    var isBill: Bool {
        let words = ["cyclonedx", ".cdx.", ".spdx", "sbom", ".syft."]
        return words.contains { file.lowercased().contains($0) }
    }

    /// Whether the file is a program or an archive, which is built anew, rather than a list that is edited.
    var isBuilt: Bool {
        let lists = [".json", ".lock", ".toml", ".txt", ".xml", ".mod", ".sum", ".yaml", ".yml", ".spdx", ".lockfile"]
        return !isBill && !lists.contains { file.hasSuffix($0) } || file.hasSuffix(".deps.json")
    }
}
