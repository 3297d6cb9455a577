internal import Profiles

/// A tree that may be read, cut up so that the programs in it which are not named one by one cannot (`ProgramFolders`).
struct ReadableTree {
    let path: String
    let files: LayeredFiles

    /// The paths that the right to read it comes to.
    var parts: [(path: String, rights: LandlockPolicy.Rights)] {
        guard ProgramFolders.areBeneath(path) else { return [(path, [.read, .list])] }
        var parts: [(path: String, rights: LandlockPolicy.Rights)] = []
        for name in files.names(in: path) ?? [] {
            let child = path == "/" ? "/\(name)" : "\(path)/\(name)"
            if ProgramFolders.paths.contains(child) { continue }
            // A link has no rights of its own; where it leads is beneath the tree or not.
            if let found = files.find(child), found.path != child { continue }
            parts += ReadableTree(path: child, files: files).parts
        }
        return parts
    }
}
