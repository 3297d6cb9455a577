internal import Bytes
internal import Inventory
internal import YAML

/// Reads `yarn.lock`.
///
/// Version 1 is a format of its own:
///
/// | line | meaning |
/// |---|---|
/// | `"a@^1.0.0", a@~1.1:` | a package, by all that asks for it |
/// | two spaces, `version "1.1.2"`, `resolved "https://…#sha1"`, `integrity sha512-…` | what was chosen |
/// | two spaces, `dependencies:`, `optionalDependencies:` | lists of names follow |
/// | four spaces, `b "^2.0.0"` | a name and what is asked of it |
///
/// Later versions (berry) are YAML: a mapping by all that asks, each with `version`, `resolution` (`a@npm:1.1.2`), `checksum` and
/// `dependencies`; the project's own packages have the link type `soft`.
enum YarnLock {
    static func records(_ bytes: Span<UInt8>) throws(CatalogerError) -> [PackageRecord] {
        guard bytes.index(of: Array("__metadata:".utf8)) != nil else { return classic(bytes) }
        return berry(try YAMLNode(bytes, of: "the lock file"))
    }

    private static func classic(_ bytes: Span<UInt8>) -> [PackageRecord] {
        var records: [PackageRecord] = []
        var open: PackageRecord?
        var isInList = false
        func close() {
            if let record = open, !record.version.isEmpty { records.append(record) }
            open = nil
        }
        var lines = Lines(bytes)
        while records.count <= Evidence.recordLimit, let line = lines.next() {
            let text = line.trimmed
            guard text.count > 0, text[0] != UInt8(ascii: "#") else { continue }
            var indent = 0
            while indent < line.count && line[indent] == 0x20 { indent += 1 }
            switch indent {
            case 0:
                close()
                isInList = false
                open = record(ofKey: text)
            case ..<4:
                let words = words(text)
                isInList = words.first.map { $0 == "dependencies:" || $0 == "optionalDependencies:" } ?? false
                guard words.count >= 2, open != nil else { continue }
                switch words[0] {
                case "version": open?.version = NpmName.version(words[1])
                case "integrity": open?.attributes["integrity"] = words[1]
                case "resolved":
                    let origin = NpmOrigin(name: "", words[1])
                    open?.attributes["url"] = origin.url
                    if !origin.commit.isEmpty { open?.attributes["commit"] = origin.commit }
                default: continue
                }
            default:
                if isInList, let name = words(text).first { open?.dependencies.append(name) }
            }
        }
        close()
        return records
    }

    /// The package that a key names; an alias names another than it is called by.
    private static func record(ofKey key: Span<UInt8>) -> PackageRecord? {
        var first = key.text.prefix { $0 != "," }
        if first.hasSuffix(":") { first = first.dropLast() }
        let specifier = first.filter { $0 != "\"" }
        guard let at = specifier.dropFirst().firstIndex(of: "@") else { return nil }
        let name = String(specifier[..<at])
        let range = specifier[specifier.index(after: at)...]
        guard range.hasPrefix("npm:") else { return PackageRecord(type: .npm, name: name, version: "") }
        let target = range.dropFirst(4)
        let end = target.dropFirst().firstIndex(of: "@") ?? target.endIndex
        var record = PackageRecord(type: .npm, name: String(target[..<end]), version: "")
        if record.name != name { record.attributes["alias"] = name }
        return record.name.isEmpty ? nil : record
    }

    /// The first words of a line, without their quotes.
    private static func words(_ line: Span<UInt8>) -> [String] {
        line.text.split(separator: " ", maxSplits: 2).prefix(2).map { word in word.filter { $0 != "\"" } }
    }

    /// The other name in a key, `"called@npm:actual@^2.0.0, actual@npm:^2.0.0"`.
    private static func alias(inKey key: String, of name: String) -> String? {
        for part in key.split(separator: ",") {
            let asked = part.drop { $0 == " " }
            guard let at = asked.dropFirst().firstIndex(of: "@"), asked[..<at] != name[...] else { continue }
            return String(asked[..<at])
        }
        return nil
    }

    private static func berry(_ document: YAMLNode) -> [PackageRecord] {
        var records: [PackageRecord] = []
        for member in document.members where member.key != "__metadata" {
            let entry = member.value
            guard records.count <= Evidence.recordLimit, entry["linkType"]?.text != "soft",
                let origin = NpmOrigin(entry["resolution"]?.text ?? String(member.key.prefix { $0 != "," })),
                !origin.isLocal, !origin.name.isEmpty
            else { continue }
            var record = origin.record
            if let version = entry["version"]?.text { record.version = NpmName.version(version) }
            guard !record.version.isEmpty else { continue }
            record.dependencies = entry["dependencies"]?.keys ?? []
            record.attributes["alias"] = alias(inKey: member.key, of: record.name)
            record.attributes["checksum"] = entry["checksum"]?.text
            records.append(record)
        }
        return records
    }
}
