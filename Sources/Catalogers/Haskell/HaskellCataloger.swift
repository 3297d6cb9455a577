internal import Bytes
package import Inventory
package import Layers
internal import YAML

/// Finds the Haskell packages that Stack's and Cabal's files pin.
///
/// | file | form of a package |
/// |---|---|
/// | `stack.yaml.lock` | `packages`, `completed`: `hackage: name-1.0@sha256:…,1234`, or `name` and `version` with `git` and `commit` |
/// | `stack.yaml` | `extra-deps`: `name-1.0`, `name-1.0@sha256:…`, `name-1.0@rev:1` |
/// | `cabal.project.freeze` | `constraints:` and lines below: `any.name ==1.0,`, `name +flag` |
///
/// Sources: the Stack documentation, "Lock files"; the Cabal user guide, "cabal.project reference".
package struct HaskellCataloger: Cataloger {
    package let id = "haskell"
    package let version = 2
    package let patterns: [FilePattern] = [
        .name("stack.yaml.lock"), .name("stack.yaml"), .name("cabal.project.freeze"),
    ]
    package let wishes: Set<String> = ["stack.yaml.lock", "stack.yaml", "cabal.project.freeze"]

    package init() {}

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        let contents: LockContents
        switch entry.name {
        case "stack.yaml.lock": contents = try Self.lock(bytes)
        case "stack.yaml": contents = try Self.project(YAMLNode(bytes, of: "the project's file"))
        default: contents = try Self.freeze(bytes)
        }
        return contents.evidence(of: id, path: entry.path, kind: String(entry.name))
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.packages(by: id) { record in
            PackageURL(
                type: .hackage, name: record.name, version: record.version,
                qualifiers: [SourceRepository.qualifier(of: record)])
        }
    }

    private static func lock(_ bytes: Span<UInt8>) throws(CatalogerError) -> LockContents {
        let document = try YAMLNode(bytes, of: "the lock file")
        try document.expect(.object)
        var contents = LockContents()
        for item in try document.member("packages", .list).items where !contents.isFull {
            let completed = item["completed"]
            if let text = completed?["hackage"]?.text ?? item["original"]?["hackage"]?.text,
                let record = package(text)
            {
                contents.records.append(record)
            } else if let name = completed?["name"]?.text, let version = completed?["version"]?.text, !name.isEmpty {
                var record = PackageRecord(type: .hackage, name: name, version: version)
                record.attributes["url"] = completed?["git"]?.text ?? completed?["url"]?.text
                record.attributes["commit"] = completed?["commit"]?.text
                contents.records.append(record)
            } else {
                contents.refuse("an element of \"packages\"")
            }
        }
        // They stand behind the packages, also where there are none.
        if document["snapshots"] == nil { contents.noteCut("\"snapshots\" is missing") }
        contents.noteCutValue(document)
        return contents
    }

    private static func project(_ document: YAMLNode) throws(CatalogerError) -> LockContents {
        let file = "the project's file"
        // People write it, and may have taken everything out of it.
        guard document.form != .nothing else { return LockContents() }
        try document.expect(.object, file)
        var contents = LockContents()
        for item in try document.member(ifPresent: "extra-deps", .list, of: file)?.items ?? [] where !contents.isFull {
            if let record = item.text.flatMap(package) { contents.records.append(record) }
        }
        return contents
    }

    /// `name-1.0@sha256:…`; the version begins after the last hyphen.
    private static func package(_ text: String) -> PackageRecord? {
        let pinned = text.prefix { $0 != "@" }
        guard let hyphen = pinned.lastIndex(of: "-") else { return nil }
        let name = pinned[..<hyphen]
        let version = pinned[pinned.index(after: hyphen)...]
        guard !name.isEmpty, isVersion(version) else { return nil }
        var record = PackageRecord(type: .hackage, name: String(name), version: String(version))
        if let mark = text.firstRange(of: "@sha256:") {
            record.attributes["sha256"] = String(text[mark.upperBound...].prefix { $0 != "," })
        }
        return record
    }

    private static func freeze(_ bytes: Span<UInt8>) throws(CatalogerError) -> LockContents {
        var contents = LockContents()
        var hasConstraints = false
        var endsWithComma = false
        var lines = Lines(bytes)
        while !contents.isFull, let line = lines.next() {
            let isFirst = line.trimmed.hasPrefix("constraints:")
            hasConstraints = hasConstraints || isFirst
            if isFirst || (line.count > 0 && line[0] == 0x20) {
                endsWithComma = line.trimmed.count > 0 && line.trimmed[line.trimmed.count - 1] == UInt8(ascii: ",")
            }
            guard let mark = line.index(of: Array("==".utf8)) else { continue }
            var name = line.extracting(0..<mark).trimmed.text[...]
            if isFirst { name = name.dropFirst("constraints:".count).drop { $0 == " " } }
            if name.hasPrefix("any.") { name = name.dropFirst(4) }
            let version = line.extracting((mark + 2)..<line.count).trimmed.text.prefix { $0 != "," && $0 != " " }
            guard !name.isEmpty, !name.contains(" "), isVersion(version) else { continue }
            contents.records.append(PackageRecord(type: .hackage, name: String(name), version: String(version)))
        }
        guard hasConstraints else {
            throw CatalogerError(.malformed, "the lock file has no \"constraints:\"; it may be cut, or something else")
        }
        if endsWithComma { contents.noteCut("its last constraint ends in a comma") }
        return contents
    }

    private static func isVersion(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2e }
    }
}
