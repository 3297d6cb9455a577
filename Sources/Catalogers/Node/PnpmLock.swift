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
///
/// Whatever a package or the project needs is in the file too.
struct PnpmLock {
    private let document: YAMLNode

    private init(_ document: YAMLNode) { self.document = document }

    static func contents(_ bytes: Span<UInt8>) throws(CatalogerError) -> LockContents {
        let documents: [YAMLNode]
        do throws(YAMLError) {
            documents = try YAMLNode.documents(in: bytes)
        } catch {
            throw CatalogerError(yaml: error, of: "the lock file")
        }
        guard !documents.isEmpty else { throw CatalogerError(.truncated, "the lock file is empty") }
        var contents = LockContents()
        for document in documents { try PnpmLock(document).read(into: &contents) }
        return contents
    }

    private func read(into contents: inout LockContents) throws(CatalogerError) {
        try document.expect(.object)
        let flavour = try document.member("lockfileVersion", .text).text ?? ""
        let major = Int(flavour.prefix { $0 != "." }) ?? 0
        let packages = try document.member(ifPresent: "packages", .object)?.members ?? []
        let snapshots = major >= 9 ? Snapshots(document) : nil
        for member in packages where !contents.isFull {
            guard member.value.form == .object else {
                contents.refuse("\"\(member.key)\" of \"packages\"")
                continue
            }
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
            contents.records.append(record)
        }
        contents.noteCutValue(document)
        if !contents.isFull { findCut(in: &contents, packages, isDivided: major >= 9) }
    }

    /// - Parameter isDivided: what needs what is in `snapshots`, behind the packages.
    private func findCut(in contents: inout LockContents, _ packages: [YAMLNode.Member], isDivided: Bool) {
        let snapshots = document["snapshots"]?.members ?? []
        if isDivided {
            if document["importers"] == nil { contents.noteCut("\"importers\" is missing") }
            let known = Set(snapshots.map { Self.withoutPeers($0.key) })
            if let missing = packages.first(where: { !known.contains($0.key) }) {
                contents.noteCut("\(missing.key) is not among its \"snapshots\"")
                return
            }
        }
        let keys = Set((isDivided ? snapshots : packages).map(\.key))
        let projects = [document] + (document["importers"]?.members.map(\.value) ?? [])
        let sections = ["dependencies", "optionalDependencies", "devDependencies"]
        for holder in projects + (isDivided ? snapshots : packages).map(\.value) {
            for need in sections.flatMap({ holder[$0]?.members ?? [] }) {
                guard let version = need.value["version"]?.text ?? need.value.text else {
                    contents.noteCut("\"\(need.key)\" has no version")
                    return
                }
                if Self.isLocal(version) { continue }
                let named = ["/\(need.key)/\(version)", "/\(need.key)@\(version)", "\(need.key)@\(version)"]
                if keys.contains(version) || named.contains(where: keys.contains) { continue }
                contents.noteCut("it does not have \(need.key) \(version), which it needs")
                return
            }
        }
    }

    /// Whether a version is a folder or an archive beside.
    private static func isLocal(_ version: String) -> Bool {
        ["link:", "file:", "workspace:", "portal:"].contains(where: version.hasPrefix)
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
