internal import Inventory

/// The repository and commit that a package was taken from, where it was not from a registry: attributes `url` and `commit`.
enum SourceRepository {
    /// The qualifier of the package URL, in the form of SPDX's download locations: `git+https://host/path@commit`.
    ///
    /// | text | address |
    /// |---|---|
    /// | `git+ssh://…`, `git+https://…` | itself |
    /// | `https://…`, `ssh://…`, `git://…` | with `git+` in front |
    /// | `git@host:path` | `git+ssh://git@host/path` |
    /// | `github:user/repository`, `user/repository`, the same of `gitlab` and `bitbucket` | the host's |
    static func qualifier(of record: PackageRecord) -> (key: String, value: String) {
        guard let commit = record.attributes["commit"], let url = record.attributes["url"], !commit.isEmpty else {
            return ("vcs_url", "")
        }
        return ("vcs_url", "\(address(url))@\(commit)")
    }

    static func address(_ text: String) -> String {
        if text.hasPrefix("git+") { return text }
        if text.contains("://") { return "git+\(text)" }
        guard let colon = text.firstIndex(of: ":") else { return "git+https://github.com/\(text)" }
        let path = text[text.index(after: colon)...]
        switch text[..<colon] {
        case "github": return "git+https://github.com/\(path)"
        case "gitlab": return "git+https://gitlab.com/\(path)"
        case "bitbucket": return "git+https://bitbucket.org/\(path)"
        default: return "git+ssh://\(text[..<colon])/\(path)"
        }
    }
}
