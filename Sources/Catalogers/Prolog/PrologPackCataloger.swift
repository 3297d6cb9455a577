internal import Bytes
package import Inventory
package import Layers

/// Finds SWI-Prolog's packs by their `pack.pl` (the SWI-Prolog manual, "Creating and sharing packs").
///
/// | term | kept as |
/// |---|---|
/// | `name(NAME).`, `version('1.2.3').` | name and version |
/// | `title('…').`, `home('…').`, `download('…').` | attributes |
/// | `author('NAME', 'ADDRESS').` | attribute `author` |
/// | `requires(NAME).` | name of a dependency |
package struct PrologPackCataloger: Cataloger {
    package let id = "prolog-pack"
    package let version = 1
    package let patterns: [FilePattern] = [.name("pack.pl")]

    package init() {}

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        var terms: [String: [[String]]] = [:]
        var lines = Lines(bytes)
        while let line = lines.next(), terms.count < 100 {
            guard let (name, arguments) = Self.term(line.trimmed) else { continue }
            if terms[name, default: []].count < 1000 { terms[name, default: []].append(arguments) }
        }
        guard let name = terms["name"]?.first?.first, !name.isEmpty, let version = terms["version"]?.first?.first else {
            return nil
        }
        var record = PackageRecord(type: .swiplpack, name: name, version: version)
        record.attributes["summary"] = terms["title"]?.first?.first
        record.attributes["homepage"] = terms["home"]?.first?.first
        record.attributes["url"] = terms["download"]?.first?.first
        if let author = terms["author"]?.first {
            record.attributes["author"] = author.count > 1 ? "\(author[0]) <\(author[1])>" : author.first
        }
        record.dependencies = (terms["requires"] ?? []).compactMap(\.first)
        return Evidence(cataloger: id, path: entry.path, kind: "pack", records: [record])
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.packages(by: id) { PackageURL(type: .swiplpack, name: $0.name, version: $0.version) }
    }

    /// `name(ARGUMENT, …).` on one line, as packs are written; an argument is a quoted text or a word.
    private static func term(_ line: Span<UInt8>) -> (name: String, arguments: [String])? {
        guard let open = line.index(of: UInt8(ascii: "(")), open > 0 else { return nil }
        let name = line.extracting(0..<open).trimmed.text
        guard name.utf8.allSatisfy({ (0x61...0x7a).contains($0) || $0 == 0x5f }) else { return nil }
        var arguments: [String] = []
        var offset = open + 1
        while offset < line.count {
            switch line[offset] {
            case UInt8(ascii: ")"): return (name, arguments)
            case UInt8(ascii: "'"), UInt8(ascii: "\""):
                guard let text = line.quotedText(at: &offset) else { return nil }
                arguments.append(text)
            case UInt8(ascii: ","), 0x20, 0x09: offset += 1
            default:
                let start = offset
                while offset < line.count, ![UInt8(ascii: ","), UInt8(ascii: ")")].contains(line[offset]) {
                    offset += 1
                }
                arguments.append(line.extracting(start..<offset).trimmed.text)
            }
        }
        return nil
    }
}
