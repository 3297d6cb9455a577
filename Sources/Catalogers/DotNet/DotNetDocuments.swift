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

    static func libraries(_ document: JSONValue) -> [PackageRecord] {
        var needs: [String: [String]] = [:]
        var assets: [String: Set<String>] = [:]
        for target in document["targets"]?.members ?? [] {
            for library in target.value.members ?? [] {
                needs[library.name, default: []] += library.value["dependencies"]?.members?.map(\.name) ?? []
                for kind in ["runtime", "native", "resources", "runtimeTargets"] {
                    for asset in library.value[kind]?.members ?? [] {
                        let file = asset.name.split(separator: "/").last.map(String.init) ?? asset.name
                        assets[library.name, default: []].insert(file)
                    }
                }
            }
        }
        return (document["libraries"]?.members ?? []).prefix(Evidence.recordLimit + 1).compactMap { library in
            let parts = library.name.split(separator: "/", maxSplits: 1).map(String.init)
            guard parts.count == 2 else { return nil }
            let kind = library.value["type"]?.string ?? ""
            let isRuntime = kind == "runtimepack" && parts[0].hasPrefix(runtimePack)
            var record = PackageRecord(
                type: .nuget, name: isRuntime ? String(parts[0].dropFirst(runtimePack.count)) : parts[0],
                version: parts[1])
            record.dependencies = Set(needs[library.name] ?? []).sorted()
            record.provides = (assets[library.name] ?? []).sorted()
            if !kind.isEmpty { record.attributes["kind"] = kind }
            record.attributes["sha512"] = library.value["sha512"]?.string.flatMap { $0.isEmpty ? nil : $0 }
            return record
        }
    }

    static func lock(_ document: JSONValue) -> [PackageRecord] {
        var records: [PackageRecord] = []
        var known: Set<String> = []
        for framework in document["dependencies"]?.members ?? [] {
            for package in framework.value.members ?? [] where records.count <= Evidence.recordLimit {
                // A project of the same solution has no version that was resolved.
                guard let version = package.value["resolved"]?.string, !version.isEmpty,
                    known.insert("\(package.name)/\(version)").inserted
                else { continue }
                var record = PackageRecord(type: .nuget, name: package.name, version: version)
                record.dependencies = package.value["dependencies"]?.members?.map(\.name) ?? []
                record.attributes["kind"] = package.value["type"]?.string
                record.attributes["contentHash"] = package.value["contentHash"]?.string
                records.append(record)
            }
        }
        return records
    }

    static func config(_ root: XMLElement) -> [PackageRecord] {
        root.all("package").prefix(Evidence.recordLimit + 1).compactMap { package in
            guard let name = package["id"], !name.isEmpty else { return nil }
            var record = PackageRecord(type: .nuget, name: name, version: package["version"] ?? "")
            record.attributes["framework"] = package["targetFramework"]
            if package["developmentDependency"] == "true" { record.attributes["scope"] = "development" }
            return record
        }
    }
}
