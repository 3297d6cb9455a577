internal import Bytes
package import Inventory
package import Layers

/// The packages of Gentoo and what descends from it: the folders `var/db/pkg/CATEGORY/NAME-VERSION` (PMS, "Version specifications").
///
/// | file | says |
/// |---|---|
/// | `PF` | the folder's own name; a package without files has an empty `CONTENTS` |
/// | `CONTENTS` | files: `obj PATH MD5 TIME`, `sym PATH -> TARGET TIME`, `dir PATH` |
/// | `LICENSE` | an expression of licences |
/// | `repository` | where the package comes from |
package struct PortageCataloger: Cataloger {
    package let id = "portage"
    package let version = 1
    package let patterns: [FilePattern] = [
        .name("PF"), .name("CONTENTS"), .name("LICENSE"), .name("repository"),
    ]

    private static let folder = "var/db/pkg/"
    /// The files that say that the package is there.
    private static let naming: Set<String> = ["PF", "CONTENTS"]

    package init() {}

    package func wants(_ entry: LayerEntry) -> Bool {
        entry.path.hasPrefix(Self.folder) && entry.path.utf8.count { $0 == UInt8(ascii: "/") } == 5
    }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        var evidence = Evidence(cataloger: id, path: entry.path, kind: String(entry.name))
        guard bytes.count > 0 else { return nil }
        guard Self.naming.contains(evidence.kind) else {
            evidence.attributes["text"] = String(bytes.trimmed.text.prefix(1_000))
            return evidence
        }
        guard var record = Self.record(entry.directory) else { return nil }
        if evidence.kind == "CONTENTS" { record.files = files(bytes) }
        evidence.records = [record]
        return evidence
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        var texts: [Substring: [String: String]] = [:]
        for piece in evidence.visible where !Self.naming.contains(piece.evidence.kind) {
            let folder = LayerEntry(path: piece.evidence.path).directory
            texts[folder, default: [:]][piece.evidence.kind] = piece.evidence.attributes["text"]
        }
        return evidence.packages(by: id, where: { Self.naming.contains($0.kind) }) { record in
            let parts = record.name.split(separator: "/").map(String.init)
            return PackageURL(
                type: .ebuild, namespace: parts.first ?? "", name: parts.last ?? "", version: record.version,
                qualifiers: [("distro", distribution?.qualifier ?? "")])
        }.map { package in
            var package = package
            for location in package.locations {
                let said = texts[LayerEntry(path: location).directory] ?? [:]
                if let licence = said["LICENSE"], !licence.isEmpty, package.licences.isEmpty {
                    package.licences = Self.licences(licence)
                }
                package.attributes["repository"] = said["repository"]
            }
            return package
        }
    }

    /// Category, name and version of a folder; the version is the last part that begins with a digit, with a revision behind it.
    private static func record(_ folder: Substring) -> PackageRecord? {
        let parts = folder.split(separator: "/")
        guard parts.count == 5 else { return nil }
        var words = parts[4].split(separator: "-", omittingEmptySubsequences: false)
        var version = ""
        if let last = words.last, last.first == "r", last.utf8.count > 1,
            last.utf8.dropFirst().allSatisfy({ $0 >= 0x30 && $0 <= 0x39 })
        {
            version = "-\(last)"
            words.removeLast()
        }
        guard words.count >= 2, let number = words.popLast(),
            number.utf8.first.map({ $0 >= 0x30 && $0 <= 0x39 }) == true
        else { return nil }
        return PackageRecord(
            type: .ebuild, name: "\(parts[3])/\(words.joined(separator: "-"))", version: number + version)
    }

    /// The names in an expression such as `|| ( GPL-2 LGPL-3 ) ssl? ( openssl )`.
    private static func licences(_ text: String) -> [String] {
        var names: [String] = []
        for word in text.split(whereSeparator: \.isWhitespace) {
            guard !["||", "(", ")"].contains(word), !word.hasSuffix("?"), !names.contains(String(word)) else {
                continue
            }
            names.append(String(word))
        }
        return names
    }

    private func files(_ bytes: Span<UInt8>) -> FileList {
        var files = FileList()
        files.reserveCapacity(bytes: bytes.count)
        var lines = Lines(bytes)
        while let line = lines.next() {
            let end: Int?
            var digest = ""
            if line.hasPrefix("obj ") {
                // Names may have spaces, so the two last words are cut off.
                end = Self.lastSpace(line, before: Self.lastSpace(line, before: line.count) ?? 0)
                if let end, line.count > end + 33 { digest = "md5:\(line.extracting((end + 1)..<(end + 33)).text)" }
            } else if line.hasPrefix("sym ") {
                end = line.index(of: Array(" -> ".utf8))
            } else {
                continue
            }
            guard let end, end > 4 else { continue }
            files.append(line.extracting(4..<end), digest: digest)
        }
        return files
    }

    private static func lastSpace(_ line: Span<UInt8>, before end: Int) -> Int? {
        var index = min(end, line.count)
        while index > 0 {
            index -= 1
            if line[index] == 0x20 { return index }
        }
        return nil
    }
}
