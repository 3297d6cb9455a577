internal import Catalogers
internal import Inventory
internal import Layers
internal import Platform

/// Walks a root file system on disk as if it were one layer.
///
/// Directories are opened relative to their parents and links are not followed on the walk, so that nothing leads out of the root, and
/// pseudo file systems are passed over. Links to what is wanted by its path are followed afterwards, within the root.
struct RootFileSystemScanner {
    let index: PatternIndex
    private let limits: Limits
    /// Paths below the root, without a slash before or behind, that the user leaves out.
    private let excluded: Set<String>
    /// Receives each directory before it is read.
    private let onEnter: (String) -> Void

    /// Magic numbers (`statfs(2)`) of file systems that hold no files of an image: proc, sysfs, cgroup and cgroup2, devpts, debugfs, tracefs,
    /// securityfs, bpf, mqueue, hugetlbfs, pstore, configfs, fusectl, binfmt_misc, nsfs, rpc_pipefs, autofs, efivarfs, selinuxfs.
    private static let pseudo: Set<Int> = [
        0x9fa0, 0x6265_6572, 0x27_e0eb, 0x6367_7270, 0x1cd1, 0x6462_6720, 0x7472_6163, 0x7363_6673, 0xcafe_4a11,
        0x1980_0202, 0x9584_58f6, 0x6165_676c, 0x6265_6570, 0x6573_5543, 0x4249_4e4d, 0x6e73_6673, 0x6759_6969, 0x0187,
        0xde5e_81e4, 0xf97c_ff8c,
    ]
    private static let overlay = 0x794c_7630

    init(
        _ index: PatternIndex, limits: Limits, excluding excluded: [String] = [],
        onEnter: @escaping (String) -> Void = { _ in }
    ) {
        self.index = index
        self.limits = limits
        self.onEnter = onEnter
        self.excluded = Set(
            excluded.map { path in
                path.split(separator: "/", omittingEmptySubsequences: true).filter { $0 != "." }.joined(separator: "/")
            })
    }

    /// Whether a path lies in what the user leaves out.
    func isExcluded(_ path: String) -> Bool {
        !excluded.isEmpty
            && (excluded.contains(path) || excluded.contains { path.hasPrefix("\($0)/") })
    }

    /// Reads what lies below a directory.
    func scan(_ root: String) -> LayerContents {
        var pass = LayerPass(index: index, limits: limits)
        do throws(SystemError) {
            let directory = try FileHandle(reading: root)
            let device = try directory.status().device
            try walk(directory, path: "", device: device, depth: 0, &pass)
            try readLinked(in: directory, device: device, &pass)
        } catch {
            pass.report(Diagnostic(.unreadable, "\(error)"))
        }
        return pass.finish()
    }

    private func walk(
        _ directory: borrowing FileHandle, path: String, device: UInt64, depth: Int, _ pass: inout LayerPass
    ) throws(SystemError) {
        guard depth < 256 else {
            pass.report(Diagnostic(.limitExceeded, "directories nest more than 256 deep", path: path))
            return
        }
        for name in try Directory.names(in: directory) {
            let below = path.isEmpty ? name : "\(path)/\(name)"
            if excluded.contains(below) {
                pass.report(Diagnostic(.excluded, "left out by --exclude", path: below))
                continue
            }
            do throws(SystemError) {
                let status = try FileStatus(of: name, in: directory)
                let entry = LayerEntry(
                    path: below, kind: status.kind, mode: status.mode, userID: status.userID, groupID: status.groupID,
                    size: status.kind == .regular ? status.size : 0)
                guard note(entry, &pass) else { return }
                switch status.kind {
                case .directory:
                    pass.take(folder: entry)
                    onEnter(below)
                    let child = try FileHandle(reading: name, in: directory)
                    if status.device != device, try isForeign(child) { continue }
                    try walk(child, path: below, device: status.device, depth: depth + 1, &pass)
                case .regular: try read(entry, name, in: directory, &pass)
                default: break
                }
            } catch {
                // Files come and go while a live system is read; what cannot be read is said.
                if !error.isNotFound { pass.report(Diagnostic(.unreadable, "\(error)", path: below)) }
            }
        }
    }

    func note(_ entry: LayerEntry, _ pass: inout LayerPass) -> Bool {
        do throws(LayerError) {
            try pass.note(file: entry)
            return true
        } catch {
            pass.report(Diagnostic(error.code, "the rest was not read: \(error)"))
            return false
        }
    }

    /// Whether a file system mounted here is no part of the root: a pseudo one, or the root of some running container.
    func isForeign(_ directory: borrowing FileHandle) throws(SystemError) -> Bool {
        let type = try Directory.fileSystemType(of: directory)
        return Self.pseudo.contains(type) || type == Self.overlay
    }

    private func read(
        _ entry: LayerEntry, _ name: String, in directory: borrowing FileHandle, _ pass: inout LayerPass
    ) throws(SystemError) {
        guard FileHead(entry, index: index, limits: limits).isPromising, pass.hasRoom(for: entry) else { return }
        let file = try FileHandle(reading: name, in: directory)
        guard try file.status().kind == .regular else { return }
        try read(entry, from: file, &pass)
    }

    /// Gives an open file's bytes to the catalogers that want it.
    func read(_ entry: LayerEntry, from file: borrowing FileHandle, _ pass: inout LayerPass) throws(SystemError) {
        var head = FileHead(entry, index: index, limits: limits)
        guard head.isPromising, pass.hasRoom(for: entry) else { return }
        let block = Block(capacity: 64 << 10)
        var offset = 0
        while head.isHungry {
            // What the next wanted part skips need not be read at all.
            offset = max(offset, head.nextOffset)
            // Not beyond the size of a moment ago, so that a file which grows meanwhile comes to an end.
            let length = min(offset == 0 && head.isUndecided ? 4096 : block.memory.count, entry.size - offset)
            if length <= 0 { break }
            block.count = try file.read(
                into: UnsafeMutableRawBufferPointer(rebasing: block.memory[..<length]), at: offset)
            if block.count == 0 { break }
            head.receive(block.bytes.bindMemory(to: UInt8.self).span, at: offset)
            offset += block.count
        }
        head.finish(isCut: offset < entry.size && head.isHungry)
        var intake = head.intake
        // A file on disk can be read backwards as well: parts that lay behind need no second pass.
        for _ in 0..<limits.extraPasses where !intake.deferred.isEmpty {
            pass.take(evidenceOf: intake)
            intake = FileIntake(entry, resuming: intake.deferred, index: index, limits: limits)
            var place = intake.nextOffset
            while intake.isHungry {
                place = max(place, intake.nextOffset)
                block.count = try file.read(into: block.memory, at: place)
                if block.count == 0 { break }
                intake.receive(block.bytes.bindMemory(to: UInt8.self).span, at: place)
                place += block.count
            }
            intake.finish(isCut: intake.isHungry)
        }
        pass.take(evidenceOf: intake)
        if !intake.deferred.isEmpty { pass.reportUnread(of: entry.path) }
    }
}
