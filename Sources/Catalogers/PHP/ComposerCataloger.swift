package import Inventory
internal import JSON
package import Layers

/// Finds Composer's packages, installed ones and those that lock files name.
package struct ComposerCataloger: Cataloger {
    package let id = "composer"
    package let version = 2
    package let patterns: [FilePattern] = [.name("composer.lock"), .name("installed.json")]
    package let wishes: Set<String> = ["lock"]

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
        let file = isLock ? "the lock file" : "the list of packages"
        let document = try JSONValue(bytes, of: file)
        // Other programs have files of that name too; Composer's own is in its own folder.
        let isComposers = isLock || entry.directory.hasSuffix("composer")
        if !isComposers && document.array == nil && document["packages"]?.array == nil { return nil }
        let contents = try ComposerPackages.contents(document, isLock: isLock, of: file)
        if !isComposers && contents.records.isEmpty { return nil }
        return contents.evidence(of: id, path: entry.path, kind: isLock ? "lock" : "installed")
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.packages(by: id, url: ComposerPackages.url)
    }
}
