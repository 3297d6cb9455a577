internal import Inventory
internal import JSON
internal import XML

/// Reads the lists of packages that .NET's tools write.
///
/// | file | packages | name, version | more |
/// |---|---|---|---|
/// | `*.deps.json` | members of `libraries` | the member's name, `NAME/VERSION` | `type`, `sha512`; needs and files in `targets` |
/// | `packages.lock.json` | members of `dependencies` by framework | the member's name; `resolved` | `type`, `contentHash` |
/// | `packages.config` (XML) | `package` | `id`, `version` | `targetFramework`, `developmentDependency` |
enum DotNetDocuments {
    /// What the SDK writes before the name of a runtime's package.
    private static let runtimePack = "runtimepack."

    static func libraries(_ document: JSONValue) throws(CatalogerError) -> LockContents {
        let file = "the list of libraries"
        try document.expect(.object, file)
        // Other programs name files so too; what none of this format's members are in is theirs.
        guard ["libraries", "targets", "runtimeTarget"].contains(where: { document[$0] != nil }) else {
            return LockContents()
        }
        let libraries = try document.member("libraries", .object, of: file).members ?? []
        var needs: [String: [String]] = [:]
        var assets: [String: Set<String>] = [:]
        var listed: Set<String> = []
        for target in try document.member(ifPresent: "targets", .object, of: file)?.members ?? [] {
            for library in target.value.members ?? [] {
                listed.insert(library.name)
                needs[library.name, default: []] += library.value["dependencies"]?.members?.map(\.name) ?? []
                for kind in ["runtime", "native", "resources", "runtimeTargets"] {
                    for asset in library.value[kind]?.members ?? [] {
                        let file = asset.name.split(separator: "/").last.map(String.init) ?? asset.name
                        assets[library.name, default: []].insert(file)
                    }
                }
            }
        }
        var contents = LockContents()
        for library in libraries where !contents.isFull {
            let parts = library.name.split(separator: "/", maxSplits: 1).map(String.init)
            guard parts.count == 2, library.value.form == .object else {
                contents.refuse("\"\(library.name)\" of \"libraries\"")
                continue
            }
            let kind = library.value["type"]?.string ?? ""
            let isRuntime = kind == "runtimepack" && parts[0].hasPrefix(runtimePack)
            var record = PackageRecord(
                type: .nuget, name: isRuntime ? String(parts[0].dropFirst(runtimePack.count)) : parts[0],
                version: parts[1])
            record.dependencies = Set(needs[library.name] ?? []).sorted()
            record.provides = (assets[library.name] ?? []).sorted()
            if !kind.isEmpty { record.attributes["kind"] = kind }
            // A target that gives a package no file leaves it out of what is published.
            if kind == "package", listed.contains(library.name), record.provides.isEmpty {
                record.attributes["installed"] = "false"
            }
            record.attributes["sha512"] = library.value["sha512"]?.string.flatMap { $0.isEmpty ? nil : $0 }
            contents.records.append(record)
        }
        return contents
    }

    static func lock(_ document: JSONValue) throws(CatalogerError) -> LockContents {
        try document.expect(.object)
        var contents = LockContents()
        var known: Set<String> = []
        for framework in try document.member("dependencies", .object).members ?? [] {
            guard let packages = framework.value.members else {
                contents.refuse("\"\(framework.name)\" of \"dependencies\"")
                continue
            }
            for package in packages where !contents.isFull {
                guard package.value.form == .object else {
                    contents.refuse("\"\(package.name)\" of \"\(framework.name)\"")
                    continue
                }
                // A project of the same solution has no version that was resolved.
                guard let version = package.value["resolved"]?.string, !version.isEmpty,
                    known.insert("\(package.name)/\(version)").inserted
                else { continue }
                var record = PackageRecord(type: .nuget, name: package.name, version: version)
                record.dependencies = package.value["dependencies"]?.members?.map(\.name) ?? []
                record.attributes["kind"] = package.value["type"]?.string
                record.attributes["contentHash"] = package.value["contentHash"]?.string
                contents.records.append(record)
            }
        }
        return contents
    }

    static func config(_ root: XMLElement) throws(CatalogerError) -> LockContents {
        guard root.name == "packages" else {
            throw CatalogerError(.malformed, "the list of packages is a <\(root.name)>, where <packages> belongs")
        }
        var contents = LockContents()
        for package in root.all("package") where !contents.isFull {
            guard let name = package["id"], !name.isEmpty else {
                contents.refuse("a <package> without an id")
                continue
            }
            var record = PackageRecord(type: .nuget, name: name, version: package["version"] ?? "")
            record.attributes["framework"] = package["targetFramework"]
            if package["developmentDependency"] == "true" { record.attributes["scope"] = "development" }
            contents.records.append(record)
        }
        return contents
    }
}
