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
        let name = "hullmark-probe-\(ProcessLimits.process)"
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
