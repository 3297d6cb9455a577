internal import Bytes
package import Inventory
package import Layers

/// Finds the artefacts that Gradle's lock files pin (Gradle, "Locking Versions").
///
/// | file | a line |
/// |---|---|
/// | `gradle.lockfile`, `buildscript-gradle.lockfile` | `group:artifact:version=configuration,…`; `empty=…` names those without any |
/// | `gradle/dependency-locks/*.lockfile` | `group:artifact:version` |
package struct GradleLockCataloger: Cataloger {
    package let id = "gradle-lock"
    package let version = 1
    package let patterns: [FilePattern] = [.suffix(".lockfile")]

    package init() {}

    package func wants(_ entry: LayerEntry) -> Bool {
        entry.name.contains("gradle") || entry.directory.hasSuffix("dependency-locks")
    }

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        var evidence = Evidence(cataloger: id, path: entry.path, kind: "lock")
        var lines = Lines(bytes)
        while !evidence.isOverfull, let line = lines.next() {
            let text = line.trimmed
            guard text.count > 0, text[0] != UInt8(ascii: "#") else { continue }
            let equals = text.index(of: UInt8(ascii: "=")) ?? text.count
            let parts = text.extracting(0..<equals).text.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else { continue }
            let found = MavenCoordinates(
                group: String(parts[0]), artifact: String(parts[1]), version: String(parts[2]))
            var record = found.record
            if equals < text.count {
                record.attributes["configurations"] = text.extracting((equals + 1)..<text.count).text
            }
            evidence.records.append(record)
        }
        return evidence.records.isEmpty ? nil : evidence
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.packages(by: id, url: MavenCoordinates.url)
    }
}
