internal import Bytes
internal import JSON
internal import Platform
internal import Profiles

/// Starts containers: everything is made and armed before the first instruction of the image.
package struct ContainerStart: Sendable {
    private let store: ContainerStore
    private let program: InitProgram
    private let network: any ContainerNetwork
    private let probe: KernelProbe
    private let steps: StepWatch

    package init(
        _ store: ContainerStore, program: InitProgram, probe: KernelProbe, network: any ContainerNetwork = NoNetwork(),
        steps: StepWatch = .none
    ) {
        self.store = store
        self.program = program
        self.probe = probe
        self.network = network
        self.steps = steps
    }

    /// Makes a container, arms it, and lets its first program run.
    package func start(_ request: StartRequest) throws -> RunningContainer {
        if let closed = try store.folder.closedFolder() {
            throw RuntimeError(
                .invalid, "containers cannot reach their files below \(closed), which only its owner may enter")
        }
        var request = request
        let shared = try sharedNetwork(&request)
        request.process.user = try request.confinement.permitted(request.process.user)
        try request.confinement.verifyExecutables(in: request.root.files)
        let reservation = try store.reserve(name: request.name)
        steps.pass("start.reserved")
        let identifier = reservation.identifier
        let lock = try FileHandle(duplicating: reservation.lock)
        do {
            return try start(request, shared, identifier: identifier, name: reservation.name, lock: lock)
        } catch {
            try store.clear(identifier, name: reservation.name)
            throw error
        }
    }

    private func start(
        _ request: StartRequest, _ shared: ContainerRecord?, identifier: String, name: String,
        lock: borrowing FileHandle
    ) throws -> RunningContainer {
        let plan = try prepare(request, shared, identifier: identifier, name: name)
        steps.pass("start.prepared")
        var container = try MonitorProcess.start(plan, program: program, store: store, lock: lock)
        let process = try container.awaitCreation(plan)
        for (feature, reason) in container.unarmed where request.requires(feature) {
            throw RuntimeError(.unsupported, "this kernel lacks what is required: \(feature.rawValue) (\(reason))")
        }
        if !request.isDetached && !request.process.hasTerminal { try container.openStreams(in: plan.folder) }
        steps.pass("start.created")
        container.notes = try network.attach(
            NetworkedContainer(
                identifier: identifier, name: name, process: process, folder: store.path(identifier),
                request: request.network))
        steps.pass("start.connected")
        var record = plan.record
        record.process = process
        record.startTime = OtherProcess.startTime(of: process)
        try store.save(record)
        try request.observer?(identifier)
        steps.pass("start.armed")
        try container.begin(plan)
        steps.pass("start.started")
        record.isStarted = true
        try store.save(record)
        // Whoever attends it sends signals to its process.
        container.record = record
        try container.confirm()
        steps.pass("start.confirmed")
        return container
    }

    /// Writes all that the engine and the container's own init are to read.
    private func prepare(
        _ request: StartRequest, _ shared: ContainerRecord?, identifier: String, name: String
    ) throws -> StartPlan {
        let folder = store.path(identifier)
        let confinement = request.confinement
        let identities = identities(of: request, identifier: identifier)
        let openFiles = min(confinement.resources.openFiles ?? 1 << 20, ProcessLimits.openFiles)
        var record = ContainerRecord(
            identifier: identifier, name: name, target: request.target, command: request.process.arguments,
            created: Clock.secondsSince1970, engine: request.engine.path, stopSignal: request.stopSignal,
            keepsLog: request.isDetached || !request.process.hasTerminal, isRemovedAtEnd: request.isRemovedAtEnd)
        record.digest = request.root.digest.map { "\($0)" }
        record.environment = request.process.environment
        record.workingDirectory = request.process.workingDirectory
        record.user = request.process.user.user
        record.group = request.process.user.group
        record.groups = request.process.user.groups
        record.home = request.process.user.home
        record.capabilities = confinement.capabilities.sorted()
        record.allowsNewPrivileges = confinement.allowsNewPrivileges
        record.openFiles = openFiles
        record.identityBase = identities?.base
        record.layers = request.root.layers
        record.secrets = Set(request.secrets.map(\.name)).sorted()
        try store.save(record)
        var bundle = ContainerBundle(
            identifier: identifier, folder: folder, hostName: String(identifier.prefix(12)), process: request.process,
            confinement: confinement, identities: identities, openFiles: openFiles)
        bundle.hook = program.path
        bundle.volumes = request.volumes
        bundle.secrets = request.secrets
        bundle.devices = request.devices
        bundle.network = request.network.mode
        bundle.networkProcess = shared?.process
        // Who shares a network finds the same names.
        bundle.hostsFolder = shared.map { store.path($0.identifier) }
        let base = try FileHandle(reading: folder)
        for part in ["upper", "work", "etc", "stage"] { try base.makeFolder(part) }
        // Where the root is mounted, unseen. An engine's `exec` goes there on the host before it goes into the container.
        try base.folder(beneath: "stage").makeFolder("rootfs")
        try Self.write(bundle.document(), to: "\(folder)/config.json", mode: 0o600)
        try Self.write(try confinement.landlock.encoded(), to: "\(folder)/policy", mode: 0o644)
        if let profile = request.profile { try Self.write(profile, to: "\(folder)/profile", mode: 0o600) }
        let own = request.network.mode == .host ? nil : IPAddress("127.0.1.1")
        let hosts =
            own.map { Array(HostsFile.text([(bundle.hostName, [$0])]).utf8) } ?? Self.ofThisMachine("/etc/hosts")
        try Self.write(hosts, to: "\(folder)/etc/hosts", mode: 0o644)
        try Self.write(Array("\(bundle.hostName)\n".utf8), to: "\(folder)/etc/hostname", mode: 0o644)
        let servers = request.network.mode == .host ? Self.ofThisMachine("/etc/resolv.conf") : []
        try Self.write(servers, to: "\(folder)/etc/resolv.conf", mode: 0o644)
        return StartPlan(
            request: request, record: record, bundle: bundle, folder: folder, tree: tree(of: request, identities))
    }

    /// The one tree of a root that nobody writes; nothing where the root must be an overlay.
    ///
    /// In a user namespace of its own the container cannot make the tree writable, whatever it may mount.
    private func tree(of request: StartRequest, _ identities: IdentityMap?) -> String? {
        guard let writable = request.confinement.writable, identities != nil, request.root.isStored,
            !request.hasOverlay, !request.confinement.locksFiles
        else { return nil }
        // The engine makes places beneath what can be written.
        let isElsewhere = { (path: String) in !writable.contains { ProfilePath.contains($0, path) } }
        // Volumes may have another place each time, and are no reason for another tree.
        return MergedTrees(store.folder, steps: steps).tree(
            of: request.root, making: writable + [request.process.workingDirectory],
            files: request.secrets.map(\.destination).filter(isElsewhere),
            needing: request.volumes.map(\.destination).filter(isElsewhere))
    }

    /// The container whose network a request wants to share, which runs; the request names it by its id then.
    private func sharedNetwork(_ request: inout StartRequest) throws -> ContainerRecord? {
        guard case .container(let name) = request.network.mode else { return nil }
        let other = try store.find(name)
        guard case .running = store.state(of: other), let process = other.process else {
            throw RuntimeError(.conflict, "\(other.name) is not running, and has no network to share")
        }
        request.network.mode = .container(other.identifier)
        let own = Directory.link(at: "/proc/self/ns/net", below: -100)
        // Its network may be this machine's own.
        if own != nil, Directory.link(at: "/proc/\(process)/ns/net", below: -100) == own {
            request.network.mode = .host
            return nil
        }
        return other
    }

    /// A file of this machine as it is; nothing where it is missing.
    private static func ofThisMachine(_ path: String) -> [UInt8] {
        (try? FileHandle(reading: path).read(0..<(1 << 20))) ?? []
    }

    /// The container's users on the host; nothing where the confinement or the kernel has none.
    private func identities(of request: StartRequest, identifier: String) -> IdentityMap? {
        guard let users = request.confinement.users, probe.lacks(of: [.userNamespace, .mappedMounts]).isEmpty else {
            return nil
        }
        return IdentityMap(range: freeRange(identifier), users: users, groups: request.confinement.groups)
    }

    /// A range of the host's users that no other container has.
    private func freeRange(_ identifier: String) -> UInt32 {
        let taken = Set(((try? store.all()) ?? []).compactMap(\.identityBase))
        var range = UInt32(identifier.prefix(8), radix: 16) ?? 0
        for _ in 0..<1000 {
            let base = IdentityMap(range: range, users: [], groups: []).base
            if !taken.contains(base) { return range }
            range &+= 1
        }
        return range
    }

    private static func write(_ bytes: [UInt8], to path: String, mode: UInt32) throws {
        try FileHandle(creating: path, mode: mode).write(bytes)
    }
}

/// All that is known of a container before its processes are.
struct StartPlan {
    let request: StartRequest
    let record: ContainerRecord
    let bundle: ContainerBundle
    let folder: String
    /// The root where it is no overlay.
    let tree: String?

    /// What went wrong, by the engine's own log and what was said where the container's errors go.
    func failure(_ summary: String) -> RuntimeError {
        let log = (try? FileHandle(reading: "\(folder)/engine.log").read(0..<(1 << 20))) ?? []
        let lines = log.split(separator: 0x0a).compactMap { (try? JSONValue(Array($0).span))?["msg"]?.string }
        let reason = lines.last ?? said
        return RuntimeError(.failed, "\(summary): \(reason.isEmpty ? "its engine ended and said nothing" : reason)")
    }
    /// The last line that was written where the container's errors go, with the meaning of an error's number in its place.
    private var said: String {
        var last = ""
        try? ContainerLog(folder: folder).read { last = String(decoding: $0.text, as: UTF8.self) }
        let words = last.split(separator: " ")
        guard words.count > 2, words[words.count - 2] == "errno", let number = words.last.flatMap({ Int32($0) }) else {
            return last
        }
        return (words.dropLast(2) + [Substring(SystemError.text(of: number))]).joined(separator: " ")
    }
}
