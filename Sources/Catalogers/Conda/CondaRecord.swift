internal import Inventory
internal import JSON

/// Reads `conda-meta/NAME-VERSION-BUILD.json`, which conda writes for each package that it installs (conda documentation,
/// "Prefix records").
///
/// | member | kept as |
/// |---|---|
/// | `name`, `version`, `license` | name, version, licence |
/// | `build`, `subdir`, `channel`, `fn` | qualifiers of the package URL |
/// | `url`, `md5`, `sha256` | attributes |
/// | `depends`: `python >=3.8` | names of dependencies |
/// | `files`; `paths_data.paths`: `_path`, `sha256` | files |
struct CondaRecord {
    private(set) var record = PackageRecord(type: .conda, name: "", version: "")
    private var files: [String] = []
    private var hasPaths = false

    /// - Parameter prefix: the folder that the environment lies in.
    init(_ bytes: Span<UInt8>, prefix: Substring) throws(JSONError) {
        var reader = JSONReader(bytes)
        guard try reader.peek() == .object else { return }
        try reader.beginObject()
        while let member = try reader.nextName() {
            switch member {
            case "name": record.name = try reader.stringIfPresent() ?? ""
            case "version": record.version = try reader.stringIfPresent() ?? ""
            case "license":
                if let licence = try reader.stringIfPresent(), !licence.isEmpty { record.licences = [licence] }
            case "build", "subdir", "url", "md5", "sha256", "channel", "fn":
                record.attributes[member] = try reader.stringIfPresent()
            case "depends":
                record.dependencies = try reader.strings().map { String($0.prefix { $0 != " " }) }
            case "files": files = try reader.strings()
            case "paths_data": try readPaths(&reader, below: prefix)
            default: try reader.skip()
            }
        }
        record.attributes["channel"] = Self.channel(record.attributes)
        guard !hasPaths else { return }
        for file in files { record.files.append(Self.path(file, below: prefix)) }
    }

    private mutating func readPaths(_ reader: inout JSONReader, below prefix: Substring) throws(JSONError) {
        guard try reader.peek() == .object else { return try reader.skip() }
        try reader.beginObject()
        while let member = try reader.nextName() {
            guard member == "paths", try reader.peek() == .array else {
                try reader.skip()
                continue
            }
            try reader.beginArray()
            while try reader.nextElement() { try readPath(&reader, below: prefix) }
        }
    }

    private mutating func readPath(_ reader: inout JSONReader, below prefix: Substring) throws(JSONError) {
        guard try reader.peek() == .object else { return try reader.skip() }
        var path = ""
        var digest = ""
        try reader.beginObject()
        while let member = try reader.nextName() {
            switch member {
            case "_path": path = try reader.stringIfPresent() ?? ""
            // What installation changed in the file has a digest of its own.
            case "sha256": if digest.isEmpty { digest = try reader.stringIfPresent() ?? "" } else { try reader.skip() }
            case "sha256_in_prefix": digest = try reader.stringIfPresent() ?? digest
            default: try reader.skip()
            }
        }
        guard !path.isEmpty else { return }
        hasPaths = true
        record.files.append(Self.path(path, below: prefix), digest: digest.isEmpty ? "" : "sha256:\(digest)")
    }

    private static func path(_ path: String, below prefix: Substring) -> String {
        prefix.isEmpty ? path : "\(prefix)/\(path)"
    }

    /// The channel's name, of an address such as `https://repo.anaconda.com/pkgs/main/linux-64` the part that names it.
    private static func channel(_ attributes: Attributes) -> String? {
        guard let text = attributes["channel"], text.contains("/") else { return attributes["channel"] }
        var parts = text.split(separator: "/")
        if let last = parts.last, last == attributes["subdir"]?[...] || last == "noarch" { parts.removeLast() }
        return parts.last.map(String.init)
    }
}
