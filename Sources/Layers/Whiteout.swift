/// What an entry's name says about lower layers (OCI image layer specification, "Whiteouts").
package enum Whiteout: Equatable {
    /// No whiteout: an entry as any other.
    case none
    /// `.wh.NAME`: the path `NAME` of lower layers goes.
    case file(String)
    /// `.wh..wh..opq`: all that lower layers have in this directory goes.
    case opaque(directory: String)
    /// Another name with `.wh..wh.`: bookkeeping of AUFS, which is no content.
    case bookkeeping

    package init(_ entry: LayerEntry) {
        let name = entry.name
        guard name.utf8.starts(with: ".wh.".utf8) else {
            self = .none
            return
        }
        let directory = entry.directory
        if name == ".wh..wh..opq" {
            self = .opaque(directory: String(directory))
        } else if name.utf8.starts(with: ".wh..wh.".utf8) || name.utf8.count == 4 {
            self = .bookkeeping
        } else {
            let target = name.dropFirst(4)
            self =
                target == "." || target == ".."
                ? .bookkeeping : .file(directory.isEmpty ? String(target) : "\(directory)/\(target)")
        }
    }
}
