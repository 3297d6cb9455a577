internal import Platform

/// Starts hullmark-init as the monitor above a container.
enum MonitorProcess {
    /// Starts the monitor, which makes the container.
    static func start(
        _ plan: StartPlan, program: InitProgram, store: ContainerStore, lock: borrowing FileHandle
    ) throws -> RunningContainer {
        let request = plan.request
        var words = ["monitor", "--folder=\(plan.folder)", "--id=\(plan.record.identifier)", "--control=3"]
        if request.process.hasTerminal {
            words += ["--terminal"] + (request.isDetached ? ["--keep-terminal"] : [])
        } else {
            // Never the caller's own streams: these may be the host's terminal.
            words += ["--log"] + (request.isDetached ? [] : ["--caller-reads"])
        }
        if !request.confinement.allowsMemoryPrograms { words.append("--forbid-memory-programs") }
        if let own = FilePath.resolved("/proc/self/exe") {
            if request.isRemovedAtEnd { words.append("--finish=\(own)") }
            if case .network = request.network.mode {
                words.append("--refresh=\(own)")
                if request.network.policy?.names.isEmpty == false { words.append("--refresh-often") }
            }
        }
        words += owner(of: plan) + ["--"] + stage(plan) + ["--"]
        words += request.engine.arguments(in: store.folder, log: "\(plan.folder)/engine.log")
        words += ["run", "--detach", "--bundle", plan.folder, "--pid-file", "\(plan.folder)/pid"]
        if request.process.hasTerminal { words += ["--console-socket", "console"] }
        words.append(plan.record.identifier)

        let (own, other) = try MessageSocket.pair()
        let input = request.takesInput && !request.isDetached && !request.process.hasTerminal ? try Pipe() : nil
        if input != nil { words.insert("--input", at: 1) }
        let nothing = try FileHandle(reading: "/dev/null")
        // Above the numbers that they get, so that none is overwritten before it is copied.
        let held = try FileHandle(duplicating: lock)
        var surroundings = StartedProgram.Surroundings()
        surroundings.files = [
            (other.handle.descriptor, 100), (held.descriptor, 101),
            (input?.end.handle.descriptor ?? nothing.descriptor, 0), (100, 3),
            (101, 4),
        ]
        surroundings.isOfItsOwnSession = true
        surroundings.environment =
            ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]
            + ["HULLMARK_ROOT=\(store.folder.path)"]
        let process = try StartedProgram(program.path, words, surroundings)
        return RunningContainer(
            record: plan.record, store: store, control: own, monitor: process, input: input?.beginning)
    }

    /// Starts a monitor anew for a container whose own was killed; its log goes on.
    static func revive(
        _ record: ContainerRecord, program: InitProgram, store: ContainerStore, lock: borrowing FileHandle
    ) throws {
        guard let process = record.process else { return }
        let folder = store.path(record.identifier)
        var words = ["monitor", "--folder=\(folder)", "--id=\(record.identifier)", "--revive=\(process)"]
        if record.keepsLog { words.append("--log") }
        if let own = FilePath.resolved("/proc/self/exe"),
            try NetworkStore(store.folder).network(of: record.identifier) != nil
        {
            words += ["--refresh=\(own)", "--refresh-often"]
        }
        words.append("--")
        words += Engine(path: record.engine).arguments(in: store.folder, log: "\(folder)/engine.log") + ["run"]
        let nothing = try FileHandle(reading: "/dev/null")
        let held = try FileHandle(duplicating: lock)
        var surroundings = StartedProgram.Surroundings()
        surroundings.files = [(held.descriptor, 101), (101, 4)] + (0...2).map { (nothing.descriptor, Int32($0)) }
        surroundings.isOfItsOwnSession = true
        surroundings.environment = ["HULLMARK_ROOT=\(store.folder.path)"]
        _ = try StartedProgram(program.path, words, surroundings)
    }

    private static func owner(of plan: StartPlan) -> [String] {
        let user = plan.request.process.user
        let identities = plan.bundle.identities
        let owner = identities.map { $0.outside(user: user.user) ?? 0 } ?? user.user
        let group = identities.map { $0.outside(group: user.group) ?? 0 } ?? user.group
        return ["--owner=\(owner)", "--group=\(group)"]
    }

    /// The arguments of the stage: what is mounted, and whose it is.
    private static func stage(_ plan: StartPlan) -> [String] {
        let confinement = plan.request.confinement
        var words = ["--folder=\(plan.folder)", "--policy=\(plan.folder)/policy"] + owner(of: plan)
        if let identities = plan.bundle.identities {
            words.append("--user-map=\(identities.mountLines(identities.users))")
            words.append("--group-map=\(identities.mountLines(identities.groups))")
            words.append("--root-user=\(identities.outside(user: 0) ?? identities.base)")
            words.append("--root-group=\(identities.outside(group: 0) ?? identities.base)")
        }
        words += plan.request.root.layers.reversed().map { "--lower=\($0)" }
        if let tree = plan.tree { words.append("--tree=\(tree)") }
        words.append(confinement.resources.disk.map { "--upper-size=\($0)" } ?? "--upper-on-disk")
        if confinement.allowsNewPrivileges { words.append("--privileged-programs") }
        if confinement.writable == nil { words.append("--programs-in-volumes") }
        words += (confinement.writable ?? []).map { "--writable=\($0)" }
        words += plan.bundle.volumes.map { "--volume\($0.isWritable ? "-writable" : "")=\($0.source)" }
        words += plan.bundle.secrets.map { "--secret=\($0.source)" }
        words += plan.bundle.devices.map { "--device\($0.isWritable ? "-writable" : "")=\($0.path)" }
        if let process = plan.bundle.networkProcess { words.append("--system-of=\(process)") }
        if plan.request.network.mode == .host { words.append("--system-of-host") }
        if plan.request.engine.hidesUnified { words.append("--hide-unified") }
        return words
    }
}
