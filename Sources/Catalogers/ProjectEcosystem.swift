internal import Bytes
internal import Inventory
internal import Layers
internal import Versions

/// An ecosystem whose tools install a project's packages into a folder of the project, beside its lock file.
///
/// | | installed below the project's folder |
/// |---|---|
/// | Composer | `vendor/composer/` |
/// | Mix, rebar3 | `deps/`, `_build/`; a release's `lib/NAME-VERSION/ebin/` |
/// | Poetry, Pipenv, PDM, uv, pip | `VENV/lib/pythonX.Y/site-packages/`, the same without `VENV/`, `__pypackages__/` |
/// | Bundler | `vendor/bundle/`, `vendor/ruby/`, `.bundle/ruby/` |
/// | Cargo | `target/` |
enum ProjectEcosystem: Hashable {
    case composer, erlang, python, ruby, rust

    /// The ecosystem of a package's type; nothing for other types.
    init?(_ type: PackageType) {
        switch type {
        case .composer: self = .composer
        case .hex, .otp: self = .erlang
        case .pypi: self = .python
        case .gem: self = .ruby
        case .cargo: self = .rust
        default: return nil
        }
    }

    /// How versions are compared.
    var scheme: VersionScheme {
        switch self {
        case .composer: .packagist
        case .erlang: .hex
        case .python: .pep440
        case .ruby: .rubygems
        case .rust: .semver
        }
    }

    /// A package's name as it is compared.
    func name(of package: Package) -> String {
        switch self {
        case .composer: package.name.lowercased()
        case .python: PythonName.normalised(package.name)
        case .erlang, .ruby, .rust: package.name
        }
    }

    /// The folders whose lock files an installed package belongs to.
    func projects(ofInstalled location: String) -> [Substring] {
        switch self {
        case .composer: Self.prefixes(of: location, before: ["vendor/composer/"])
        case .erlang:
            Self.prefixes(of: location, before: ["deps/", "_build/"])
                + (location.hasSuffix(".app") ? Self.prefixes(of: location, before: ["lib/"]) : [])
        case .ruby: Self.prefixes(of: location, before: ["vendor/bundle/", "vendor/ruby/", ".bundle/ruby/"])
        case .rust: Self.prefixes(of: location, before: ["target/"])
        case .python: Self.pythonProjects(location)
        }
    }

    /// The folders in which a lock file's project may be installed.
    func folders(ofLock location: String) -> [Substring] {
        let folder = LayerEntry(path: location).directory
        guard self == .python else { return [folder] }
        // Projects keep several of them in a folder of that name.
        let last = folder.split(separator: "/").last
        return last == "requirements" ? [folder, Self.parent(of: folder)] : [folder]
    }

    /// Folders of the system's own Python, which belong to no project.
    private static let systemFolders: Set<Substring> = ["", "usr", "usr/local"]

    private static func pythonProjects(_ location: String) -> [Substring] {
        var folders = prefixes(of: location, before: ["__pypackages__/"])
        guard location.utf8.span.index(of: Array("/site-packages/".utf8)) != nil else { return folders }
        for environment in prefixes(of: location, before: ["lib/python", "lib64/python", "Lib/site-packages/"])
        where !systemFolders.contains(environment) {
            folders += [environment, parent(of: environment)]
        }
        return folders
    }

    private static func parent(of folder: Substring) -> Substring {
        folder.utf8.lastIndex(of: UInt8(ascii: "/")).map { folder[..<$0] } ?? ""
    }

    /// What stands before a folder wherever a path has it, without the slash between.
    private static func prefixes(of path: String, before folders: [String]) -> [Substring] {
        var found: [Substring] = []
        var start = path.startIndex
        while start < path.endIndex, found.count < 16 {
            if folders.contains(where: { path[start...].hasPrefix($0) }) {
                found.append(start == path.startIndex ? "" : path[..<path.utf8.index(before: start)])
            }
            guard let slash = path.utf8[start...].firstIndex(of: UInt8(ascii: "/")) else { break }
            start = path.utf8.index(after: slash)
        }
        return found
    }
}
