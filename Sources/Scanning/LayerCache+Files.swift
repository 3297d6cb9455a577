internal import Bytes
internal import Inventory
internal import Platform

/// The digests of a layer's files, kept beside what catalogers found: a `KeptFile` of the packed list.
extension LayerCache {
    private static let filesMagic = "HMFILES"
    /// Goes up with what the list holds.
    private static let filesVersion = 2

    /// The files of a layer seen before; nothing where it was not, or where the file is broken.
    func files(of diffID: Digest) -> FileList? {
        guard let file = KeptFile(filesPath(diffID), Self.filesMagic) else { return nil }
        return FileList(packed: Array(file.content))
    }

    /// Keeps the files of a layer; a cache that cannot be written is no error.
    func store(_ files: FileList, of diffID: Digest) {
        KeptFile.write(filesPath(diffID), Self.filesMagic, in: directory) { file throws(SystemError) in
            try file.write(files.packed)
        }
    }

    private func filesPath(_ diffID: Digest) -> String { "\(directory)/\(diffID.hex)-files\(Self.filesVersion)" }
}
