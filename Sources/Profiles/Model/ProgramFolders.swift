/// Folders of programs, into which the right to read a tree does not reach.
///
/// Who can read a program can have the dynamic loader run it, whether it may be executed or not. A right to such a folder itself does reach
/// into it.
package enum ProgramFolders {
    package static let paths: Set<String> = [
        "/bin", "/sbin", "/usr/bin", "/usr/games", "/usr/libexec", "/usr/local/bin", "/usr/local/games",
        "/usr/local/libexec", "/usr/local/sbin", "/usr/sbin",
    ]

    /// Whether there is one beneath a tree.
    package static func areBeneath(_ tree: String) -> Bool { paths.contains { ProfilePath.contains(tree, $0) } }

    /// Whether one stands between a tree and a path beneath it, or is that path.
    static func separate(_ tree: String, from path: String) -> Bool {
        paths.contains { ProfilePath.contains(tree, $0) && ($0 == path || ProfilePath.contains($0, path)) }
    }
}
