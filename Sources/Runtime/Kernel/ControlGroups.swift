internal import Platform

/// The control groups of this host: version 1, version 2, or both beside each other.
package struct ControlGroups: Sendable {
    /// What a group limits.
    package enum Controller: String, Sendable {
        case memory, cpu, pids
    }

    private let root: String

    package init(root: String = "/sys/fs/cgroup") { self.root = root }

    /// Whether version 1's controllers stand beside version 2's tree, which crun refuses.
    package var isHybrid: Bool {
        !isUnified && (try? FileStatus(of: "\(root)/unified/cgroup.controllers")) != nil
    }

    private var isUnified: Bool { (try? FileStatus(of: "\(root)/cgroup.controllers")) != nil }

    /// The tree of version 2, in which programs are asked about sockets; nothing where there is none.
    var socketTree: String? { isUnified ? root : isHybrid ? "\(root)/unified" : nil }

    /// The group of a container in the tree of version 2.
    ///
    /// Beside version 1 no engine makes one, so that it is made here and the container's processes are put into it.
    func socketGroup(of process: Int32, name: String) throws -> FileHandle {
        guard let tree = socketTree else {
            throw RuntimeError(.unsupported, "there is no tree of control groups of version 2")
        }
        if isUnified {
            let bytes = try FileHandle(reading: "/proc/\(process)/cgroup").read(0..<65_536)
            let line = String(decoding: bytes, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("0::/") }
            // The container's own, and none above it, which others share.
            guard let path = line?.dropFirst(3), path.split(separator: "/").contains(Substring(name)) else {
                throw RuntimeError(.failed, "the container has no control group of its own")
            }
            return try FileHandle(reading: "\(tree)\(path)")
        }
        let path = "\(tree)/\(name)"
        let base = try FileHandle(reading: tree)
        do throws(SystemError) { try base.makeFolder(name) } catch {
            guard error.number == 17 else { throw error }
        }
        do {
            try FileHandle(appending: "\(path)/cgroup.procs").write(Array("\(process)".utf8))
        } catch {
            // The process is gone, and whoever cleared away after it may have done so before.
            try? base.remove(name, isFolder: true)
            throw error
        }
        return try FileHandle(reading: path)
    }

    /// A group in the tree of version 2 in which no process is; nothing where there is one of this name already, or no such tree.
    func makeSocketGroup(_ name: String) throws -> FileHandle? {
        guard let tree = socketTree, (try? FileStatus(of: "\(tree)/\(name)")) == nil else { return nil }
        try FileHandle(reading: tree).makeFolder(name)
        return try FileHandle(reading: "\(tree)/\(name)")
    }

    /// Removes a group from the tree of version 2, if nobody is in it.
    func removeSocketGroup(_ name: String) {
        guard let tree = socketTree else { return }
        try? FileHandle(reading: tree).remove(name, isFolder: true)
    }

    /// Puts this process where the sockets of a container are asked about, if that is a group of its own: who comes from here is held too.
    func enterSocketGroup(_ name: String) throws {
        guard isHybrid, let tree = socketTree, (try? FileStatus(of: "\(tree)/\(name)")) != nil else { return }
        try FileHandle(appending: "\(tree)/\(name)/cgroup.procs").write(Array("0".utf8))
    }

    /// Every tree that a container's group stands in.
    private var trees: [String] {
        if isUnified { return [root] }
        return ((try? Directory.names(at: root)) ?? []).map { "\(root)/\($0)" }
            .filter { (try? FileStatus(of: "\($0)/cgroup.procs")) != nil }
    }

    /// Why a controller does not limit; nothing where it does.
    ///
    /// Found by making a group and setting a limit.
    package func lack(of controller: Controller) -> String? {
        let tree = isUnified ? root : "\(root)/\(controller.rawValue)"
        let name = Self.probe
        let (file, value) =
            switch (controller, isUnified) {
            case (.memory, false): ("memory.limit_in_bytes", "1073741824")
            case (.memory, true): ("memory.max", "1073741824")
            case (.cpu, false): ("cpu.cfs_quota_us", "50000")
            case (.cpu, true): ("cpu.max", "50000 100000")
            case (.pids, _): ("pids.max", "100")
            }
        do {
            let base = try FileHandle(reading: tree)
            try base.makeFolder(name)
            defer { try? base.remove(name, isFolder: true) }
            try FileHandle(appending: "\(tree)/\(name)/\(file)").write(Array(value.utf8))
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// The name of a group by which this process tries something.
    static var probe: String { "\(probes)\(ProcessLimits.process)" }

    private static let probes = "hullmark-probe-"

    /// Removes groups of processes that were killed while they tried something.
    func removeProbes() {
        for tree in trees {
            for name in (try? Directory.names(at: tree)) ?? [] where name.hasPrefix(Self.probes) {
                guard let process = Int32(name.dropFirst(Self.probes.count)),
                    OtherProcess.startTime(of: process) == nil
                else { continue }
                try? FileHandle(reading: tree).remove(name, isFolder: true)
            }
        }
    }

    /// Ends whatever runs in a group of this name, and removes it from every tree.
    package func remove(_ name: String) {
        for tree in trees {
            guard let base = try? FileHandle(reading: tree) else { continue }
            for attempt in 0..<50 {
                do throws(SystemError) {
                    try base.remove(name, isFolder: true)
                    break
                } catch {
                    guard error.number == 16 else { break }
                    kill("\(tree)/\(name)")
                    if attempt > 0 { Pause.milliseconds(10) }
                }
            }
        }
    }

    private func kill(_ folder: String) {
        guard let file = try? FileHandle(reading: "\(folder)/cgroup.procs"), let bytes = try? file.read(0..<65_536)
        else {
            return
        }
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            guard let number = Int32(line), number > 1, let start = OtherProcess.startTime(of: number) else { continue }
            if let process = OtherProcess(number, startTime: start) { try? process.signal(9) }
        }
    }
}
