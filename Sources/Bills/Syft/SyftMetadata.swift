internal import Bytes
internal import Inventory
internal import JSON

/// The metadata of artifacts, in the forms of Syft's catalogers; what nobody knows is left out, since a number would be a false one.
///
/// | type | of | what readers take from it |
/// |---|---|---|
/// | `dpkg-db-entry` | deb | `source`, `sourceVersion`, `maintainer`, `installedSize` |
/// | `apk-db-entry` | apk | `originPackage`, `maintainer`, `url`, `gitCommitOfApkPort`, sizes, checksum |
/// | `rpm-db-entry` | rpm | `epoch`, `sourceRpm`, `vendor`, `modularityLabel`, `size` |
/// | `alpm-db-entry` | alpm | `basepackage`, `packager`, `url` |
/// | `python-package` | pypi that are installed | `author` |
/// | `go-module-buildinfo-entry`, `go-module-entry` | golang, of programs and of `go.mod` | `h1Digest`, `goCompiledVersion` |
/// | those of `SyftMetadata+Languages.swift` | other languages' packages | digests, addresses |
enum SyftMetadata {
    static func value(of package: Package) -> (type: String, value: JSONValue)? {
        switch package.type {
        case .deb: ("dpkg-db-entry", dpkg(package))
        case .apk: ("apk-db-entry", apk(package))
        case .rpm: ("rpm-db-entry", rpm(package))
        case .alpm: ("alpm-db-entry", alpm(package))
        default: ofLanguage(package)
        }
    }

    /// The types of distributions' packages before schema 11, by their names since.
    private static let earlierTypes = [
        "DpkgMetadata": "dpkg-db-entry", "ApkMetadata": "apk-db-entry", "AlpmMetadata": "alpm-db-entry",
        "RpmMetadata": "rpm-db-entry", "RpmdbMetadata": "rpm-db-entry", "RpmDBMetadata": "rpm-db-entry",
        "PythonPackageMetadata": "python-package", "GolangBinMetadata": "go-module-buildinfo-entry",
        "GolangModMetadata": "go-module-entry", "JavaMetadata": "java-archive", "GemMetadata": "ruby-gemspec",
        "NpmPackageJSONMetadata": "javascript-npm-package", "NpmPackageJsonMetadata": "javascript-npm-package",
        "PhpComposerJSONMetadata": "php-composer-installed-entry", "CargoPackageMetadata": "rust-cargo-lock-entry",
    ]

    /// Whether metadata of a type names the source, if it is another than the package.
    static func namesSource(_ type: String) -> Bool {
        ["dpkg-db-entry", "apk-db-entry", "rpm-db-entry", "alpm-db-entry"].contains(earlierTypes[type] ?? type)
    }

    static func apply(_ metadata: JSONValue, type name: String, to package: inout Package) {
        let type = earlierTypes[name] ?? name
        func take(_ name: String, as attribute: String) {
            let text = metadata.text(name)
            if !text.isEmpty { package.attributes[attribute] = text }
        }
        func takeNumber(_ name: String, as attribute: String) {
            // Zero is how Syft writes what it does not know.
            if let number = metadata[name]?.integer, number > 0 { package.attributes[attribute] = String(number) }
        }
        func takeNames(_ needs: String, endingAt marks: String, or alternatives: Character? = nil) {
            package.dependencies = names(metadata.elements(needs), endingAt: marks, or: alternatives)
            package.provides = names(metadata.elements("provides"), endingAt: marks)
        }
        let architecture = metadata.text("architecture")
        if package.type.isOfDistributions, !architecture.isEmpty { package.architecture = architecture }
        switch type {
        case "dpkg-db-entry":
            take("maintainer", as: "maintainer")
            takeNumber("installedSize", as: "installedSize")
            takeNames("depends", endingAt: " (:[<", or: "|")
            let name = metadata.text("source")
            let version = metadata.text("sourceVersion")
            package.source = SourcePackage(
                name: name.isEmpty ? package.name : name, version: version.isEmpty ? package.version : version)
        case "apk-db-entry":
            take("maintainer", as: "maintainer")
            take("url", as: "homepage")
            take("gitCommitOfApkPort", as: "commit")
            take("description", as: "description")
            take("pullChecksum", as: "checksum")
            takeNumber("size", as: "size")
            takeNumber("installedSize", as: "installedSize")
            takeNames("pullDependencies", endingAt: "=<>~@")
            let name = metadata.text("originPackage")
            package.source = SourcePackage(name: name.isEmpty ? package.name : name, version: package.version)
        case "rpm-db-entry":
            take("sourceRpm", as: "sourceRpm")
            take("vendor", as: "vendor")
            take("modularityLabel", as: "modularityLabel")
            takeNumber("size", as: "size")
            takeNames("requires", endingAt: "")
            package.source = SourcePackage(sourceRpm: metadata.text("sourceRpm")) ?? package.source
            if let epoch = metadata["epoch"]?.integer, epoch > 0 { package.take(epoch: String(epoch)) }
        case "alpm-db-entry":
            take("packager", as: "packager")
            take("url", as: "homepage")
            takeNames("depends", endingAt: "=<>:")
            let name = metadata.text("basepackage")
            package.source = SourcePackage(name: name.isEmpty ? package.name : name, version: package.version)
        default: applyLanguage(metadata, type: type, to: &package)
        }
    }

    /// Names of packages, without what is demanded of their versions.
    ///
    /// - Parameter alternatives: what stands between names of which one is enough.
    static func names(_ values: [JSONValue], endingAt marks: String, or alternatives: Character? = nil) -> [String] {
        values.compactMap(\.string).flatMap { text in
            alternatives.map { text.split(separator: $0) } ?? [text[...]]
        }.compactMap { text in
            let name = text.drop { $0 == " " }.prefix { !marks.contains($0) }
            return name.isEmpty || name.hasPrefix("!") ? nil : String(name)
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
            ("maintainer", .string(package.attributes["maintainer"] ?? "")),
            ("installedSize", number(package, "installedSize")),
            ("provides", .texts(unlessEmpty: package.provides)), ("depends", .texts(unlessEmpty: package.dependencies)),
            ("files", .array(files(package) { path, digest, _ in .object(of: [("path", path), ("digest", digest)]) })),
        ])
    }

    private static func apk(_ package: Package) -> JSONValue {
        .object(of: [
            ("package", .string(package.name)), ("originPackage", .string(package.source?.name ?? "")),
            ("maintainer", .string(package.attributes["maintainer"] ?? "")), ("version", .string(package.version)),
            ("architecture", .string(package.architecture)), ("url", .string(package.attributes["homepage"] ?? "")),
            ("description", .string(package.attributes["description"] ?? "")), ("size", number(package, "size")),
            ("installedSize", number(package, "installedSize")),
            ("pullDependencies", .texts(package.dependencies)), ("provides", .texts(package.provides)),
            ("pullChecksum", .string(package.attributes["checksum"] ?? "")),
            ("gitCommitOfApkPort", .string(package.attributes["commit"] ?? "")),
            (
                "files",
                .array(
                    files(package) { path, digest, facts in
                        .object(of: [
                            ("path", path), ("ownerUid", facts.userID.map { .string(String($0)) }),
                            ("ownerGid", facts.groupID.map { .string(String($0)) }),
                            ("permissions", facts.mode.map { .string(String($0, radix: 8)) }), ("digest", digest),
                        ])
                    })
            ),
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
            ("sourceRpm", .string(package.attributes["sourceRpm"] ?? "")), ("size", number(package, "size")),
            ("vendor", .string(package.attributes["vendor"] ?? "")),
            ("modularityLabel", .text(package.attributes["modularityLabel"])),
            ("provides", .texts(unlessEmpty: package.provides)),
            ("requires", .texts(unlessEmpty: package.dependencies)),
            (
                "files",
                .array(
                    files(package) { path, digest, facts in
                        .object(of: [
                            ("path", path), ("mode", facts.mode.map { .integer(0o100000 | Int($0)) }),
                            ("size", facts.size.map(JSONValue.integer)),
                            ("digest", digest ?? .object(of: [("algorithm", .string("")), ("value", .string(""))])),
                            ("userName", .string("")), ("groupName", .string("")), ("flags", .string("")),
                        ])
                    })
            ),
        ])
    }

    private static func alpm(_ package: Package) -> JSONValue {
        .object(of: [
            ("basepackage", .string(package.source?.name ?? package.name)), ("package", .string(package.name)),
            ("version", .string(package.version)), ("description", .string(package.attributes["description"] ?? "")),
            ("architecture", .string(package.architecture)),
            ("packager", .string(package.attributes["packager"] ?? "")),
            ("url", .string(package.attributes["homepage"] ?? "")), ("validation", .string("")),
            (
                "files",
                .array(
                    files(package) { path, digest, facts in
                        .object(of: [
                            ("path", path), ("size", facts.size.map { .string(String($0)) }),
                            ("digest", digest.map { .array([$0]) }),
                        ])
                    })
            ), ("backup", .array([])), ("provides", .texts(unlessEmpty: package.provides)),
            ("depends", .texts(unlessEmpty: package.dependencies)),
        ])
    }

    /// An attribute as a number, where it is one.
    private static func number(_ package: Package, _ name: String) -> JSONValue? {
        package.attributes[name].flatMap { Int($0) }.map(JSONValue.integer)
    }

    static func files(
        _ package: Package, _ body: (JSONValue, JSONValue?, FileFacts) -> JSONValue
    ) -> [JSONValue] {
        package.filesWithDigests.elements.map { file in
            // The format has one digest of a file here: the best.
            body(
                .string("/\(file.path)"), FileDigests(file.digest).best.flatMap(digest), FileFacts(file.digest))
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
