internal import CPlatform
internal import Glibc

/// Writing to what a user named, whatever it is.
package enum OutputFile {
    /// Writes a file whole or not at all; through a link into what it leads to, and into a device or a pipe as it stands.
    package static func write(_ bytes: [UInt8], to path: String) throws(SystemError) {
        try write([(path, { bytes })])
    }

    /// Writes several files, all or none of them: each is finished beside its place before the first is put there.
    ///
    /// What goes into devices and pipes goes before that, since nobody can take it back.
    ///
    /// - Parameters:
    ///   - outputs: each path and what makes its bytes, so that those of one are there at a time.
    ///   - beforePlacing: what else cannot be taken back.
    package static func write(
        _ outputs: [(path: String, bytes: () -> [UInt8])], beforePlacing: () throws(SystemError) -> Void = {}
    ) throws(SystemError) {
        var drafts: [FileDraft] = []
        do throws(SystemError) {
            var streams: [(path: String, bytes: () -> [UInt8])] = []
            for output in outputs {
                if let place = try place(output.path) {
                    drafts.append(try FileDraft(output.bytes(), for: place))
                } else {
                    streams.append(output)
                }
            }
            for stream in streams { try pour(stream.bytes(), into: stream.path) }
            try beforePlacing()
            for index in drafts.indices { try drafts[index].settle() }
        } catch {
            // The last that was placed first, should two of them be one file after all.
            for draft in drafts.reversed() { draft.withdraw() }
            throw error
        }
        for draft in drafts { draft.discard() }
    }

    /// The path of the file that takes what is written, or nothing where it is a device or a pipe.
    private static func place(_ path: String) throws(SystemError) -> String? {
        let status: FileStatus
        do throws(SystemError) { status = try FileStatus(of: path) } catch {
            guard error.isNotFound else { throw error }
            return end(of: path)
        }
        return status.kind == .regular && !isDescriptor(path) ? try resolved(path) : nil
    }

    /// Whether a path names an open file and not a place: behind `>>` the file has more in it than what is written now.
    private static func isDescriptor(_ path: String) -> Bool {
        ["/dev/stdout", "/dev/stderr"].contains(path) || ["/dev/fd/", "/proc/self/fd/"].contains(where: path.hasPrefix)
    }

    private static func pour(_ bytes: [UInt8], into path: String) throws(SystemError) {
        // Renaming over a device would put a file in its place, for everybody.
        let descriptor = try retrying("open", path: path) {
            hm_openat(AT_FDCWD, path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY, 0)
        }
        try FileHandle(owning: descriptor, path: path).write(bytes)
    }

    /// Where links lead that end at a place where there is nothing yet.
    private static func end(of path: String) -> String {
        var path = path
        // As many as the kernel follows (path_resolution(7)).
        for _ in 0..<40 {
            guard let target = Directory.link(at: path, below: AT_FDCWD) else { break }
            let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
            path = target.hasPrefix("/") ? target : folder + target
        }
        return path
    }

    private static func resolved(_ path: String) throws(SystemError) -> String {
        guard let real = realpath(path, nil) else { throw SystemError("realpath", path: path) }
        defer { free(real) }
        return String(cString: real)
    }
}

extension OutputFile {
    /// What two paths share that lead to one file, whether it is there already or not.
    package static func identity(of path: String) -> String {
        if let status = try? FileStatus(of: path) { return "\(status.device) \(status.inode)" }
        let path = end(of: path)
        // What is not there yet is told by the folder that it will be in.
        var trimmed = path[...]
        while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
        let slash = trimmed.lastIndex(of: "/")
        let folder = slash.map { $0 == trimmed.startIndex ? "/" : String(trimmed[..<$0]) } ?? "."
        let name = slash.map { trimmed[trimmed.index(after: $0)...] } ?? trimmed
        guard let status = try? FileStatus(of: folder) else { return path }
        return "\(status.device) \(status.inode) \(name)"
    }
}

/// A finished file beside the place that it is for.
private struct FileDraft {
    /// What became of it.
    private enum State {
        case waiting
        /// In its place, where there was nothing.
        case placed
        /// In its place; the draft's name has what was there before.
        case exchanged
        /// In its place, and what was there before is gone.
        case replaced
    }

    private let place: String
    private let name: String
    private var state = State.waiting

    init(_ bytes: [UInt8], for place: String) throws(SystemError) {
        self.place = place
        name = try AtomicFile.draft([bytes], for: place)
    }

    /// Puts it in its place.
    mutating func settle() throws(SystemError) {
        if hm_rename_exchange(name, place) == 0 {
            state = .exchanged
        } else if hm_rename_new(name, place) == 0 {
            state = .placed
        } else if rename(name, place) == 0 {
            // A file system that cannot exchange files.
            state = .replaced
        } else {
            throw SystemError("rename", path: place)
        }
    }

    /// Takes it back, and brings back what was there before, where that is still to be had.
    func withdraw() {
        switch state {
        case .waiting: AtomicFile.remove(name)
        case .placed: AtomicFile.remove(place)
        case .exchanged: _ = rename(name, place)
        case .replaced: break
        }
    }

    /// Removes what was there before.
    func discard() { if state == .exchanged { AtomicFile.remove(name) } }
}
