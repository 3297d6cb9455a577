internal import Inventory
internal import JSON

extension SyftMetadata {
    /// Takes over what the metadata of a language's package says.
    static func applyLanguage(_ metadata: JSONValue, type: String, to package: inout Package) {
        func take(_ names: [(name: String, attribute: String)], of object: JSONValue? = nil) {
            for (name, attribute) in names {
                let text = (object ?? metadata).text(name)
                if !text.isEmpty { package.attributes[attribute] = text }
            }
        }
        switch type {
        case "python-package":
            let author = SyftAuthor(name: metadata.text("author"), email: metadata.text("authorEmail")).text
            if !author.isEmpty { package.attributes["author"] = author }
            let modules = metadata.elements("topLevelPackages").compactMap(\.string)
            if !modules.isEmpty { package.attributes["topLevel"] = modules.joined(separator: " ") }
            take([("url", "url"), ("commitId", "commit")], of: metadata["directUrlOrigin"] ?? .null)
        case "go-module-buildinfo-entry":
            take([("h1Digest", "h1"), ("goCompiledVersion", "goVersion"), ("architecture", "goarch")])
            let names = ["GOOS": "goos", "vcs.revision": "commit", "vcs.modified": "modified"]
            for setting in metadata.elements("goBuildSettings") {
                if let name = names[setting.text("key")] { take([("value", name)], of: setting) }
            }
        case "go-module-entry": take([("h1Digest", "h1")])
        case "javascript-npm-package":
            take([
                ("author", "author"), ("homepage", "homepage"), ("description", "description"), ("url", "repository"),
            ])
            if metadata["private"]?.bool == true { package.attributes["private"] = "true" }
        case "javascript-npm-package-lock-entry", "javascript-yarn-lock-entry":
            take([("resolved", "url"), ("integrity", "integrity")])
        case "java-archive":
            let hashes = metadata.elements("digest").compactMap {
                PackageHash(algorithm: $0.text("algorithm"), hex: $0.text("value"))
            }
            PackageHash.apply(hashes, to: &package)
            let names = [
                "Implementation-Vendor": "vendor", "Bundle-SymbolicName": "bundle", "Automatic-Module-Name": "module",
            ]
            for line in metadata["manifest"]?.elements("main") ?? [] {
                if let name = names[line.text("key")] { take([("value", name)], of: line) }
            }
            let place = metadata.text("virtualPath").split(separator: ":", maxSplits: 1).map(String.init)
            if place.count == 2 { package.attributes["within"] = place[1] }
        case "rust-cargo-lock-entry":
            take([("source", "source"), ("checksum", "checksum")])
            package.dependencies = names(metadata.elements("dependencies"), endingAt: " ")
        case "rust-cargo-audit-entry": take([("source", "source")])
        case "ruby-gemspec":
            take([("homepage", "homepage")])
            let authors = metadata.elements("authors").compactMap(\.string)
            if !authors.isEmpty { package.attributes["author"] = authors.joined(separator: ", ") }
        case "php-composer-lock-entry", "php-composer-installed-entry":
            take([("homepage", "homepage")])
            take([("url", "url"), ("shasum", "sha1")], of: metadata["dist"] ?? .null)
            take([("url", "url"), ("reference", "commit")], of: metadata["source"] ?? .null)
        case "elixir-mix-lock-entry", "erlang-rebar-lock-entry":
            take([("pkgHash", "sha256")])
            take([("pkgHashExt", "sha256")])
        case "dart-pubspec-lock-entry": take([("hosted_url", "url"), ("vcs_url", "url")])
        case "swift-package-manager-lock-entry": take([("revision", "commit")])
        case "cocoa-podfile-lock-entry": take([("checksum", "checksum")])
        case "c-conan-lock-v2-entry":
            take([("username", "user"), ("channel", "channel"), ("recipeRevision", "revision")])
        case "dotnet-deps-entry": take([("sha512", "sha512")])
        case "r-description":
            take([("title", "title"), ("author", "author"), ("maintainer", "maintainer"), ("repository", "repository")])
            if let url = metadata["url"]?[0]?.string { package.attributes["homepage"] = url }
            package.dependencies = names(metadata.elements("imports"), endingAt: " (")
        case "luarocks-package":
            take([("homepage", "homepage"), ("description", "summary"), ("url", "url")])
            package.dependencies = (metadata["dependencies"]?.members ?? []).map(\.name)
        case "nix-store-entry": take([("outputHash", "hash"), ("output", "output")])
        case "haskell-hackage-stack-lock-entry": take([("pkgHash", "sha256")])
        default: return
        }
    }
}
