internal import Inventory
internal import Layers

/// Where dpkg keeps what, and what a path says by itself.
enum DpkgPaths {
    static let status = "var/lib/dpkg/status"
    static let statusFolder = "var/lib/dpkg/status.d"
    static let infoFolder = "var/lib/dpkg/info"
    private static let documentation = "usr/share/doc"

    /// The kinds of file, as `Evidence.kind` has them.
    enum Kind: String { case status, paragraph, list, md5sums, copyright }

    static func kind(of entry: LayerEntry) -> Kind? {
        let directory = entry.directory
        if entry.path == status { return .status }
        if directory == statusFolder { return entry.name.hasSuffix(".md5sums") ? .md5sums : .paragraph }
        if directory == infoFolder {
            if entry.name.hasSuffix(".list") { return .list }
            return entry.name.hasSuffix(".md5sums") ? .md5sums : nil
        }
        guard entry.name == "copyright", let slash = directory.utf8.lastIndex(of: 0x2f) else { return nil }
        return directory[..<slash] == documentation ? .copyright : nil
    }

    /// The package that a file beside the database speaks of: `libc6:amd64.list`, `doc/libc6/copyright`.
    static func owner(of entry: LayerEntry, files: FileList) -> PackageRecord {
        let stem =
            entry.name == "copyright"
            ? entry.directory.split(separator: "/").last ?? "" : entry.name[..<(lastDot(of: entry.name))]
        let parts = stem.split(separator: ":", maxSplits: 1)
        var record = PackageRecord(type: .deb, name: parts.first.map(String.init) ?? "", version: "")
        record.architecture = parts.count > 1 ? String(parts[1]) : ""
        record.files = files
        return record
    }

    /// A file of the info folder without its ending, as a key for joining.
    static func infoKey(_ name: String, _ architecture: String = "") -> String {
        architecture.isEmpty ? "\(infoFolder)/\(name)" : "\(infoFolder)/\(name):\(architecture)"
    }

    /// A path without the ending of its name.
    static func key(of path: String) -> String { String(path[..<lastDot(of: path[...])]) }

    private static func lastDot(of name: Substring) -> String.Index { name.utf8.lastIndex(of: 0x2e) ?? name.endIndex }
}
