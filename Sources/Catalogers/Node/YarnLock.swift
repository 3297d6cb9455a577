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
///
/// What a package needs is in the file too, under some version. A file without anything in it marks a project, and is no broken one.
enum YarnLock {
    static func contents(_ bytes: Span<UInt8>) throws(CatalogerError) -> LockContents {
        let isClassic = bytes.index(of: Array("__metadata:".utf8)) == nil
        var contents = try isClassic ? classic(bytes) : berry(YAMLNode(bytes, of: "the lock file"))
        return contents
    }

    private static func classic(_ bytes: Span<UInt8>) -> LockContents {
        var contents = LockContents()
        var names: Set<String> = []
        var open: PackageRecord?
        var isInList = false
        var isOptional = false
        func close() {
            guard var record = open else { return }
            open = nil
            record.attributes["range"] = nil
            if record.version.isEmpty {
                contents.refuse("\"\(record.name)\" without a version")
            } else {
                contents.records.append(record)
            }
        }
        var lines = Lines(bytes)
        while !contents.isFull, let line = lines.next() {
            let text = line.trimmed
            guard text.count > 0, text[0] != UInt8(ascii: "#") else { continue }
            var indent = 0
            while indent < line.count && line[indent] == 0x20 { indent += 1 }
            switch indent {
            case 0:
                close()
                isInList = false
                open = text[text.count - 1] == UInt8(ascii: ":") ? record(ofKey: text) : nil
                if let name = open.map({ $0.attributes["alias"] ?? $0.name }) {
                    names.insert(name)
                    open?.attributes["range"] = Self.range(ofKey: text)
                } else {
                    contents.refuse("the line \"\(text.extracting(0..<min(80, text.count)).text)\"")
                }
            case ..<4:
                let words = words(text)
                isOptional = words.first == "optionalDependencies:"
                isInList = isOptional || words.first == "dependencies:"
                guard words.count >= 2, open != nil else { continue }
                switch words[0] {
                case "version": open?.version = NpmName.version(words[1])
                case "integrity": open?.attributes["integrity"] = words[1]
                case "resolved":
                    let origin = NpmOrigin(name: "", words[1])
                    open?.attributes["url"] = origin.url
                    if let record = open, let name = origin.archiveName, name != record.name {
                        open?.attributes["alias"] = record.attributes["alias"] ?? record.name
                        open?.name = name
                    }
                    if !origin.commit.isEmpty { open?.attributes["commit"] = origin.commit }
                default: continue
                }
            default:
                guard isInList, let name = words(text).first else { continue }
                open?.dependencies.append(name)
                // What could not be had for the system where the file was written may be left out of it.
                if isOptional { names.insert(name) }
            }
        }
        let isLocal = open?.attributes["range"].map { ["file:", "link:"].contains(where: $0.hasPrefix) } ?? true
        if open?.attributes["url"] == nil && !isLocal || isInList && open?.dependencies.isEmpty == true {
            contents.noteCut("its last entry is not whole")
        }
        close()
        if !contents.isFull { contents.noteMissing(names.contains) }
        return contents
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

    /// What stands behind the name in a key: `^1.0.0`, `file:../b`.
    private static func range(ofKey key: Span<UInt8>) -> String {
        let specifier = key.text.filter { $0 != "\"" }
        guard let at = specifier.dropFirst().firstIndex(of: "@") else { return "" }
        return String(specifier[specifier.index(after: at)...].prefix { $0 != "," })
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

    private static func berry(_ document: YAMLNode) throws(CatalogerError) -> LockContents {
        try document.expect(.object)
        var contents = LockContents()
        contents.noteCutValue(document)
        var asked: Set<String> = []
        for member in document.members where member.key != "__metadata" && !contents.isFull {
            let entry = member.value
            for part in member.key.split(separator: ",") {
                let specifier = part.drop { $0 == " " }
                asked.insert(String(specifier.prefix(1) + specifier.dropFirst().prefix { $0 != "@" }))
            }
            guard entry.form == .object,
                let origin = NpmOrigin(entry["resolution"]?.text ?? String(member.key.prefix { $0 != "," })),
                !origin.name.isEmpty
            else {
                contents.refuse("\"\(member.key)\"")
                continue
            }
            if entry["linkType"]?.text == "soft" || origin.isLocal { continue }
            var record = origin.record
            if let version = entry["version"]?.text { record.version = NpmName.version(version) }
            guard !record.version.isEmpty else {
                contents.refuse("\"\(member.key)\" without a version")
                continue
            }
            record.dependencies = entry["dependencies"]?.keys ?? []
            record.attributes["alias"] = alias(inKey: member.key, of: record.name)
            record.attributes["checksum"] = entry["checksum"]?.text
            contents.records.append(record)
        }
        if !contents.isFull {
            contents.noteMissing(asked.contains)
            // The project itself is one of the entries.
            let isOwn = { (entry: YAMLNode) in
                entry["linkType"]?.text == "soft" || entry["resolution"]?.text?.contains("@workspace:") == true
            }
            if !document.members.contains(where: { isOwn($0.value) }) {
                contents.noteCut("it does not have the project that it is of")
            }
        }
        return contents
    }
}
