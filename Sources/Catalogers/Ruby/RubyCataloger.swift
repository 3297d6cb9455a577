package import Inventory
package import Layers

/// Finds Ruby gems: installed ones by their specifications, also those that come with Ruby, and those that lock files name.
package struct RubyCataloger: Cataloger {
    package let id = "ruby"
    package let version = 2
    package let patterns: [FilePattern] = [.suffix(".gemspec"), .name("Gemfile.lock"), .name("gems.locked")]
    package let wishes: Set<String> = ["lock"]

    package init() {}

    package func wants(_ entry: LayerEntry) -> Bool {
        entry.name.hasSuffix(".gemspec") || !InstalledFolder.holds(entry.path)
    }

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        guard entry.name.hasSuffix(".gemspec") else {
            let lock = try GemLock(bytes)
            return lock.contents.evidence(of: id, path: entry.path, kind: "lock", attributes: lock.attributes)
        }
        let specification = GemSpecification(bytes)
        // A specification in a source folder may compute its version, which nobody but Ruby can do.
        guard !specification.name.isEmpty, specification.version.utf8.first.map({ $0 >= 0x30 && $0 <= 0x39 }) == true
        else { return nil }
        var record = RubyGem.record(
            name: specification.name, version: specification.version, platform: specification.platform)
        record.licences = specification.licences
        record.dependencies = specification.dependencies
        record.attributes = specification.attributes
        if entry.directory.hasSuffix("specifications/default") { record.attributes["default"] = "true" }
        return Evidence(cataloger: id, path: entry.path, kind: "specification", records: [record])
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.packages(by: id, url: RubyGem.url)
    }
}
