internal import Inventory
internal import JSON

/// Reads the lock files of Python's package managers.
///
/// | file | packages | name, version | not from an index |
/// |---|---|---|---|
/// | `Pipfile.lock` (JSON) | members of `default`, `develop` | the member's name; `version` after `==` | `git`, `path` |
/// | `poetry.lock` | `[[package]]` | `name`, `version` | `source` |
/// | `uv.lock` | `[[package]]` | `name`, `version` | `source` |
/// | `pdm.lock` | `[[package]]` | `name`, `version` | `git`, `path`, `url` |
/// | `pylock.toml`, `pylock.*.toml` (PEP 751) | `[[packages]]` | `name`, `version` | `vcs`, `directory`, `archive` |
enum PythonLock {
    static func pipfile(_ document: JSONValue) throws(CatalogerError) -> LockContents {
        try document.expect(.object)
        _ = try document.member("_meta", .object)
        var contents = LockContents()
        for section in ["default", "develop"] {
            for member in try document.member(ifPresent: section, .object)?.members ?? [] where !contents.isFull {
                guard member.value.form == .object, !member.name.isEmpty else {
                    contents.refuse("\"\(member.name)\" of \"\(section)\"")
                    continue
                }
                let pin = member.value["version"]?.string ?? ""
                var record = PackageRecord(
                    type: .pypi, name: member.name, version: String(pin.drop { $0 == "=" || $0 == " " }))
                record.attributes["marker"] = member.value["markers"]?.string
                record.attributes["url"] = member.value["git"]?.string ?? member.value["file"]?.string
                record.attributes["commit"] = member.value["git"].flatMap { _ in member.value["ref"]?.string }
                if section == "develop" { record.attributes["scope"] = "development" }
                contents.records.append(record)
            }
        }
        return contents
    }

    /// Reads any of the forms that are TOML.
    static func toml(_ document: TOMLValue, named file: Substring) throws(CatalogerError) -> LockContents {
        var contents = LockContents()
        var packages = try document.member(ifPresent: "package", .list)?.array ?? []
        packages += try document.member(ifPresent: "packages", .list)?.array ?? []
        for package in packages where !contents.isFull {
            guard let name = package["name"]?.string, !name.isEmpty else {
                contents.refuse("a package without a name")
                continue
            }
            guard package["version"]?.string != nil || origins.contains(where: { package[$0] != nil }) else {
                contents.refuse("\"\(name)\" without a version")
                continue
            }
            if let record = record(package) { contents.records.append(record) }
        }
        switch file {
        case "poetry.lock", "pdm.lock":
            // Poetry writes it last, PDM first.
            if document["metadata"]?.form != .object { contents.noteCut("[metadata] is missing") }
        case "uv.lock": if !contents.isFull { findCut(inUV: document, packages, &contents) }
        default: if document["lock-version"] == nil { contents.noteCut("\"lock-version\" is missing") }
        }
        return contents
    }

    /// Every package that another of uv's needs is there, and so is the project itself.
    private static func findCut(inUV document: TOMLValue, _ packages: [TOMLValue], _ contents: inout LockContents) {
        if document["version"] == nil { contents.noteCut("its \"version\" is missing") }
        let names = Set(packages.compactMap { $0["name"]?.string })
        let groups = ["optional-dependencies", "dev-dependencies"]
        for package in packages {
            let more = groups.flatMap { package[$0]?.table?.members.flatMap { $0.value.array ?? [] } ?? [] }
            let needed = ((package["dependencies"]?.array ?? []) + more).compactMap { $0["name"]?.string }
            guard let missing = needed.first(where: { !names.contains($0) }) else { continue }
            contents.noteCut("\(package["name"]?.string ?? "a package") needs \(missing), which it does not have")
            break
        }
        let members = document["manifest"]?["members"]?.array?.compactMap(\.string) ?? []
        if let missing = members.first(where: { !names.contains($0) }) {
            contents.noteCut("it does not have \(missing), a project that it is of")
        }
        // A script has no project of its own.
        guard document["manifest"]?["requirements"] == nil else { return }
        let isOwn = { (package: TOMLValue) in ownSources.contains { package["source"]?[$0] != nil } }
        if !packages.contains(where: isOwn) { contents.noteCut("it does not have the project that it is of") }
    }

    /// Members that say where a package comes from, if not from an index, which need not know its version.
    private static let origins = ["source", "vcs", "directory", "archive", "git", "path", "url"]
    private static let ownSources = ["virtual", "editable", "directory"]

    private static func record(_ package: TOMLValue) -> PackageRecord? {
        let source = package["source"]
        let isLocal = ["virtual", "editable"].contains { source?[$0] != nil }
        guard !isLocal, let name = package["name"]?.string, !name.isEmpty else { return nil }
        var record = PackageRecord(type: .pypi, name: name, version: package["version"]?.string ?? "")
        record.dependencies = dependencies(package["dependencies"])
        record.attributes["marker"] = package["marker"]?.string
        record.attributes["url"] =
            source?["url"]?.string ?? source?["git"]?.string ?? package["git"]?.string ?? package["url"]?.string
            ?? package["vcs"]?["url"]?.string ?? package["archive"]?["url"]?.string
        record.attributes["commit"] =
            source?["resolved_reference"]?.string ?? package["revision"]?.string ?? package["vcs"]?["commit-id"]?.string
        if package["category"]?.string == "dev" { record.attributes["scope"] = "development" }
        return record
    }

    /// Names: the keys of a table, specifiers, or tables with a `name`.
    private static func dependencies(_ value: TOMLValue?) -> [String] {
        if let table = value?.table { return table.members.map(\.name) }
        return (value?.array ?? []).compactMap { element in
            let name = element["name"]?.string ?? element.string.map(PythonName.leading)
            return name?.isEmpty == false ? name : nil
        }
    }
}
