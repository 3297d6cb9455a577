internal import Bytes

/// Where an installed distribution's description lies, told from a path alone.
///
/// | path | form |
/// |---|---|
/// | `…/NAME-VERSION.dist-info/METADATA` | wheels (PEP 376, PEP 427) |
/// | `…/NAME-VERSION-pyX.Y.egg-info/PKG-INFO` | setuptools, and source folders in development |
/// | `…/NAME-VERSION-pyX.Y.egg-info` | distutils: the file itself |
/// | `…/NAME-VERSION-pyX.Y.egg/EGG-INFO/PKG-INFO` | unpacked eggs |
struct PythonSite {
    /// What the distribution's files have in common: the folder of its description, or the description where it stands alone.
    let key: String
    /// The folder that paths in `RECORD` start from.
    let root: Substring
    /// The part of the path that holds name and version.
    private let label: Substring

    /// Takes the path of `METADATA`, `PKG-INFO` or a file beside; nothing where the folder is no such folder.
    init?(folderOf path: String) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 2 else { return nil }
        let folder = parts[parts.count - 2].lowercased()
        guard folder.hasSuffix("dist-info") || folder.hasSuffix("egg-info") else { return nil }
        key = String(path[..<parts[parts.count - 2].endIndex])
        root = parts.count >= 3 ? path[..<parts[parts.count - 3].endIndex] : ""
        label = folder == "egg-info" && parts.count >= 3 ? parts[parts.count - 3] : parts[parts.count - 2]
    }

    /// Takes the path of a description that is a single file.
    init(file path: String) {
        key = path
        let slash = path.utf8.lastIndex(of: UInt8(ascii: "/"))
        root = slash.map { path[..<$0] } ?? ""
        label = slash.map { path[path.utf8.index(after: $0)...] } ?? path[...]
    }

    /// Name and version as the path gives them, for descriptions that do not; hyphens in names are written as underscores there.
    var named: (name: String, version: String) {
        var stem = label
        for suffix in [".dist-info", ".egg-info", ".egg"] where stem.lowercased().hasSuffix(suffix) {
            stem = stem.dropLast(suffix.count)
        }
        let parts = stem.split(separator: "-")
        let isVersioned = parts.count > 1 && parts[1].utf8.first.map { $0 >= 0x30 && $0 <= 0x39 } == true
        return (parts.first.map(String.init) ?? "", isVersioned ? String(parts[1]) : "")
    }

    /// A path relative to a folder, from the image's root; `..` never leaves it.
    static func resolve(_ path: Span<UInt8>, from folder: Substring) -> [UInt8] {
        let slash = UInt8(ascii: "/")
        var resolved: [UInt8] = path.count > 0 && path[0] == slash ? [] : Array(folder.utf8)
        var start = 0
        while start < path.count {
            let end = path.index(of: slash, from: start) ?? path.count
            let part = path.extracting(start..<end)
            if part.count == 2 && part.hasPrefix("..") {
                let parent = resolved.lastIndex(of: slash) ?? 0
                resolved.removeSubrange(parent...)
            } else if part.count > 0 && !(part.count == 1 && part[0] == UInt8(ascii: ".")) {
                if !resolved.isEmpty { resolved.append(slash) }
                resolved += part.array
            }
            start = end + 1
        }
        return resolved
    }
}
