internal import Inventory

/// The commands of applications' package managers, by the file that names the package:
///
/// | file | command |
/// |---|---|
/// | `METADATA`, `PKG-INFO` in `usr/lib/pythonX`, `usr/local/lib/pythonX` | `pip install` |
/// | the same in another folder | `pip install --upgrade --target FOLDER` |
/// | `uv.lock` | `uv lock --upgrade-package` |
/// | `package.json` in `node_modules` of no other package, `package-lock.json` | `npm install` |
/// | `*.gemspec`; `Gemfile.lock` | `gem install`; `bundle update` |
/// | `Cargo.lock` | `cargo update --precise` |
/// | `go.mod` | `go get` |
/// | `composer.lock`, `installed.json` | `composer update --with` |
/// | `mix.lock`; `pubspec.lock` | `mix deps.update`; `dart pub upgrade` |
///
/// Programs and archives are built anew, and what a package brings in its own `node_modules` comes with that package; no command
/// of these does it.
extension Remediation.Upgrade {
    /// The command that carries the upgrade out in a file, or in no file that is known; nil where none is right.
    func command(in place: String?) -> ShellCommand? {
        guard isPlainName, target.isPlain(besides: "!") else { return nil }
        let place = place.map(UpgradePlace.init)
        guard place?.carrier == nil, let words = words(in: place) else { return nil }
        return ShellCommand(words)
    }

    private func words(in place: UpgradePlace?) -> [String]? {
        switch (type, place?.file) {
        case (.pypi, nil): ["pip", "install", "\(package)==\(target)"]
        case (.pypi, "METADATA"), (.pypi, "PKG-INFO"): place.map(pip)
        case (.pypi, "uv.lock"): ["uv", "lock", "--upgrade-package", "\(package)==\(target)"]
        case (.pypi, "poetry.lock"): ["poetry", "update", package]
        case (.npm, nil), (.npm, "package-lock.json"), (.npm, "npm-shrinkwrap.json"):
            ["npm", "install"] + prefix(place) + ["\(package)@\(target)"]
        case (.npm, "package.json"): place.flatMap(npm)
        case (.npm, "pnpm-lock.yaml"): ["pnpm", "update", "\(package)@\(target)"]
        case (.gem, nil): ["gem", "install", package, "--version", target]
        case (.gem, "Gemfile.lock"), (.gem, "gems.locked"): ["bundle", "update", package]
        case (.gem, let file?): file.hasSuffix(".gemspec") ? ["gem", "install", package, "--version", target] : nil
        case (.cargo, "Cargo.lock"): ["cargo", "update", "\(package)@\(installed)", "--precise", target]
        case (.golang, "go.mod"): ["go", "get", package == "stdlib" ? "go@\(target)" : "\(package)@\(target)"]
        case (.composer, nil), (.composer, "composer.lock"), (.composer, "installed.json"):
            ["composer", "update", package, "--with", "\(package):\(target)"]
        case (.hex, "mix.lock"): ["mix", "deps.update", package]
        case (.pub, "pubspec.lock"): ["dart", "pub", "upgrade", package]
        default: nil
        }
    }

    private func pip(_ place: UpgradePlace) -> [String] {
        let wanted = "\(package)==\(target)"
        if place.path.hasPrefix("usr/lib/python") || place.path.hasPrefix("usr/local/lib/python") {
            return ["pip", "install", wanted]
        }
        // The folder of packages holds the folder of the metadata. The image need not have a pip of its own for it.
        let folder = UpgradePlace(path: String(place.folder.dropFirst())).folder
        return ["pip", "install", "--upgrade", "--target", folder, wanted]
    }

    private func npm(_ place: UpgradePlace) -> [String]? {
        let parts = place.path.split(separator: "/")
        guard let modules = parts.firstIndex(of: "node_modules") else { return nil }
        let root = parts[..<modules].joined(separator: "/")
        if root == "usr/lib" || root == "usr/local/lib" {
            return ["npm", "install", "--global", "\(package)@\(target)"]
        }
        return ["npm", "install", "--prefix", "/\(root)", "\(package)@\(target)"]
    }

    private func prefix(_ place: UpgradePlace?) -> [String] { place.map { ["--prefix", $0.folder] } ?? [] }
}
