internal import Bytes
package import Platform

/// The containers of a runtime folder.
///
/// Everything that a container takes of the host carries its id: its folder, its control groups, its state with the engine. Its mounts
/// are in a namespace that goes with it. So nothing has to be written down for what is left of a start that was killed to be found:
/// whoever holds a container's lock may clear away all that has its id. The lock is held by the process that starts it and then by
/// its monitor.
package struct ContainerStore: Sendable {
    package let folder: RuntimeFolder
    private let network: any ContainerNetwork
    private let cgroups: ControlGroups

    package init(
        _ folder: RuntimeFolder, network: any ContainerNetwork = NoNetwork(), cgroups: ControlGroups = ControlGroups()
    ) {
        self.folder = folder
        self.network = network
        self.cgroups = cgroups
    }

    /// The folder of a container.
    package func path(_ identifier: String) -> String { "\(folder.containers)/\(identifier)" }

    /// A container whose start begins: its folder, its name and its lock.
    package struct Reservation: ~Copyable {
        package let identifier: String
        package let name: String
        package let lock: FileHandle
    }

    /// Takes an id and a name that nobody else has.
    package func reserve(name: String?) throws -> Reservation {
        if let name, !Self.isName(name) {
            throw RuntimeError(
                .invalid, "\"\(name)\" is no name; one has letters, digits, dots, dashes and underscores")
        }
        return try folder.locked {
            let identifier = Self.newIdentifier()
            let name = name ?? "\(identifier.prefix(12))"
            try release(nameOfNobody: name)
            let names = try FileHandle(reading: folder.names)
            let base = try FileHandle(reading: folder.containers)
            try base.makeFolder(identifier, mode: 0o711)
            let lock = try FileHandle(appending: "\(path(identifier))/lock", mode: 0o600)
            try lock.lock()
            do throws(SystemError) { try names.makeSymbolicLink(name, to: identifier) } catch {
                try base.removeTree(identifier)
                guard error.number == 17 else { throw error }
                throw RuntimeError(.conflict, "there is a container \(name) already; hullmark rm \(name) removes it")
            }
            return Reservation(identifier: identifier, name: name, lock: lock)
        }
    }

    /// All containers, the oldest first.
    package func all() throws -> [ContainerRecord] {
        try Directory.names(at: folder.containers).compactMap(record)
            .sorted { ($0.created, $0.identifier) < ($1.created, $1.identifier) }
    }

    /// The container of a name, an id, or the beginning of an id of no other.
    package func find(_ text: String) throws -> ContainerRecord {
        if Self.isName(text) {
            let names = try FileHandle(reading: folder.names)
            if let identifier = try? names.target(ofLink: text), let record = record(identifier) { return record }
            let matches = try Directory.names(at: folder.containers).filter { $0.hasPrefix(text) }
            if matches.count == 1, let record = record(matches[0]) { return record }
            if matches.count > 1 {
                throw RuntimeError(.conflict, "several containers have ids that begin with \(text)")
            }
        }
        throw RuntimeError(.notFound, "there is no container \(text)")
    }

    /// Writes down what is known of a container.
    package func save(_ record: ContainerRecord) throws {
        try AtomicFile.write(record.document, to: "\(path(record.identifier))/record", isDurable: false)
    }

    /// What was written down of a container.
    package func record(_ identifier: String) -> ContainerRecord? {
        guard Self.isName(identifier), let file = try? FileHandle(reading: "\(path(identifier))/record"),
            let bytes = try? file.read(0..<(4 << 20))
        else { return nil }
        return ContainerRecord(bytes)
    }

    /// How a container stands.
    package func state(of record: ContainerRecord) -> ContainerState {
        if let file = try? FileHandle(reading: "\(path(record.identifier))/exit"), let bytes = try? file.read(0..<64) {
            let words = String(decoding: bytes, as: UTF8.self).split { $0 == " " || $0 == "\n" }
            let code = words.first.flatMap { Int32($0) } ?? -1
            return .exited(
                code < 0 ? nil : code, at: words.count > 1 ? Int(words[1]) ?? record.created : record.created)
        }
        guard record.isStarted else { return .starting }
        return process(of: record) == nil ? .exited(nil, at: record.created) : .running
    }

    /// The first process of a container that runs.
    package func process(of record: ContainerRecord) -> OtherProcess? {
        guard let number = record.process, let startTime = record.startTime else { return nil }
        return OtherProcess(number, startTime: startTime)
    }

    /// Clears away what starts that were killed left behind.
    package func sweep() throws {
        for identifier in try Directory.names(at: folder.containers) where !identifier.hasPrefix(Self.gone) {
            guard let lock = try lock(identifier) else { continue }
            defer { extendLifetime(lock) }
            guard let record = record(identifier), record.isStarted else {
                try clear(identifier, name: record(identifier)?.name)
                continue
            }
            guard case .exited(let code, _) = state(of: record) else { continue }
            if record.isRemovedAtEnd {
                try clear(identifier, name: record.name)
            } else if code == nil && (try? FileStatus(of: "\(path(identifier))/exit")) == nil {
                // Its monitor was killed before it ended.
                try deleteFromEngine(record)
                try AtomicFile.write(Array("-1 \(Clock.secondsSince1970)\n".utf8), to: "\(path(identifier))/exit")
            }
        }
        cgroups.removeProbes()
        let base = try FileHandle(reading: folder.containers)
        for name in try Directory.names(in: base) where name.hasPrefix(Self.gone) { try base.removeTree(name) }
        for identifier in try Directory.names(at: folder.engine)
        where (try? FileStatus(of: path(identifier))) == nil && Self.isIdentifier(identifier) {
            try Engine.usual.delete(identifier, in: folder)
        }
    }

    /// Removes a container that is over, or with force one that is not.
    package func remove(_ record: ContainerRecord, force: Bool) throws {
        if let process = process(of: record), process.isRunning {
            guard force else {
                throw RuntimeError(.conflict, "\(record.name) is running; hullmark stop \(record.name) ends it")
            }
            try process.signal(9)
            _ = process.wait(milliseconds: 10_000)
        }
        // The monitor writes down the end and goes, or this is what it became itself.
        for _ in 0..<500 {
            if let lock = try lock(record.identifier) {
                try clear(record.identifier, name: record.name)
                extendLifetime(lock)
                return
            }
            if (try? FileStatus(of: path(record.identifier))) == nil { return }
            Pause.milliseconds(20)
        }
        throw RuntimeError(.conflict, "\(record.name) is being started or looked after by another process")
    }

    /// The lock of a container that nobody tends; nothing where somebody does, or where there is no such container.
    package func lock(_ identifier: String) throws -> FileHandle? {
        try folder.locked {
            guard (try? FileStatus(of: path(identifier))) != nil,
                let lock = try? FileHandle(appending: "\(path(identifier))/lock", mode: 0o600), try lock.tryLock()
            else { return nil }
            return lock
        }
    }

    /// Clears away what a container leaves at its end, all of it where it was to be removed then.
    ///
    /// Whoever calls it was told of the end by the monitor, which holds the lock meanwhile.
    package func settle(_ record: ContainerRecord) throws {
        // First, since the networks make its group anew for as long as it is in one.
        try network.detach(record.identifier)
        // All that an engine's `delete` does of a container whose processes are gone: as another program it takes longer than the rest.
        cgroups.remove(ContainerBundle.controlGroup(record.identifier))
        try FileHandle(reading: folder.engine).removeTree(record.identifier)
        if record.isRemovedAtEnd { try clear(record.identifier, name: record.name) }
    }

    /// Takes away all that has a container's id.
    ///
    /// Whoever calls it holds the container's lock.
    package func clear(_ identifier: String, name: String?) throws {
        if let text = try? FileHandle(reading: "\(path(identifier))/pid").read(0..<16),
            let process = Int32(String(decoding: text, as: UTF8.self)), process > 1,
            (try? FileStatus(of: "\(path(identifier))/exit")) == nil
        {
            let engine = record(identifier).map { Engine(path: $0.engine) } ?? .usual
            try engine.delete(identifier, in: folder)
        } else if (try? FileStatus(of: "\(folder.engine)/\(identifier)")) != nil {
            try (record(identifier).map { Engine(path: $0.engine) } ?? .usual).delete(identifier, in: folder)
        }
        try network.detach(identifier)
        cgroups.remove(ContainerBundle.controlGroup(identifier))
        let names = try FileHandle(reading: folder.names)
        for candidate in name.map({ [$0] }) ?? ((try? Directory.names(in: names)) ?? []) {
            if (try? names.target(ofLink: candidate)) == identifier { try? names.remove(candidate) }
        }
        // First out of the way at once: nobody must take a lock in what is half removed.
        let base = try FileHandle(reading: folder.containers)
        let gone = Self.gone + identifier
        do throws(SystemError) { try base.rename(identifier, to: gone, in: base) } catch {
            guard error.isNotFound else { throw error }
        }
        try base.removeTree(gone)
    }

    private func deleteFromEngine(_ record: ContainerRecord) throws {
        try Engine(path: record.engine).delete(record.identifier, in: folder)
        cgroups.remove(ContainerBundle.controlGroup(record.identifier))
    }

    /// Removes a name whose container is gone.
    private func release(nameOfNobody name: String) throws {
        let names = try FileHandle(reading: folder.names)
        guard let identifier = try? names.target(ofLink: name), (try? FileStatus(of: path(identifier))) == nil else {
            return
        }
        try names.remove(name)
    }

    private static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 128 else { return false }
        let isLetter = { (byte: UInt8) in (0x61...0x7a).contains(byte | 0x20) || (0x30...0x39).contains(byte) }
        return isLetter(first) && text.utf8.allSatisfy { isLetter($0) || [0x2d, 0x2e, 0x5f].contains($0) }
    }

    /// What the names of folders begin with that are being removed.
    private static let gone = ".gone-"

    private static func isIdentifier(_ text: String) -> Bool {
        text.utf8.count == 32 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }

    private static func newIdentifier() -> String {
        Hex.encode((0..<16).map { _ in UInt8.random(in: 0...255) })
    }
}
