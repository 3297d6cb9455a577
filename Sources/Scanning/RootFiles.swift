internal import Bytes
internal import Inventory
internal import Layers
internal import Platform

/// The digests of files below a root file system on disk: of those that packages own, since the rest may be a whole machine's data.
enum RootFiles {
    static func files(_ root: String, ownedBy packages: [Package], limits: Limits) -> FileList? {
        var paths: Set<[UInt8]> = []
        for package in packages {
            package.files.forEach { path, _ in paths.insert(path.withUnsafeBufferPointer { [UInt8]($0) }) }
        }
        guard paths.count <= limits.digestedFiles, let directory = try? FileHandle(reading: root) else { return nil }
        var list = FileList()
        let block = Block(capacity: 256 << 10)
        for path in paths.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            let path = String(decoding: path, as: UTF8.self)
            if let digests = digests(of: path, in: directory, block) { list.append(path, digest: digests) }
        }
        return list
    }

    /// A file that is gone, unreadable or none by now has no digests.
    private static func digests(of path: String, in root: borrowing FileHandle, _ block: Block) -> String? {
        do throws(SystemError) {
            let file = try FileHandle(reading: path, within: root)
            let status = try file.status()
            guard status.kind == .regular else { return nil }
            var hasher = FileHasher()
            var offset = 0
            while offset < status.size {
                let count = try file.read(into: block.memory, at: offset)
                if count == 0 { break }
                hasher.update(UnsafeRawBufferPointer(rebasing: block.memory[..<min(count, status.size - offset)]))
                offset += count
            }
            let facts = FileFacts(
                size: status.size, mode: status.mode, userID: status.userID, groupID: status.groupID)
            return "\(hasher.digests) \(facts.text)"
        } catch {
            return nil
        }
    }
}
