internal import Inventory
internal import JSON

/// Reads `package.json` (npm documentation, "package.json").
///
/// | member | forms | kept as |
/// |---|---|---|
/// | `name`, `version` | text | name and version |
/// | `license`, `licenses` | text; `{type}` or `{name}`; an array of these | licences |
/// | `author` | text; `{name, email}` | attribute `author` |
/// | `homepage`, `description` | text | attributes |
/// | `repository` | text; `{url}` | attribute `repository` |
/// | `dependencies`, `optionalDependencies` | object | names of dependencies |
/// | `bundleDependencies`, `bundledDependencies` | array of names; `true` | whether packages come inside this one |
/// | `engines` | object; with `vscode`, and a `publisher`, an extension of Visual Studio Code | whether it is another registry's |
/// | `unity` | text, the version of Unity (Unity manual, "Package manifest file") | the same |
/// | `private` | truth value | whether it is never published |
/// | `_resolved`, `_integrity` | text, of older npm | attributes `url`, `integrity` |
struct PackageManifest {
    private(set) var name = ""
    private(set) var version = ""
    private(set) var isPrivate = false
    private(set) var bundles = false
    /// Whether it describes an extension of Visual Studio Code or a package of Unity, which are in registries of their own.
    var isForeign: Bool { isOfUnity || needsCode && hasPublisher }
    private var (isOfUnity, needsCode, hasPublisher) = (false, false, false)
    private(set) var licences: [String] = []
    private(set) var dependencies: [String] = []
    private(set) var attributes = Attributes()

    private var seen: Set<String> = []

    /// Longer ones are texts, not names.
    private static let textLimit = 512

    init(_ bytes: Span<UInt8>) throws(JSONError) {
        var reader = JSONReader(bytes)
        guard try reader.peek() == .object else { return }
        try reader.beginObject()
        while let member = try reader.nextName() {
            switch member {
            case "name": name = try reader.stringIfPresent() ?? ""
            case "version": version = NpmName.version(try reader.stringIfPresent() ?? "")
            case "private": isPrivate = try reader.flag()
            case "license", "licenses": add(licences: try reader.value())
            case "author": keep("author", Self.person(try reader.value()))
            case "homepage", "description": keep(member, try reader.stringIfPresent())
            case "repository":
                let value = try reader.value()
                keep("repository", value.string ?? value["url"]?.string)
            case "unity":
                let version = try reader.stringIfPresent()
                if version?.utf8.first.map({ $0 >= 0x30 && $0 <= 0x39 }) == true { isOfUnity = true }
            case "engines":
                let engines = try reader.value()
                if engines["vscode"]?.string != nil { needsCode = true }
            case "publisher":
                let publisher = try reader.stringIfPresent()
                if publisher?.isEmpty == false { hasPublisher = true }
            case "_resolved": keep("url", try reader.stringIfPresent())
            case "_integrity": keep("integrity", try reader.stringIfPresent())
            case "dependencies", "optionalDependencies":
                for name in try reader.names() where seen.insert(name).inserted { dependencies.append(name) }
            case "bundleDependencies", "bundledDependencies":
                if try reader.peek() == .array {
                    bundles = try !reader.strings().isEmpty
                } else {
                    bundles = try reader.flag()
                }
            default: try reader.skip()
            }
        }
    }

    /// The package that the file describes.
    var record: PackageRecord {
        var record = PackageRecord(type: .npm, name: name, version: version)
        record.licences = licences
        record.dependencies = dependencies
        record.attributes = attributes
        if isPrivate { record.attributes["private"] = "true" }
        if bundles { record.attributes["bundles"] = "true" }
        return record
    }

    private mutating func keep(_ key: String, _ text: String?) {
        guard let text, !text.isEmpty, text.utf8.count <= Self.textLimit else { return }
        attributes[key] = text
    }

    private mutating func add(licences value: JSONValue) {
        for item in value.array ?? [value] {
            let text = item.string ?? item["type"]?.string ?? item["name"]?.string ?? item["url"]?.string ?? ""
            guard !text.isEmpty, text.utf8.count <= Self.textLimit, !licences.contains(text) else { continue }
            if licences.count < 64 { licences.append(text) }
        }
    }

    private static func person(_ value: JSONValue) -> String? {
        if let text = value.string { return text }
        guard let name = value["name"]?.string else { return nil }
        return value["email"]?.string.map { "\(name) <\($0)>" } ?? name
    }
}

extension JSONReader {
    /// A truth value; any other value is false.
    @_lifetime(self: copy self)
    fileprivate mutating func flag() throws(JSONError) -> Bool {
        if try peek() == .bool { return try bool() }
        try skip()
        return false
    }

    /// The names of an object's members, as many as a package may plausibly have.
    @_lifetime(self: copy self)
    fileprivate mutating func names() throws(JSONError) -> [String] {
        guard try peek() == .object else {
            try skip()
            return []
        }
        var names: [String] = []
        try beginObject()
        while let name = try nextName() {
            try skip()
            if names.count < 1000 { names.append(name) }
        }
        return names
    }
}
