package import Inventory
internal import JSON
package import Layers

/// Finds Composer's packages, installed ones and those that lock files name.
package struct ComposerCataloger: Cataloger {
    package let id = "composer"
    package let version = 1
    package let patterns: [FilePattern] = [.name("composer.lock"), .name("installed.json")]

    package init() {}

    /// A lock file in `vendor/VENDOR/NAME` is the one that the package's authors work with.
    package func wants(_ entry: LayerEntry) -> Bool {
        guard entry.name == "composer.lock" else { return true }
        let parts = entry.directory.split(separator: "/")
        return parts.count < 3 || parts[parts.count - 3] != "vendor"
    }

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        let isLock = entry.name == "composer.lock"
        let records = ComposerPackages.records(
            try JSONValue(bytes, of: isLock ? "the lock file" : "the list of packages"))
        guard !records.isEmpty else { return nil }
        return Evidence(
            cataloger: id, path: entry.path, kind: isLock ? "lock" : "installed", records: records)
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.packages(by: id, url: ComposerPackages.url)
    }
}
