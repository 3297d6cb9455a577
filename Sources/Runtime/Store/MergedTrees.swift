internal import Bytes
internal import Platform

/// The layers of images as one tree each, of folders of its own and of second names of the layers' files (`trees/SHA-256`).
///
/// A root that nobody writes needs no overlay: bound directly a tree is walked faster, and by other users than root much faster, since
/// the kernel leaves its quick walk at every folder of an overlay whose layers have mapped owners (it must copy their access lists). Places
/// that something is mounted over are made in the tree; images whose containers want other such places have a tree for each.
struct MergedTrees {
    private let folder: RuntimeFolder
    private let steps: StepWatch

    init(_ folder: RuntimeFolder, steps: StepWatch = .none) {
        self.folder = folder
        self.steps = steps
    }

    /// The tree of an image's layers, made if it is missing; nothing where it cannot be made, or lacks one of the places.
    ///
    /// - Parameter made: folders that are made where the image does not have them.
    /// - Parameter files: empty files that are made there.
    /// - Parameter needed: paths that must be there too.
    func tree(of root: ImageRoot, making made: [String], files: [String], needing needed: [String]) -> String? {
        let missing = made.filter { root.files.find($0) == nil }.sorted()
        let missingFiles = files.filter { root.files.find($0) == nil }.sorted()
        let names = root.layers.map { String($0.split(separator: "/").last ?? "") }
        let key = (["1"] + names + missing + ["files"] + missingFiles).joined(separator: "\0")
        let path = "\(folder.trees)/\(Digest(of: Array(key.utf8)).hex)"
        do {
            if (try? FileStatus(of: path)) == nil { try make(path, root.layers, missing, missingFiles) }
            let tree = try LayeredFiles(lowestFirst: [path])
            let places = made + files + needed + Self.usualFolders + Self.usualFiles
            return places.allSatisfy { tree.find($0) != nil } ? path : nil
        } catch {
            // A file system without hard links, or with too few for this: the overlay serves as well, and says what is wrong with it.
            return nil
        }
    }

    /// What every container has mounted over.
    private static let usualFolders = ["/.hullmark", "/dev", "/proc", "/sys", "/etc"]
    private static let usualFiles = ["/etc/hosts", "/etc/hostname", "/etc/resolv.conf"]

    private func make(_ path: String, _ layers: [String], _ missing: [String], _ missingFiles: [String]) throws {
        let draft = try DraftTree(in: folder.trees, of: folder)
        steps.pass("tree.begun")
        let stack = try layers.reversed().map { OpenFile(try FileHandle(reading: $0)) }
        try merge(stack, into: draft.tree)
        let files = try LayeredFiles(lowestFirst: [draft.path])
        for place in Self.usualFolders + missing { try Self.makeFolders(place, in: draft.tree, files) }
        for place in Self.usualFiles + missingFiles { try Self.makeFile(place, in: draft.tree, files) }
        steps.pass("tree.written")
        try draft.tree.synchronizeFileSystem()
        try draft.name(String(path.split(separator: "/").last ?? ""))
        steps.pass("tree.named")
    }

    /// Makes a folder and those above it, as far as no file or link to nowhere stands in its way.
    private static func makeFolders(_ path: String, in tree: borrowing FileHandle, _ files: LayeredFiles) throws {
        var place = ""
        for part in path.split(separator: "/") {
            guard let parent = files.find(place.isEmpty ? "/" : place), case .directory = parent.place else { return }
            place = parent.path == "/" ? "/\(part)" : "\(parent.path)/\(part)"
            if files.find(place) != nil { continue }
            let folder = try tree.folder(beneath: String(parent.path.dropFirst()))
            guard (try? FileStatus(of: String(part), in: folder)) == nil else { return }
            try folder.makeFolder(String(part))
        }
    }

    /// Makes an empty file, and the folders above it.
    private static func makeFile(_ path: String, in tree: borrowing FileHandle, _ files: LayeredFiles) throws {
        guard files.find(path) == nil, let end = path.lastIndex(of: "/") else { return }
        let folder = end == path.startIndex ? "/" : String(path[..<end])
        let name = String(path[path.index(after: end)...])
        try makeFolders(folder, in: tree, files)
        guard !name.isEmpty, let parent = files.find(folder), case .directory = parent.place else { return }
        let above = try tree.folder(beneath: String(parent.path.dropFirst()))
        // What stands there and leads nowhere is left, and no place to be mounted over.
        if (try? FileStatus(of: name, in: above)) == nil { _ = try above.makeFile(name, mode: 0o644) }
    }

    /// Fills a folder with what the folders of a stack, topmost first, come to.
    private func merge(_ stack: [OpenFile], into target: borrowing FileHandle) throws {
        var done: Set<String> = []
        for (level, folder) in stack.enumerated() {
            for name in try Directory.names(in: folder.handle) where done.insert(name).inserted {
                if folder.handle.isWhiteout(name) { continue }
                guard try FileStatus(of: name, in: folder.handle).kind == .directory else {
                    try target.makeHardLink(name, to: name, in: folder.handle)
                    continue
                }
                try target.makeFolder(name)
                try merge(try Self.stack(of: name, in: stack[level...]), into: target.folder(beneath: name))
            }
        }
        guard let topmost = stack.first else { return }
        let status = try topmost.handle.status()
        try target.setOwner(user: status.userID, group: status.groupID)
        try target.setMode(status.mode)
        for name in try topmost.handle.attributeNames() where name.hasPrefix("user.") {
            if let value = topmost.handle.attribute(name) { try target.setAttribute(name, value) }
        }
        try target.setModified(status.modified)
    }

    /// The folders that a folder of the topmost of a stack is made of.
    private static func stack(of name: String, in stack: ArraySlice<OpenFile>) throws -> [OpenFile] {
        var parts: [OpenFile] = []
        for folder in stack {
            guard let status = try? FileStatus(of: name, in: folder.handle) else { continue }
            guard status.kind == .directory else { break }
            let part = try folder.handle.folder(beneath: name)
            let isOpaque = part.attribute("trusted.overlay.opaque") == [0x79]
            parts.append(OpenFile(part))
            if isOpaque { break }
        }
        return parts
    }
}
