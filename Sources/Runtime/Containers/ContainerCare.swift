internal import Platform
internal import Profiles

/// What is done with containers that run: commands in them, their end, and their monitors when these were killed.
package struct ContainerCare: Sendable {
    private let store: ContainerStore

    package init(_ store: ContainerStore) { self.store = store }

    /// Ends a container: by its own signal, and by force when the time is over.
    package func stop(_ record: ContainerRecord, seconds: Int) throws {
        guard let process = store.process(of: record), process.isRunning else { return }
        try process.signal(SignalName.number(record.stopSignal) ?? 15)
        if !process.wait(milliseconds: min(max(0, seconds), 1_000_000) * 1000) {
            try process.signal(9)
            _ = process.wait(milliseconds: 10_000)
        }
        // Until its monitor has written down the end.
        for _ in 0..<500 {
            if let lock = try store.lock(record.identifier) {
                extendLifetime(lock)
                return
            }
            guard store.record(record.identifier) != nil else { return }
            Pause.milliseconds(20)
        }
    }

    /// Runs a command beside the first program, held to the same; gives its code.
    package func execute(
        _ process: ContainerProcess, in record: ContainerRecord, takesInput: Bool
    ) throws -> Int32 {
        guard case .running = store.state(of: record) else {
            throw RuntimeError(.conflict, "\(record.name) is not running")
        }
        var confinement = Confinement()
        confinement.capabilities = Set(record.capabilities)
        confinement.allowsNewPrivileges = record.allowsNewPrivileges
        var later = process
        later.isLater = true
        let folder = store.path(record.identifier)
        let document = "\(folder)/exec-\(ProcessLimits.process).json"
        AtomicFile.remove(document)
        try FileHandle(creating: document, mode: 0o600)
            .write(later.document(confinement: confinement, openFiles: record.openFiles))
        defer { AtomicFile.remove(document) }
        try ControlGroups().enterSocketGroup(ContainerBundle.controlGroup(record.identifier))
        let engine = Engine(path: record.engine)
        let words = engine.arguments(in: store.folder, log: "\(folder)/engine.log").dropFirst()
        // 17 is the end of the child; the others are the user's, which go on to the command.
        let signals = try SignalQueue([1, 2, 3, 15, 17])
        // Pipes of its own, never the caller's streams, which may be a terminal of the host: engines make the container's user their owner.
        let (output, errors) = (try Pipe(), try Pipe())
        let (input, feeding) = try Self.input(isFed: takesInput && !process.hasTerminal)
        // What programs open again by the names of /dev, as /dev/stdout, must be theirs; not every engine makes it so.
        let owner = try Self.identities(of: record)(process.user)
        for file in [input, output.beginning, errors.beginning] {
            try file.handle.setOwner(user: owner.user, group: owner.group)
        }
        defer { extendLifetime(feeding) }
        var surroundings = StartedProgram.Surroundings()
        if !process.hasTerminal {
            surroundings.files = [
                (input.handle.descriptor, 0), (output.beginning.handle.descriptor, 1),
                (errors.beginning.handle.descriptor, 2),
            ]
        }
        let program = try StartedProgram(
            engine.path, words + ["exec", "--process", document, record.identifier], surroundings)
        while true {
            if let code = program.poll() {
                try StreamRelay.drain(output.end.handle, to: .output)
                try StreamRelay.drain(errors.end.handle, to: .error)
                return code
            }
            let ready = try Readiness.wait(
                [signals.handle.descriptor, output.end.handle.descriptor, errors.end.handle.descriptor],
                milliseconds: 1000)
            if ready.contains(output.end.handle.descriptor) {
                _ = try StreamRelay.pass(output.end.handle, to: .output)
            }
            if ready.contains(errors.end.handle.descriptor) {
                _ = try StreamRelay.pass(errors.end.handle, to: .error)
            }
            guard ready.contains(signals.handle.descriptor) else { continue }
            guard let signal = signals.next(), signal != 17 else { continue }
            // The terminal's own keys reach the engine too, which passes them on.
            if signal == 1 || signal == 15 { try program.signal(signal) }
        }
    }

    /// Who a command runs as, if the container's profile permits it.
    package func permitted(_ user: ImageUser, in record: ContainerRecord) throws -> ImageUser {
        let path = "\(store.path(record.identifier))/profile"
        guard let bytes = try? FileHandle(reading: path).read(0..<ProfileLimits.documentBytes + 1) else { return user }
        return try Confinement(usersOf: Profile(bytes.span)).permitted(user)
    }

    /// Who a container's users are on this machine, by the maps of its first process.
    private static func identities(
        of record: ContainerRecord
    ) throws -> (ImageUser) throws -> (user: UInt32, group: UInt32) {
        let (users, groups) = (try map("uid_map", of: record), try map("gid_map", of: record))
        return { user in
            guard let outside = users(user.user), let group = groups(user.group) else {
                throw RuntimeError(
                    .invalid, "\(record.name) has no user \(user.user) with the group \(user.group)")
            }
            return (outside, group)
        }
    }

    /// A map of identities (`user_namespaces(7)`): the first inside, the first outside, and how many.
    private static func map(_ name: String, of record: ContainerRecord) throws -> (UInt32) -> UInt32? {
        let bytes = try FileHandle(reading: "/proc/\(record.process ?? 0)/\(name)").read(0..<65_536)
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map {
            $0.split(separator: " ").compactMap { UInt64($0) }
        }
        return { number in
            let number = UInt64(number)
            guard let line = lines.first(where: { $0.count == 3 && $0[0] <= number && number - $0[0] < $0[2] }) else {
                return nil
            }
            return UInt32(exactly: line[1] + number - line[0])
        }
    }

    /// A pipe to be read, at its end from the beginning unless standard input goes into it: who feeds it has the other end alone.
    private static func input(isFed: Bool) throws -> (end: OpenFile, feeding: Thread?) {
        let pipe = try Pipe()
        return (pipe.end, isFed ? StreamRelay.feed(pipe.beginning) : nil)
    }

    /// Gives containers that lost their monitors new ones.
    package func revive(program: InitProgram) throws {
        for record in try store.all() where record.isStarted && record.keepsLog {
            guard case .running = store.state(of: record), let lock = try store.lock(record.identifier) else {
                continue
            }
            try MonitorProcess.revive(record, program: program, store: store, lock: lock)
        }
    }
}
