internal import Bytes
internal import Layers
internal import Platform

/// Writes the entries of one layer beneath a folder, as overlayfs wants its lower directories.
///
/// Nothing leaves the folder: every parent is opened beneath it without following links, and the last part of a path is never
/// followed. Whiteouts become character devices 0/0, opaque directories get `trusted.overlay.opaque`. Devices are left out: no
/// container has others than the standard ones. Of extended attributes `security.capability` and `user.…` are kept.
struct LayerUnpacker: ~Copyable {
    private let root: FileHandle
    private let lower: LayeredFiles
    private let limits: Limits
    private var count = 0
    private var pathBytes = 0
    /// Directories and their times, which are set when nothing is written into them any more.
    private var times: [(path: String, modified: Int)] = []
    /// The parent of the latest entry, which mostly is the next one's too.
    private var parent: (path: String, handle: OpenFile)?
    /// Whether folders that the layer does not speak of itself were made as the layers beneath have them.
    private(set) var dependsOnLower = false

    init(into root: borrowing FileHandle, above lower: LayeredFiles, limits: Limits) throws {
        self.root = try FileHandle(duplicating: root)
        self.lower = lower
        self.limits = limits
    }

    /// Writes one entry, reading its content where it has some.
    mutating func add(_ entry: LayerEntry, from reader: TarReader) throws {
        count += 1
        pathBytes += entry.path.utf8.count
        guard count <= limits.entries, pathBytes <= limits.pathBytes else {
            throw RuntimeError(.unsafe, "the layer has more entries than any layer should have")
        }
        if entry.path.isEmpty {
            guard entry.kind == .directory else { return }
            try apply(entry, to: root)
            times.append(("", entry.modified))
            return
        }
        do {
            try write(entry, from: reader)
        } catch let error as SystemError where [40, 18, 20].contains(error.number) {
            // ELOOP, EXDEV, ENOTDIR: a part of the path is a link or a file.
            throw RuntimeError(.unsafe, "the layer's path \(entry.path) leads through what is no directory of it")
        }
    }

    /// Sets what had to wait until all was written.
    mutating func finish() throws {
        parent = nil
        for (path, modified) in times.reversed() {
            // A directory that a later entry replaced is no longer there.
            guard let folder = try? root.folder(beneath: path) else { continue }
            try folder.setModified(modified)
        }
        times = []
    }

    private mutating func write(_ entry: LayerEntry, from reader: TarReader) throws {
        let folder = try parentFolder(of: entry)
        let name = String(entry.name)
        switch Whiteout(entry) {
        case .bookkeeping: return
        case .opaque: return try folder.handle.setAttribute("trusted.overlay.opaque", [0x79])
        case .file(let path): return try hide(String(path.split(separator: "/").last ?? ""), in: folder.handle)
        case .none: break
        }
        if entry.kind == .directory { return try makeDirectory(entry, name, in: folder.handle) }
        switch entry.kind {
        case .characterDevice, .blockDevice, .socket: return
        default: break
        }
        if entry.kind == .hardLink && entry.linkTarget == entry.path { return }
        try clear(name, in: folder.handle)
        switch entry.kind {
        case .regular: try makeFile(entry, name, in: folder.handle, from: reader)
        case .symbolicLink:
            guard !entry.linkTarget.isEmpty else {
                throw RuntimeError(.unsafe, "the link \(entry.path) points nowhere")
            }
            try folder.handle.makeSymbolicLink(name, to: entry.linkTarget)
            try folder.handle.setOwner(of: name, user: entry.userID, group: entry.groupID)
            try folder.handle.setModified(of: name, entry.modified)
        case .hardLink: try makeHardLink(entry, name, in: folder.handle)
        case .fifo:
            try folder.handle.makeFIFO(name, mode: 0o600)
            try folder.handle.setOwner(of: name, user: entry.userID, group: entry.groupID)
            try folder.handle.setMode(of: name, entry.mode)
            try folder.handle.setModified(of: name, entry.modified)
        case .directory, .characterDevice, .blockDevice, .socket: break
        }
    }

    private func makeFile(
        _ entry: LayerEntry, _ name: String, in folder: borrowing FileHandle, from reader: TarReader
    ) throws {
        let file = try folder.makeFile(name)
        var failure: SystemError?
        try reader.content { bytes, offset in
            do throws(SystemError) {
                try file.write(bytes, at: offset)
                return true
            } catch {
                failure = error
                return false
            }
        }
        if let failure { throw failure }
        // Zeros at the end are not written.
        if try file.status().size != entry.size { try file.truncate(to: entry.size) }
        try apply(entry, to: file)
        try file.setModified(entry.modified)
    }

    private func makeHardLink(_ entry: LayerEntry, _ name: String, in folder: borrowing FileHandle) throws {
        let target = entry.linkTarget
        guard let last = target.split(separator: "/").last else {
            throw RuntimeError(.unsafe, "the hard link \(entry.path) points nowhere")
        }
        do throws(SystemError) {
            let origin = try root.folder(beneath: String(target.dropLast(last.count)))
            guard try FileStatus(of: String(last), in: origin).kind != .directory, !origin.isWhiteout(String(last))
            else {
                throw SystemError(number: 2, call: "linkat", path: target)
            }
            try folder.makeHardLink(name, to: String(last), in: origin)
        } catch {
            throw RuntimeError(
                .unsafe, "the hard link \(entry.path) points to \(target), which the layer does not have")
        }
    }

    private mutating func makeDirectory(_ entry: LayerEntry, _ name: String, in folder: borrowing FileHandle) throws {
        var hidesLower = false
        do throws(SystemError) {
            if try FileStatus(of: name, in: folder).kind != .directory {
                hidesLower = folder.isWhiteout(name)
                try folder.remove(name)
                try folder.makeFolder(name)
            }
        } catch {
            guard error.isNotFound else { throw error }
            try folder.makeFolder(name)
        }
        let made = try folder.folder(beneath: name)
        try apply(entry, to: made)
        if hidesLower { try made.setAttribute("trusted.overlay.opaque", [0x79]) }
        times.append((entry.path, entry.modified))
    }

    /// Hides what lower layers have under a name; what this layer itself has there stays.
    private func hide(_ name: String, in folder: borrowing FileHandle) throws {
        guard !name.isEmpty else { return }
        do throws(SystemError) {
            guard try FileStatus(of: name, in: folder).kind == .directory else { return }
            try folder.folder(beneath: name).setAttribute("trusted.overlay.opaque", [0x79])
        } catch {
            guard error.isNotFound else { throw error }
            try folder.makeWhiteout(name)
        }
    }

    /// Removes what an earlier entry put in the place of a later one.
    private mutating func clear(_ name: String, in folder: borrowing FileHandle) throws {
        do throws(SystemError) { try folder.remove(name) } catch {
            if error.isNotFound { return }
            parent = nil
            try folder.removeTree(name)
        }
    }

    /// Owner, permissions and attributes; in this order, since a new owner takes set-uid bits and capabilities away.
    private func apply(_ entry: LayerEntry, to file: borrowing FileHandle) throws {
        try file.setOwner(user: entry.userID, group: entry.groupID)
        try file.setMode(entry.mode)
        for (name, value) in entry.extendedAttributes.sorted(by: { $0.key < $1.key }) where Self.isKept(name) {
            try file.setAttribute(name, value)
        }
    }

    /// Attributes that mean something to overlayfs or to the host's own security modules are not an image's to set.
    private static func isKept(_ name: String) -> Bool {
        name == "security.capability" || (name.hasPrefix("user.") && !name.hasPrefix("user.overlay."))
    }

    private mutating func parentFolder(of entry: LayerEntry) throws -> OpenFile {
        let path = String(entry.directory)
        if let parent, parent.path == path { return parent.handle }
        let handle: OpenFile
        do throws(SystemError) { handle = OpenFile(try root.folder(beneath: path)) } catch {
            guard error.number == 2 else { throw error }
            try makeParents(path)
            handle = OpenFile(try root.folder(beneath: path))
        }
        parent = (path, handle)
        return handle
    }

    /// Makes folders that the layer does not speak of: as the layers beneath have them, since the topmost layer's attributes count.
    private mutating func makeParents(_ path: String) throws {
        var current = ""
        for part in path.split(separator: "/") {
            let parent = try root.folder(beneath: current)
            current += current.isEmpty ? String(part) : "/\(part)"
            do throws(SystemError) {
                guard parent.isWhiteout(String(part)) else {
                    if try FileStatus(of: String(part), in: parent).kind == .directory { continue }
                    throw SystemError(number: 20, call: "openat2", path: current)
                }
                try parent.remove(String(part))
                try parent.makeFolder(String(part))
                try parent.folder(beneath: String(part)).setAttribute("trusted.overlay.opaque", [0x79])
                continue
            } catch {
                guard error.number == 2 else { throw error }
            }
            try parent.makeFolder(String(part))
            guard let status = lower.folderStatus(current) else { continue }
            dependsOnLower = true
            let made = try parent.folder(beneath: String(part))
            try made.setOwner(user: status.userID, group: status.groupID)
            try made.setMode(status.mode)
            times.append((current, status.modified))
        }
    }
}
