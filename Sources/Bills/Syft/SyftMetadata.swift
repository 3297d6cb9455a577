internal import Bytes
internal import Inventory
internal import JSON

/// The metadata of artifacts, in the forms of Syft's catalogers.
///
/// | type | of | what readers take from it |
/// |---|---|---|
/// | `dpkg-db-entry` | deb | `source`, `sourceVersion`, `maintainer` |
/// | `apk-db-entry` | apk | `originPackage`, `maintainer`, `url`, `gitCommitOfApkPort` |
/// | `rpm-db-entry` | rpm | `epoch`, `sourceRpm`, `vendor`, `modularityLabel` |
/// | `python-package` | pypi | |
/// | `go-module-buildinfo-entry` | golang | `h1Digest`, `goCompiledVersion` |
enum SyftMetadata {
    static func value(of package: Package) -> (type: String, value: JSONValue)? {
        switch package.type {
        case .deb: ("dpkg-db-entry", dpkg(package))
        case .apk: ("apk-db-entry", apk(package))
        case .rpm: ("rpm-db-entry", rpm(package))
        case .pypi: ("python-package", python(package))
        case .golang: ("go-module-buildinfo-entry", golang(package))
        default: nil
        }
    }

    static func apply(_ metadata: JSONValue, type: String, to package: inout Package) {
        func take(_ name: String, as attribute: String) {
            let text = metadata.text(name)
            if !text.isEmpty { package.attributes[attribute] = text }
        }
        let architecture = metadata.text("architecture")
        if package.type.isOfDistributions, !architecture.isEmpty { package.architecture = architecture }
        switch type {
        case "dpkg-db-entry":
            take("maintainer", as: "maintainer")
            let name = metadata.text("source")
            let version = metadata.text("sourceVersion")
            package.source = SourcePackage(
                name: name.isEmpty ? package.name : name, version: version.isEmpty ? package.version : version)
        case "apk-db-entry":
            take("maintainer", as: "maintainer")
            take("url", as: "homepage")
            take("gitCommitOfApkPort", as: "commit")
            let name = metadata.text("originPackage")
            package.source = SourcePackage(name: name.isEmpty ? package.name : name, version: package.version)
        case "rpm-db-entry":
            take("sourceRpm", as: "sourceRpm")
            take("vendor", as: "vendor")
            take("modularityLabel", as: "modularityLabel")
            package.source = SourcePackage(sourceRpm: metadata.text("sourceRpm")) ?? package.source
        case "go-module-buildinfo-entry":
            take("h1Digest", as: "h1")
            take("goCompiledVersion", as: "goVersion")
        default: return
        }
    }

    private static func dpkg(_ package: Package) -> JSONValue {
        let source = package.source ?? SourcePackage(name: package.name, version: package.version)
        return .object(of: [
            ("package", .string(package.name)),
            ("source", .string(source.name == package.name ? "" : source.name)),
            ("version", .string(package.version)),
            ("sourceVersion", .string(source.version == package.version ? "" : source.version)),
            ("architecture", .string(package.architecture)),
            ("maintainer", .string(package.attributes["maintainer"] ?? "")), ("installedSize", .integer(0)),
            (
                "files",
                .array(
                    files(package) { path, digest in
                        .object(of: [("path", path), ("digest", digest), ("isConfigFile", .bool(false))])
                    })
            ),
        ])
    }

    private static func apk(_ package: Package) -> JSONValue {
        .object(of: [
            ("package", .string(package.name)), ("originPackage", .string(package.source?.name ?? "")),
            ("maintainer", .string(package.attributes["maintainer"] ?? "")), ("version", .string(package.version)),
            ("architecture", .string(package.architecture)), ("url", .string(package.attributes["homepage"] ?? "")),
            ("description", .string("")), ("size", .integer(0)), ("installedSize", .integer(0)),
            ("pullDependencies", .texts(package.dependencies)), ("provides", .texts(package.provides)),
            ("pullChecksum", .string("")), ("gitCommitOfApkPort", .string(package.attributes["commit"] ?? "")),
            ("files", .array(files(package) { .object(of: [("path", $0), ("digest", $1)]) })),
        ])
    }

    private static func rpm(_ package: Package) -> JSONValue {
        let colon = package.version.firstIndex(of: ":")
        let whole = colon.map { package.version[package.version.index(after: $0)...] } ?? package.version[...]
        let hyphen = whole.lastIndex(of: "-")
        let epoch = colon.flatMap { Int(package.version[..<$0]) }
        return .object(of: [
            ("name", .string(package.name)), ("version", .string(String(hyphen.map { whole[..<$0] } ?? whole))),
            ("epoch", epoch.map { .integer($0) } ?? .null), ("architecture", .string(package.architecture)),
            ("release", .string(hyphen.map { String(whole[whole.index(after: $0)...]) } ?? "")),
            ("sourceRpm", .string(package.attributes["sourceRpm"] ?? "")), ("size", .integer(0)),
            ("vendor", .string(package.attributes["vendor"] ?? "")),
            ("modularityLabel", .text(package.attributes["modularityLabel"])),
            (
                "files",
                .array(
                    files(package) { path, digest in
                        .object(of: [
                            ("path", path), ("mode", .integer(0)), ("size", .integer(0)),
                            ("digest", digest ?? .object(of: [("algorithm", .string("")), ("value", .string(""))])),
                            ("userName", .string("")), ("groupName", .string("")), ("flags", .string("")),
                        ])
                    })
            ),
        ])
    }

    private static func python(_ package: Package) -> JSONValue {
        let place = package.locations.first ?? ""
        let folder = place.split(separator: "/").dropLast(2).joined(separator: "/")
        return .object(of: [
            ("name", .string(package.name)), ("version", .string(package.version)), ("author", .string("")),
            ("authorEmail", .string("")),
            ("platform", .string("")),
            (
                "files",
                package.files.isEmpty
                    ? nil : .array(files(package) { .object(of: [("path", $0), ("digest", $1)]) })
            ), ("sitePackagesRootPath", .string("/\(folder)")),
        ])
    }

    private static func golang(_ package: Package) -> JSONValue {
        .object(of: [
            ("goCompiledVersion", .string(package.attributes["goVersion"] ?? "")),
            ("architecture", .string(package.attributes["goarch"] ?? "")),
            ("h1Digest", .text(package.attributes["h1"])),
        ])
    }

    private static func files(_ package: Package, _ body: (JSONValue, JSONValue?) -> JSONValue) -> [JSONValue] {
        package.filesWithDigests.elements.map { file in
            // The format has one digest of a file here: the best.
            body(.string("/\(file.path)"), FileDigests(file.digest).best.flatMap(digest))
        }
    }

    private static func digest(_ text: String) -> JSONValue? {
        FileDigests(text).all.first.map { digest in
            .object(of: [("algorithm", .string(String(digest.algorithm))), ("value", .string(String(digest.hex)))])
        }
    }

    /// A hash in hexadecimal, from whichever form Syft writes it in: `Q1` and base64 for apk, base64 for Python.
    static func hex(_ value: String) -> String {
        if value.utf8.count.isMultiple(of: 2), Hex.decode(value.utf8) != nil { return value.lowercased() }
        let text = value.hasPrefix("Q1") || value.hasPrefix("Q2") ? value.dropFirst(2) : value[...]
        return Base64.decode(text.utf8).map { Hex.encode($0) } ?? value
    }
}
