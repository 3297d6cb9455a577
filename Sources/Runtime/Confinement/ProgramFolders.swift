internal import Profiles

/// Trees that may be read, cut up so that the programs in them which are not named one by one cannot.
///
/// Who can read a program can have the dynamic loader run it, whether it may be executed or not. So a right to read a tree does not
/// reach into the folders of programs beneath it; a right to such a folder itself does.
struct ProgramFolders {
    private static let folders: Set<String> = [
        "/bin", "/sbin", "/usr/bin", "/usr/games", "/usr/libexec", "/usr/local/bin", "/usr/local/games",
        "/usr/local/libexec", "/usr/local/sbin", "/usr/sbin",
    ]

    private let files: LayeredFiles

    init(_ files: LayeredFiles) { self.files = files }

    /// The paths that a tree's right to be read comes to.
    mutating func parts(of tree: String) -> [(path: String, rights: LandlockPolicy.Rights)] {
        guard Self.folders.contains(where: { ProfilePath.contains(tree, $0) }) else { return [(tree, [.read, .list])] }
        var parts: [(path: String, rights: LandlockPolicy.Rights)] = []
        for name in files.names(in: tree) ?? [] {
            let path = tree == "/" ? "/\(name)" : "\(tree)/\(name)"
            if Self.folders.contains(path) { continue }
            // A link has no rights of its own; where it leads is beneath the tree or not.
            if let found = files.find(path), found.path != path { continue }
            parts += self.parts(of: path)
        }
        return parts
    }
}
