internal import Bytes
package import Inventory
package import Layers

/// Finds WordPress and its plugins.
///
/// | file | line | kept as |
/// |---|---|---|
/// | `wp-includes/version.php` | `$wp_version = '6.4.1';` | WordPress's version |
/// | `wp-content/plugins/SLUG/*.php`, `wp-content/plugins/SLUG.php`, the same below `mu-plugins` | `Plugin Name: …` and `Version: …` in the first 8 KiB | a plugin by its slug |
///
/// Source: the WordPress Plugin Handbook, "Header Requirements".
package struct WordPressCataloger: Cataloger {
    package let id = "wordpress"
    package let version = 2
    package let patterns: [FilePattern] = [.suffix(".php")]

    /// WordPress looks for a plugin's header in so many bytes.
    private static let headerLength = 8 << 10

    package init() {}

    package func wants(_ entry: LayerEntry) -> Bool { isCore(entry) || slug(of: entry) != nil }

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        let header = bytes.extracting(0..<min(bytes.count, Self.headerLength))
        guard let record = isCore(entry) ? core(header) : slug(of: entry).flatMap({ plugin($0, header) }) else {
            return nil
        }
        return Evidence(
            cataloger: id, path: entry.path, kind: isCore(entry) ? "core" : "plugin", records: [record])
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.packages(by: id) { record in
            PackageURL(type: record.type, name: record.name, version: record.version)
        }
    }

    private func isCore(_ entry: LayerEntry) -> Bool {
        entry.path == "wp-includes/version.php" || entry.path.hasSuffix("/wp-includes/version.php")
    }

    /// The name that WordPress has for the plugin that a file may be the main file of.
    private func slug(of entry: LayerEntry) -> String? {
        let parts = entry.path.split(separator: "/").suffix(4).map(String.init)
        func isPlugins(_ place: Int) -> Bool {
            place >= 1 && parts[place - 1] == "wp-content"
                && (parts[place] == "plugins" || parts[place] == "mu-plugins")
        }
        if isPlugins(parts.count - 3) { return parts[parts.count - 2] }
        return isPlugins(parts.count - 2) ? String(entry.name.dropLast(4)) : nil
    }

    private func core(_ header: Span<UInt8>) -> PackageRecord? {
        let code = PHPCode.withoutComments(header)
        var lines = Lines(code.span)
        while let line = lines.next() {
            guard line.trimmed.hasPrefix("$wp_version") else { continue }
            let parts = line.text.split(omittingEmptySubsequences: false) { $0 == "'" || $0 == "\"" }
            guard parts.count >= 3, !parts[1].isEmpty else { return nil }
            return PackageRecord(type: .wordpress, name: "wordpress", version: String(parts[1]))
        }
        return nil
    }

    private func plugin(_ slug: String, _ header: Span<UInt8>) -> PackageRecord? {
        var fields: [String: String] = [:]
        var lines = Lines(header)
        while let line = lines.next() {
            guard let colon = line.index(of: UInt8(ascii: ":")), colon <= 80 else { continue }
            var name = line.extracting(0..<colon).text.lowercased()[...]
            if name.hasPrefix("<?php") { name = name.dropFirst(5) }
            let key = String(name.drop { " \t/*#@".contains($0) })
            var value = line.extracting((colon + 1)..<line.count).trimmed.text
            if value.hasSuffix("*/") { value = String(value.dropLast(2)) }
            value = value.utf8.span.trimmed.text
            if fields[key] == nil, !value.isEmpty { fields[key] = value }
        }
        guard let title = fields["plugin name"], let version = fields["version"] else { return nil }
        var record = PackageRecord(type: .wordpressPlugin, name: slug, version: version)
        record.attributes["title"] = title
        record.attributes["author"] = fields["author"]
        record.attributes["homepage"] = fields["plugin uri"]
        if let licence = fields["license"] { record.licences = [licence] }
        return record
    }
}
