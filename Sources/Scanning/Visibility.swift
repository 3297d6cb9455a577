internal import Layers

/// Tells which layer above hides a path; paths come in order, so a directory's answer serves for all in it.
struct Visibility {
    private let above: [(place: Int, paths: PathTable)]
    private var directory: Substring?
    private var directoryLayer: Int?

    /// - Parameter tables: what each layer says of paths, lowest first.
    init(_ tables: [PathTable], above place: Int) {
        above = tables.indices[(place + 1)...].map { ($0, tables[$0]) }.filter { $0.1.count > 0 }
    }

    /// The lowest layer above that removes or replaces what is at the path; nothing where it is still there.
    mutating func layer(hiding path: String) -> Int? {
        guard !above.isEmpty else { return nil }
        let parent = path.utf8.lastIndex(of: 0x2f).map { path[..<$0] } ?? ""
        if parent != directory {
            directory = parent
            directoryLayer = above.first { $0.paths.hidesContents(of: parent) }?.place
        }
        let ownLayer = above.first { !$0.paths.marks(path[...].utf8).isEmpty }?.place
        guard let directoryLayer, let ownLayer else { return directoryLayer ?? ownLayer }
        return min(directoryLayer, ownLayer)
    }
}
