internal import Inventory
internal import JSON

/// The metadata of languages' packages.
///
/// | type | of |
/// |---|---|
/// | `python-package` | pypi, installed |
/// | `go-module-buildinfo-entry`, `go-module-entry` | golang |
/// | `javascript-npm-package`, `…-npm-package-lock-entry`, `…-yarn-lock-entry` | npm |
/// | `java-archive` | maven |
/// | `rust-cargo-lock-entry`, `rust-cargo-audit-entry` | cargo |
/// | `ruby-gemspec` | gem, installed |
/// | `php-composer-lock-entry`, `php-composer-installed-entry` | composer |
/// | `elixir-mix-lock-entry`, `erlang-rebar-lock-entry` | hex |
/// | `dart-pubspec-lock-entry`, `swift-package-manager-lock-entry`, `cocoa-podfile-lock-entry` | pub, swift, cocoapods |
/// | `c-conan-lock-v2-entry`, `c-conan-file-entry`, `c-conan-info-entry` | conan |
/// | `dotnet-deps-entry`, `r-description`, `luarocks-package`, `nix-store-entry`, `portage-db-entry` | nuget, cran, luarocks, nix, ebuild |
/// | `haskell-hackage-stack-lock-entry` | hackage |
/// | `binary-signature` | what was recognised by its own version strings |
extension SyftMetadata {
    static func ofLanguage(_ package: Package) -> (type: String, value: JSONValue)? {
        let files = package.locations.map { $0.split(separator: "/").last ?? "" }
        func has(_ name: String) -> Bool { files.contains { $0 == name } }
        switch package.type {
        case .pypi where package.cataloger != "python-lock": return ("python-package", python(package))
        case .golang: return golang(package)
        case .npm:
            if has("package.json") || package.locations.isEmpty { return ("javascript-npm-package", npm(package)) }
            let isYarn = has("yarn.lock")
            guard isYarn || has("package-lock.json") || has("npm-shrinkwrap.json") || has(".package-lock.json") else {
                return nil
            }
            return (
                isYarn ? "javascript-yarn-lock-entry" : "javascript-npm-package-lock-entry",
                .object(of: [("resolved", text(package, "url")), ("integrity", text(package, "integrity"))])
            )
        case .maven: return ("java-archive", java(package))
        case .cargo: return cargo(package)
        case .gem where files.contains { $0.hasSuffix(".gemspec") }: return ("ruby-gemspec", gem(package))
        case .composer:
            let isInstalled = has("installed.json")
            return ("php-composer-\(isInstalled ? "installed" : "lock")-entry", composer(package))
        case .hex:
            let isRebar = has("rebar.lock")
            return (
                isRebar ? "erlang-rebar-lock-entry" : "elixir-mix-lock-entry",
                named(package, [("pkgHash", .string("")), ("pkgHashExt", text(package, "sha256"))])
            )
        case .pub:
            let url = package.attributes["url"]
            let isRepository = package.attributes["commit"] != nil
            return (
                "dart-pubspec-lock-entry",
                named(package, [(isRepository ? "vcs_url" : "hosted_url", .text(url))])
            )
        case .swift where package.attributes["commit"] != nil:
            return ("swift-package-manager-lock-entry", .object(of: [("revision", text(package, "commit"))]))
        case .cocoapods where package.attributes["checksum"] != nil:
            return ("cocoa-podfile-lock-entry", .object(of: [("checksum", text(package, "checksum"))]))
        case .conan: return conan(package, isLock: has("conan.lock"), isFile: has("conanfile.txt"))
        case .nuget where files.contains { $0.hasSuffix(".deps.json") }:
            return (
                "dotnet-deps-entry",
                named(
                    package, [("path", .string("")), ("sha512", text(package, "sha512")), ("hashPath", .string(""))])
            )
        case .cran: return ("r-description", description(package))
        case .luarocks: return ("luarocks-package", luarocks(package))
        case .nix:
            return (
                "nix-store-entry",
                .object(of: [
                    ("outputHash", text(package, "hash")), ("output", .text(package.attributes["output"])),
                    ("files", .array(SyftMetadata.files(package) { path, _, _ in path })),
                ])
            )
        case .ebuild:
            let list = SyftMetadata.files(package) { path, digest, _ in
                .object(of: [("path", path), ("digest", digest)])
            }
            return ("portage-db-entry", .object(of: [("files", .array(list))]))
        case .hackage where package.attributes["sha256"] != nil:
            return ("haskell-hackage-stack-lock-entry", .object(of: [("pkgHash", text(package, "sha256"))]))
        default: return package.cataloger == "binary" ? ("binary-signature", signature(package)) : nil
        }
    }

    private static func text(_ package: Package, _ name: String) -> JSONValue {
        .string(package.attributes[name] ?? "")
    }

    /// An object that begins with name and version.
    private static func named(_ package: Package, _ members: [(name: String, value: JSONValue?)]) -> JSONValue {
        .object(of: [("name", .string(package.name)), ("version", .string(package.version))] + members)
    }

    private static func python(_ package: Package) -> JSONValue {
        let place = package.locations.first ?? ""
        let folder = place.split(separator: "/").dropLast(2).joined(separator: "/")
        let author = SyftAuthor(package.attributes["author"] ?? "")
        let modules = (package.attributes["topLevel"] ?? "").split(separator: " ").map(String.init)
        let origin: JSONValue? = package.attributes["url"].map { url in
            .object(of: [("url", .string(url)), ("commitId", .text(package.attributes["commit"]))])
        }
        let files = SyftMetadata.files(package) { path, digest, facts in
            .object(of: [("path", path), ("digest", digest), ("size", facts.size.map { .string(String($0)) })])
        }
        return named(
            package,
            [
                ("author", .string(author.name)), ("authorEmail", .string(author.email)), ("platform", .string("")),
                ("files", files.isEmpty ? nil : .array(files)), ("sitePackagesRootPath", .string("/\(folder)")),
                ("topLevelPackages", .texts(unlessEmpty: modules)), ("directUrlOrigin", origin),
            ])
    }

    private static func golang(_ package: Package) -> (type: String, value: JSONValue) {
        let h1 = JSONValue.text(package.attributes["h1"])
        guard package.cataloger != "go-mod" else { return ("go-module-entry", .object(of: [("h1Digest", h1)])) }
        let settings = [
            ("GOARCH", "goarch"), ("GOOS", "goos"), ("vcs.revision", "commit"), ("vcs.modified", "modified"),
        ]
        let known = settings.compactMap { key, name in
            package.attributes[name].map { JSONValue.object(of: [("key", .string(key)), ("value", .string($0))]) }
        }
        return (
            "go-module-buildinfo-entry",
            .object(of: [
                ("goBuildSettings", known.isEmpty ? nil : .array(known)),
                ("goCompiledVersion", text(package, "goVersion")),
                ("architecture", text(package, "goarch")), ("h1Digest", h1),
                ("mainModule", package.attributes["mainPackage"].map { _ in .string(package.name) }),
            ])
        )
    }

    private static func npm(_ package: Package) -> JSONValue {
        named(
            package,
            [
                ("author", text(package, "author")), ("homepage", text(package, "homepage")),
                ("description", text(package, "description")), ("url", text(package, "repository")),
                ("private", .bool(package.attributes["private"] == "true")),
            ])
    }

    private static func java(_ package: Package) -> JSONValue {
        let place =
            (package.locations.first.map { ["/\($0)"] } ?? []) + [package.attributes["within"]].compactMap(\.self)
        let parts = CycloneDX.Component.names(of: package)
        let coordinates: JSONValue? =
            parts.group.isEmpty
            ? nil
            : .object(of: [
                ("path", .string("")), ("name", .string("")), ("groupId", .string(parts.group)),
                ("artifactId", .string(parts.name)), ("version", .string(package.version)),
            ])
        let digest = PackageHash.all(of: package).map { hash in
            JSONValue.object(of: [("algorithm", .string(hash.algorithm)), ("value", .string(hash.hex))])
        }
        let said = [("Bundle-SymbolicName", "bundle"), ("Automatic-Module-Name", "module")]
        let manifest = said.compactMap { key, name in
            package.attributes[name].map { JSONValue.object(of: [("key", .string(key)), ("value", .string($0))]) }
        }
        return .object(of: [
            ("virtualPath", .string(place.joined(separator: ":"))),
            ("manifest", manifest.isEmpty ? nil : .object(of: [("main", .array(manifest))])),
            ("pomProperties", coordinates), ("digest", digest.isEmpty ? nil : .array(digest)),
        ])
    }

    private static func cargo(_ package: Package) -> (type: String, value: JSONValue) {
        guard package.cataloger != "rust-binary" else {
            return ("rust-cargo-audit-entry", named(package, [("source", text(package, "source"))]))
        }
        return (
            "rust-cargo-lock-entry",
            named(
                package,
                [
                    ("source", text(package, "source")), ("checksum", text(package, "checksum")),
                    ("dependencies", .texts(package.dependencies)),
                ])
        )
    }

    private static func gem(_ package: Package) -> JSONValue {
        let authors = (package.attributes["author"] ?? "").split(separator: ",").map { String($0.drop { $0 == " " }) }
        return named(
            package, [("authors", .texts(unlessEmpty: authors)), ("homepage", .text(package.attributes["homepage"]))])
    }

    private static func composer(_ package: Package) -> JSONValue {
        func reference(_ url: String, _ commit: String, _ sum: String?) -> JSONValue {
            .object(of: [
                ("type", .string(url.hasSuffix(".git") ? "git" : "")), ("url", .string(url)),
                ("reference", .string(commit)), ("shasum", .text(sum)),
            ])
        }
        let commit = package.attributes["commit"]
        let url = package.attributes["url"] ?? ""
        return named(
            package,
            [
                ("source", reference(commit == nil ? "" : url, commit ?? "", nil)),
                ("dist", reference(commit == nil ? url : "", "", package.attributes["sha1"])),
                ("license", .texts(unlessEmpty: package.licences)), ("homepage", .text(package.attributes["homepage"])),
            ])
    }

    private static func conan(_ package: Package, isLock: Bool, isFile: Bool) -> (type: String, value: JSONValue) {
        let attributes = package.attributes
        var text = "\(package.name)/\(package.version.isEmpty ? attributes["range"] ?? "" : package.version)"
        if let user = attributes["user"], let channel = attributes["channel"] { text += "@\(user)/\(channel)" }
        if let revision = attributes["revision"] { text += "#\(revision)" }
        let reference = (name: "ref", value: JSONValue?.some(.string(text)))
        guard isLock else { return (isFile ? "c-conan-file-entry" : "c-conan-info-entry", .object(of: [reference])) }
        return (
            "c-conan-lock-v2-entry",
            .object(of: [
                reference, ("username", .text(attributes["user"])), ("channel", .text(attributes["channel"])),
                ("recipeRevision", .text(attributes["revision"])),
            ])
        )
    }

    private static func description(_ package: Package) -> JSONValue {
        let attributes = package.attributes
        return .object(of: [
            ("title", .text(attributes["title"])), ("author", .text(attributes["author"])),
            ("maintainer", .text(attributes["maintainer"])), ("url", attributes["homepage"].map { .texts([$0]) }),
            ("repository", .text(attributes["repository"])), ("imports", .texts(unlessEmpty: package.dependencies)),
        ])
    }

    private static func luarocks(_ package: Package) -> JSONValue {
        named(
            package,
            [
                ("license", .string(package.licences.first ?? "")), ("homepage", text(package, "homepage")),
                ("description", text(package, "summary")), ("url", text(package, "url")),
                ("dependencies", .object(package.dependencies.map { .init($0, .string("")) })),
            ])
    }

    private static func signature(_ package: Package) -> JSONValue {
        .object(of: [
            (
                "matches",
                .array(
                    package.locations.map { place in
                        .object(of: [
                            ("classifier", .string(package.name)),
                            (
                                "location",
                                .object(of: [("path", .string("/\(place)")), ("accessPath", .string("/\(place)"))])
                            ),
                        ])
                    })
            )
        ])
    }
}

/// Who wrote a package: `name <address>` in two parts.
struct SyftAuthor {
    let name: String
    let email: String

    init(_ text: String) {
        guard let open = text.lastIndex(of: "<"), text.last == ">" else {
            let isAddress = text.utf8.contains(0x40) && !text.utf8.contains(0x20)
            (name, email) = isAddress ? ("", text) : (text, "")
            return
        }
        name = PropertyText.line(String(text[..<open]))
        email = String(text[text.index(after: open)...].dropLast())
    }

    init(name: String, email: String) {
        (self.name, self.email) = (name, email)
    }

    /// Both together, as they were.
    var text: String { email.isEmpty ? name : name.isEmpty ? email : "\(name) <\(email)>" }
}
