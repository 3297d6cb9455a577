internal import Inventory

/// Where a lock file takes a package from, told from what stands in a version's place.
///
/// | text | meaning |
/// |---|---|
/// | `1.2.3` | that version, from a registry |
/// | `npm:1.2.3`, `npm:other@1.2.3` | the same; an alias of another package |
/// | `git+ssh://host/path#commit`, `https://host/path.git#commit=…`, `github:user/repo#commit` | a commit |
/// | `https://host/path.tgz` | an archive |
/// | `file:path` | a folder or an archive beside |
/// | `link:path`, `portal:path`, `workspace:path`, `root:` | the project's own, which is no package of its own |
/// | `patch:name@npm%3A1.2.3#…`, `virtual:…#npm:1.2.3` | what it was made from |
struct NpmOrigin: Equatable {
    var name: String
    var version = ""
    var url = ""
    var commit = ""
    /// The name that the project calls it by, where that is another.
    var alias = ""
    /// Whether it is part of the project itself.
    var isLocal = false

    /// - Parameter specifier: a name, `@`, and what stands for the version.
    init?(_ specifier: String) {
        guard let at = specifier.dropFirst().firstIndex(of: "@") else { return nil }
        self.init(name: String(specifier[..<at]), String(specifier[specifier.index(after: at)...]))
    }

    init(name: String, _ text: String) {
        self.init(name: name, text, depth: 0)
    }

    /// - Parameter depth: how many wrappings were taken off; more than two mean nothing.
    private init(name: String, _ text: String, depth: Int) {
        self.name = name
        let scheme = text.utf8.firstIndex(of: 0x3a).map { text[..<$0] } ?? ""
        let rest = scheme.isEmpty ? text[...] : text[text.index(after: scheme.endIndex)...]
        switch scheme {
        case "":
            if rest.utf8.contains(0x2f) || rest.utf8.contains(0x23) {
                takeSource(text)
            } else {
                version = NpmName.version(text)
            }
        case "npm":
            guard let other = NpmOrigin.aliased(rest), depth < 2 else {
                version = NpmName.version(String(rest))
                return
            }
            self = NpmOrigin(name: other.name, other.version, depth: depth + 1)
            if other.name != name { alias = name }
        case "link", "portal", "workspace", "root": isLocal = true
        case "patch":
            let inner = String(rest.prefix { $0 != "#" }).replacing("%3A", with: ":").replacing("%3a", with: ":")
            guard depth < 2, let at = inner.dropFirst().firstIndex(of: "@") else { return }
            self = NpmOrigin(
                name: String(inner[..<at]), String(inner[inner.index(after: at)...]), depth: depth + 1)
        case "virtual":
            guard depth < 2, let mark = rest.firstIndex(of: "#") else { return }
            self = NpmOrigin(name: name, String(rest[rest.index(after: mark)...]), depth: depth + 1)
        default: takeSource(text)
        }
    }

    /// The record of a package from here.
    var record: PackageRecord {
        var record = PackageRecord(type: .npm, name: name, version: version)
        if !url.isEmpty { record.attributes["url"] = url }
        if !commit.isEmpty { record.attributes["commit"] = commit }
        if !alias.isEmpty { record.attributes["alias"] = alias }
        return record
    }

    /// The name that a registry's archive has in its address, `https://HOST/@scope/name/-/name-1.2.3.tgz`; nothing in other addresses.
    var archiveName: String? {
        guard url.hasPrefix("https://") || url.hasPrefix("http://") else { return nil }
        let parts = url.split(separator: "/").map { part in
            String(part).replacing("%2f", with: "/").replacing("%2F", with: "/")
        }
        guard let mark = parts.lastIndex(of: "-"), mark >= 3, mark == parts.count - 2, let file = parts.last else {
            return nil
        }
        let last = parts[mark - 1]
        let bare = last.split(separator: "/").last.map(String.init) ?? last
        guard file.hasPrefix("\(bare)-"), last.hasPrefix("@") || !last.contains("/") else { return nil }
        if last.contains("/") { return last }
        return parts[mark - 2].hasPrefix("@") ? "\(parts[mark - 2])/\(last)" : last
    }

    /// `name@version`; nothing where it is a version alone.
    private static func aliased(_ text: Substring) -> (name: String, version: String)? {
        guard let at = text.dropFirst().firstIndex(of: "@") else { return nil }
        return (String(text[..<at]), String(text[text.index(after: at)...]))
    }

    /// Takes an address; what follows `#` is a commit where it is not the digest of an archive.
    private mutating func takeSource(_ text: String) {
        let mark = text.utf8.firstIndex(of: 0x23)
        url = String(text[..<(mark ?? text.endIndex)])
        guard let mark, !url.hasSuffix(".tgz"), !url.hasSuffix(".tar.gz") else { return }
        var fragment = text[text.index(after: mark)...]
        if fragment.hasPrefix("commit=") { fragment = fragment.dropFirst(7).prefix { $0 != "&" } }
        commit = String(fragment)
    }
}
