internal import Catalogers
internal import Layers
internal import Platform

extension RootFileSystemScanner {
    /// Reads the files that catalogers want by their path and to which only links lead: the file is in the root, or it is not read.
    ///
    /// A path is resolved part by part within the root, and what it arrives at is opened without following any link.
    func readLinked(in root: borrowing FileHandle, device: UInt64, _ pass: inout LayerPass) throws(SystemError) {
        for path in index.exactPaths { try readLinked(path, in: root, device: device, &pass) }
        for folder in index.exactFolders {
            guard let real = resolve(folder, in: root), real != folder else { continue }
            let names: [String]
            do throws(SystemError) { names = try Directory.names(in: try open(real, in: root)) } catch { continue }
            for name in names { try readLinked("\(folder)/\(name)", in: root, device: device, &pass) }
        }
    }

    private func readLinked(
        _ path: String, in root: borrowing FileHandle, device: UInt64, _ pass: inout LayerPass
    ) throws(SystemError) {
        guard let real = resolve(path, in: root), real != path, !real.isEmpty, !isExcluded(path), !isExcluded(real)
        else {
            return
        }
        let wanted = index.matches(LayerEntry(path: path))
        // Most such files have a known path of their own, by which they were read.
        guard !wanted.isEmpty, !Set(wanted).isSubset(of: index.matches(LayerEntry(path: real))) else { return }
        do throws(SystemError) {
            let file = try open(real, in: root)
            let status = try file.status()
            guard status.kind == .regular else { return }
            if status.device != device, try isForeign(file) { return }
            let entry = LayerEntry(
                path: path, kind: .regular, mode: status.mode, userID: status.userID, groupID: status.groupID,
                size: status.size)
            guard note(entry, &pass) else { return }
            try read(entry, from: file, &pass)
        } catch {
            if !error.isNotFound { pass.report(Diagnostic(.unreadable, "\(error)", path: path)) }
        }
    }

    private func resolve(_ path: String, in root: borrowing FileHandle) -> String? {
        // A borrowed handle cannot go into a closure, its descriptor can: the root stays open meanwhile.
        let base = root.descriptor
        return LinkResolution.resolve(path) { Directory.link(at: $0, below: base) }
    }

    private func open(_ path: String, in root: borrowing FileHandle) throws(SystemError) -> FileHandle {
        try FileHandle(reading: path, below: root)
    }
}
