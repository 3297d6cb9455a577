internal import Inventory
internal import JSON

/// Reads `package-lock.json`, `npm-shrinkwrap.json` and `node_modules/.package-lock.json` (npm documentation,
/// "package-lock.json").
///
/// | version | packages | name | version | flags |
/// |---|---|---|---|---|
/// | 1 | `dependencies`, each with `dependencies` of its own | member | `version`: a version or an origin | `dev`, `optional`, `bundled` |
/// | 2, 3 | `packages` by path; `""` is the project, a `link` a folder of it | `name`, else the path's end | `version` | `dev`, `optional`, `devOptional`, `peer`, `inBundle` |
///
/// Version 2 has both; then `packages` is read.
enum NpmLock {
    static func contents(_ document: JSONValue) throws(CatalogerError) -> LockContents {
        try document.expect(.object)
        var contents = LockContents()
        guard let packages = try document.member(ifPresent: "packages", .object)?.members else {
            // A project that needs nothing has neither, but every version of the format says which one it is.
            if document["dependencies"] == nil { _ = try document.member("lockfileVersion", .number) }
            try takeTree(document, into: &contents)
            return contents
        }
        for member in packages where !contents.isFull {
            if member.value.form != .object {
                contents.refuse("\"\(member.name)\" of \"packages\"")
            } else if let record = record(path: member.name, member.value) {
                contents.records.append(record)
            }
        }
        return contents
    }

    private static func record(path: String, _ entry: JSONValue) -> PackageRecord? {
        let version = NpmName.version(entry["version"]?.string ?? "")
        // The project and its folders have manifests of their own; without a version there is nothing to say of them.
        let isInstalled = NpmName.isInstalled(path)
        guard entry["link"]?.bool != true, isInstalled || !version.isEmpty else { return nil }
        let ownName = NpmName.last(inPath: path)
        let name =
            entry["name"]?.string ?? (isInstalled ? ownName : path.split(separator: "/").last.map(String.init) ?? "")
        guard !name.isEmpty else { return nil }
        var record = PackageRecord(type: .npm, name: name, version: version)
        if let resolved = entry["resolved"]?.string { take(origin: resolved, into: &record) }
        if isInstalled && ownName != record.name { record.attributes["alias"] = ownName }
        record.attributes["integrity"] = entry["integrity"]?.string
        record.attributes["scope"] = scope(entry)
        if entry["inBundle"]?.bool == true { record.attributes["inBundle"] = "true" }
        if let licence = entry["license"]?.string { record.licences = [licence] }
        record.dependencies = names(entry["dependencies"]) + names(entry["optionalDependencies"])
        return record
    }

    /// Version 1, without recursion.
    private static func takeTree(_ document: JSONValue, into contents: inout LockContents) throws(CatalogerError) {
        var waiting = try document.member(ifPresent: "dependencies", .object)?.members.map { [$0] } ?? []
        while let members = waiting.popLast() {
            for member in members where !contents.isFull {
                let entry = member.value
                guard entry.form == .object else {
                    contents.refuse("\"\(member.name)\" of \"dependencies\"")
                    continue
                }
                if let inner = entry["dependencies"]?.members { waiting.append(inner) }
                let origin = NpmOrigin(name: member.name, entry["version"]?.string ?? "")
                guard !origin.isLocal, !origin.name.isEmpty else { continue }
                var record = origin.record
                if origin.url.isEmpty, let resolved = entry["resolved"]?.string { record.attributes["url"] = resolved }
                record.attributes["integrity"] = entry["integrity"]?.string
                record.attributes["scope"] = scope(entry)
                if entry["bundled"]?.bool == true { record.attributes["inBundle"] = "true" }
                record.dependencies = names(entry["requires"])
                contents.records.append(record)
            }
        }
    }

    private static func take(origin resolved: String, into record: inout PackageRecord) {
        let origin = NpmOrigin(name: record.name, resolved)
        record.attributes["url"] = origin.url.isEmpty ? resolved : origin.url
        if !origin.commit.isEmpty { record.attributes["commit"] = origin.commit }
        // A registry's archive is what it says, by whatever name the project calls it.
        if let name = origin.archiveName, name != record.name {
            record.attributes["alias"] = record.name
            record.name = name
        }
    }

    private static func scope(_ entry: JSONValue) -> String? {
        if entry["dev"]?.bool == true { return "development" }
        if entry["optional"]?.bool == true || entry["devOptional"]?.bool == true { return "optional" }
        return entry["peer"]?.bool == true ? "peer" : nil
    }

    private static func names(_ value: JSONValue?) -> [String] { value?.members?.prefix(1000).map(\.name) ?? [] }
}
