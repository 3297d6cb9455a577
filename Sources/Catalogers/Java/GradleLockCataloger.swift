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
    package let version = 2
    package let patterns: [FilePattern] = [.suffix(".lockfile")]
    package let wishes: Set<String> = ["lock"]

    package init() {}

    package func wants(_ entry: LayerEntry) -> Bool {
        entry.name.contains("gradle") || entry.directory.hasSuffix("dependency-locks")
    }

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        var contents = LockContents()
        var hasConfigurations = false
        var hasEnd = false
        var lines = Lines(bytes)
        while !contents.isFull, let line = lines.next() {
            let text = line.trimmed
            guard text.count > 0, text[0] != UInt8(ascii: "#") else { continue }
            let equals = text.index(of: UInt8(ascii: "=")) ?? text.count
            hasConfigurations = hasConfigurations || equals < text.count
            let parts = text.extracting(0..<equals).text.split(separator: ":", omittingEmptySubsequences: false)
            if parts == ["empty"] {
                hasEnd = true
                continue
            }
            guard parts.count == 3, parts.allSatisfy({ !$0.isEmpty }) else {
                contents.refuse("the line \"\(text.extracting(0..<min(80, text.count)).text)\"")
                continue
            }
            let found = MavenCoordinates(
                group: String(parts[0]), artifact: String(parts[1]), version: String(parts[2]))
            var record = found.record
            if equals < text.count {
                record.attributes["configurations"] = text.extracting((equals + 1)..<text.count).text
            }
            contents.records.append(record)
        }
        // The configurations without packages stand at the end, also where there are none; older files have no configurations.
        let isOld = entry.directory.hasSuffix("dependency-locks") && !hasConfigurations
        if !hasEnd && !isOld && !contents.isFull { contents.noteCut("\"empty=\" is missing") }
        return contents.evidence(of: id, path: entry.path, kind: "lock")
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.packages(by: id, url: MavenCoordinates.url)
    }
}
