package import Inventory
internal import JSON
package import Layers

/// Finds npm packages: installed ones by their `package.json`, and those that lock files of npm, yarn, pnpm and bun name.
///
/// A package that is installed and in a lock file is one package, with both as places. One that only a lock file names is listed too; where
/// `node_modules` stands beside the lock file, so that the package was left out on purpose, it has the attribute `installed=false`.
package struct NodeCataloger: Cataloger {
    package let id = "node"
    package let version = 3
    package let patterns: [FilePattern] = Kind.allCases.map { .name($0.rawValue) }
    package let wishes: Set<String> = Set([Kind.npm, .shrinkwrap, .yarn, .pnpm, .bun].map(\.rawValue))

    /// The kinds of file that phase one tells apart, by their names.
    enum Kind: String, CaseIterable {
        case manifest = "package.json"
        case npm = "package-lock.json"
        case shrinkwrap = "npm-shrinkwrap.json"
        case hidden = ".package-lock.json"
        case yarn = "yarn.lock"
        case pnpm = "pnpm-lock.yaml"
        case bun = "bun.lock"
    }

    package init() {}

    package func wants(_ entry: LayerEntry) -> Bool {
        guard let kind = Kind(rawValue: String(entry.name)) else { return false }
        switch kind {
        case .manifest: return true
        case .hidden: return entry.directory == "node_modules" || entry.directory.hasSuffix("/node_modules")
        default: return !InstalledFolder.holds(entry.path)
        }
    }

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        guard let kind = Kind(rawValue: String(entry.name)) else { return nil }
        let contents: LockContents
        switch kind {
        case .manifest:
            return try manifest(entry, bytes).map { record in
                Evidence(cataloger: id, path: entry.path, kind: kind.rawValue, records: [record])
            }
        case .npm, .shrinkwrap, .hidden: contents = try NpmLock.contents(JSONValue(bytes, of: "the lock file"))
        case .yarn: contents = try YarnLock.contents(bytes)
        case .pnpm: contents = try PnpmLock.contents(bytes)
        case .bun: contents = try BunLock.contents(bytes)
        }
        return contents.evidence(of: id, path: entry.path, kind: kind.rawValue)
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        NodeJoin(evidence, cataloger: id).packages
    }

    private func manifest(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> PackageRecord? {
        let manifest: PackageManifest
        do throws(JSONError) {
            manifest = try PackageManifest(bytes)
        } catch {
            throw CatalogerError(.malformed, "the manifest is no valid JSON", at: error.offset)
        }
        guard !manifest.name.isEmpty, !manifest.isForeign else { return nil }
        // A part of a package without a version is a way into it, no package.
        if manifest.version.isEmpty && NodePath(entry.path).isPart { return nil }
        return manifest.record
    }
}
