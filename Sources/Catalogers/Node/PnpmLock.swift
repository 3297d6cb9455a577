internal import Inventory
internal import YAML

/// Reads `pnpm-lock.yaml`.
///
/// | lock file's version | key of `packages` | what depends on what |
/// |---|---|---|
/// | 5 | `/name/1.0.0`, `/@scope/name/1.0.0_peers`, `registry.host/name/1.0.0` | in `packages`; `dev: true` |
/// | 6 | `/name@1.0.0(peer@2.0.0)` | in `packages`; `dev: true` |
/// | 9 | `name@1.0.0`, `name@https://…` | in `snapshots`, by `name@1.0.0(peer@2.0.0)`; the roots are in `importers` |
///
/// What comes from a repository or an archive has `name` and `version` of its own, or `version` only.
struct PnpmLock {
    private let document: YAMLNode

    init(_ document: YAMLNode) { self.document = document }

    var records: [PackageRecord] {
        let flavour = document["lockfileVersion"]?.text ?? ""
        let major = Int(flavour.prefix { $0 != "." }) ?? 0
        let snapshots = major >= 9 ? Snapshots(document) : nil
        var records: [PackageRecord] = []
        for member in document["packages"]?.members ?? [] where records.count <= Evidence.recordLimit {
            guard var record = Self.record(key: member.key, member.value, isSlashed: major < 6) else { continue }
            record.attributes["integrity"] = member.value["resolution"]?["integrity"]?.text
            if let snapshots {
                record.dependencies = snapshots.dependencies(of: member.key)
                if snapshots.isForDevelopment(member.key) { record.attributes["scope"] = "development" }
            } else {
                record.dependencies =
                    (member.value["dependencies"]?.keys ?? []) + (member.value["optionalDependencies"]?.keys ?? [])
                if member.value["dev"]?.text == "true" { record.attributes["scope"] = "development" }
                if member.value["optional"]?.text == "true" { record.attributes["scope"] = "optional" }
            }
            records.append(record)
        }
        return records
    }

    private static func record(key: String, _ entry: YAMLNode, isSlashed: Bool) -> PackageRecord? {
        let bare = withoutPeers(key.hasPrefix("/") ? String(key.dropFirst()) : key)
        var origin: NpmOrigin
        if isSlashed {
            origin = slashed(bare, isFromRegistry: key.hasPrefix("/"))
        } else {
            guard let found = NpmOrigin(bare) ?? entry["name"]?.text.map({ NpmOrigin(name: $0, "") }) else {
                return nil
            }
            origin = found
        }
        if let name = entry["name"]?.text { origin.name = name }
        if let version = entry["version"]?.text { origin.version = version }
        let resolution = entry["resolution"]
        if let repository = resolution?["repo"]?.text {
            origin.url = repository
            origin.commit = resolution?["commit"]?.text ?? ""
        } else if let archive = resolution?["tarball"]?.text {
            origin.url = archive
        }
        // A folder beside is the project's own.
        guard !origin.isLocal, resolution?["directory"] == nil, !origin.name.isEmpty else { return nil }
        return origin.record
    }

    /// `name/1.0.0_peers`, with a registry's host in front where it is not the default one.
    private static func slashed(_ key: String, isFromRegistry: Bool) -> NpmOrigin {
        guard let slash = key.lastIndex(of: "/") else { return NpmOrigin(name: key, "") }
        var name = key[..<slash]
        if !isFromRegistry, let host = name.firstIndex(of: "/") { name = name[name.index(after: host)...] }
        let version = key[key.index(after: slash)...].prefix { $0 != "_" }
        let isVersion = version.utf8.first.map { $0 >= 0x30 && $0 <= 0x39 } ?? false
        return NpmOrigin(name: String(name), isVersion ? String(version) : "")
    }

    /// A key without the peers in brackets that end it.
    static func withoutPeers(_ key: String) -> String { String(key.prefix { $0 != "(" }) }
}

extension PnpmLock {
    /// Which packages need which, and which of them are reached from what the project needs when it runs.
    private struct Snapshots {
        private var needs: [String: [YAMLNode.Member]] = [:]
        private var running: Set<String> = []
        private let hasRoots: Bool

        init(_ document: YAMLNode) {
            for member in document["snapshots"]?.members ?? [] {
                needs[member.key, default: []] +=
                    (member.value["dependencies"]?.members ?? [])
                    + (member.value["optionalDependencies"]?.members ?? [])
            }
            let importers = document["importers"]?.members ?? []
            hasRoots = !importers.isEmpty
            var waiting: [String] = []
            var seen: Set<String> = []
            func visit(_ name: String, _ version: String?) {
                guard let version else { return }
                // An alias has the other package's name in its version.
                for key in ["\(name)@\(version)", version] where seen.insert(key).inserted { waiting.append(key) }
            }
            for importer in importers {
                for section in ["dependencies", "optionalDependencies"] {
                    for member in importer.value[section]?.members ?? [] {
                        visit(member.key, member.value["version"]?.text ?? member.value.text)
                    }
                }
            }
            while let key = waiting.popLast() {
                running.insert(PnpmLock.withoutPeers(key))
                for member in needs[key] ?? [] { visit(member.key, member.value.text) }
            }
        }

        /// Names that any form of the package needs.
        func dependencies(of key: String) -> [String] { (needs[key] ?? []).map(\.key) }

        func isForDevelopment(_ key: String) -> Bool { hasRoots && !running.contains(key) }
    }
}
