package import Inventory
internal import JSON
package import Layers
internal import YAML

/// Finds npm packages: installed ones by their `package.json`, and those that lock files of npm, yarn, pnpm and bun name.
///
/// A package that is installed and in a lock file is one package, with both as places. One that only a lock file names is listed too; where
/// `node_modules` stands beside the lock file, so that the package was left out on purpose, it has the attribute `installed=false`.
package struct NodeCataloger: Cataloger {
    package let id = "node"
    package let version = 1
    package let patterns: [FilePattern] = Kind.allCases.map { .name($0.rawValue) }

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
        let records: [PackageRecord]
        switch kind {
        case .manifest: records = try manifest(entry, bytes).map { [$0] } ?? []
        case .npm, .shrinkwrap, .hidden: records = NpmLock.records(try JSONValue(bytes, of: "the lock file"))
        case .yarn: records = try YarnLock.records(bytes)
        case .pnpm:
            do throws(YAMLError) {
                records = try YAMLNode.documents(in: bytes).flatMap { PnpmLock($0).records }
            } catch {
                throw CatalogerError(yaml: error, of: "the lock file")
            }
        case .bun: records = try BunLock.records(bytes)
        }
        guard !records.isEmpty else { return nil }
        return Evidence(cataloger: id, path: entry.path, kind: kind.rawValue, records: records)
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
        guard !manifest.name.isEmpty else { return nil }
        // A part of a package without a version is a way into it, no package.
        if manifest.version.isEmpty && NodePath(entry.path).isPart { return nil }
        return manifest.record
    }
}
