internal import Platform

/// A container that was made, as the process sees it that made it.
package struct RunningContainer: ~Copyable {
    package internal(set) var record: ContainerRecord
    private let store: ContainerStore
    private let control: MessageSocket
    private let monitor: StartedProgram
    private var terminal: OpenFile?
    /// Where what the user types goes, where the container has no terminal.
    private var input: OpenFile?
    /// Where the container's standard output and its errors come from.
    private var output: OpenFile?
    private var errors: OpenFile?
    /// What its network has to say to the user.
    package internal(set) var notes: [String] = []
    /// Features that could not be armed from outside, with the reason.
    package private(set) var unarmed: [KernelFeature: String] = [:]

    init(
        record: ContainerRecord, store: ContainerStore, control: MessageSocket, monitor: StartedProgram,
        input: OpenFile?
    ) {
        self.record = record
        self.store = store
        self.control = control
        self.monitor = monitor
        self.input = input
    }

    /// Waits until the container stands, and gives its first process.
    mutating func awaitCreation(_ plan: StartPlan) throws -> Int32 {
        while let (text, _) = try receive() {
            let words = text.split(separator: " ")
            let number = words.count > 1 ? Int32(words[1]) ?? 0 : 0
            switch words.first {
            case "unarmed": unarmed[.memoryPrograms] = SystemError(number: number, call: "memfd_noexec").description
            case "created": return number
            default: throw plan.failure("the container cannot be made")
            }
        }
        throw plan.failure("the container cannot be made")
    }

    /// Lets the first program run, now that all is armed, and waits until it does.
    mutating func begin(_ plan: StartPlan) throws {
        do { try control.send("armed") } catch { throw plan.failure("the program cannot be started") }
        guard let (text, _) = try receive(), text.hasPrefix("started") else {
            throw plan.failure("the program cannot be started")
        }
    }

    /// The next message that is not a terminal's.
    private mutating func receive() throws -> (text: String, file: OpenFile?)? {
        while let (text, file) = try control.receive() {
            guard text.hasPrefix("terminal") else { return (text, file) }
            terminal = file
        }
        return nil
    }

    /// Opens the ends of the container's pipes that are read; the monitor holds them open too.
    mutating func openStreams(in folder: String) throws {
        output = OpenFile(try FileHandle(reading: "\(folder)/stdout"))
        errors = OpenFile(try FileHandle(reading: "\(folder)/stderr"))
    }

    /// Says that the container is started, so that it lives on without us.
    func confirm() throws { try control.send("started") }

    /// Stays with the container until it ends: signals go to it, and between its terminal and ours what is typed and written.
    ///
    /// - Returns: the code of its first program.
    package consuming func attend(takesInput: Bool) throws -> Int32 {
        let signals = try SignalQueue([1, 2, 3, 10, 12, 15, 28])
        let process = record.process.flatMap { number in
            record.startTime.flatMap { OtherProcess(number, startTime: $0) }
        }
        let raw = terminal != nil && takesInput ? RawTerminal(.input) : nil
        defer { raw?.restore() }
        if let terminal { RawTerminal.copySize(of: .output, to: terminal.handle) }
        let feeding = feed()
        defer { extendLifetime(feeding) }
        var readsInput = terminal != nil && takesInput
        var failure: SystemError?
        while true {
            let ready = try Readiness.wait([
                control.handle.descriptor, signals.handle.descriptor, terminal?.handle.descriptor ?? -1,
                readsInput ? 0 : -1, output?.handle.descriptor ?? -1, errors?.handle.descriptor ?? -1,
            ])
            do throws(SystemError) {
                try relay(ready)
            } catch {
                // Nobody takes what it writes: it ends, as a program does whose pipe is broken.
                failure = failure ?? error
                (terminal, output, errors) = (nil, nil, nil)
                try process?.signal(9)
            }
            if readsInput, ready.contains(0), let terminal { readsInput = typed(into: terminal.handle) }
            if ready.contains(signals.handle.descriptor), let signal = signals.next() {
                if signal == 28 {
                    if let terminal { RawTerminal.copySize(of: .output, to: terminal.handle) }
                } else if let process {
                    try process.signal(signal)
                }
            }
            guard ready.contains(control.handle.descriptor) else { continue }
            guard let (text, _) = try control.receive() else {
                throw RuntimeError(.failed, "the monitor of \(record.name) is gone; the container may still run")
            }
            let words = text.split(separator: " ")
            guard words.first == "exited", words.count > 1 else { continue }
            do throws(SystemError) {
                if let terminal { try StreamRelay.drain(terminal.handle, to: .output) }
                if let output { try StreamRelay.drain(output.handle, to: .output) }
                if let errors { try StreamRelay.drain(errors.handle, to: .error) }
            } catch {
                failure = failure ?? error
            }
            // A monitor that was killed meanwhile does not matter any more.
            try? control.send(isSettled() ? "settled" : "unsettled")
            _ = try monitor.wait()
            // As a program that SIGPIPE ended.
            if let failure { return failure.number == 32 ? 141 : try Self.fail(failure) }
            return Int32(words[1]) ?? 1
        }
    }

    private static func fail(_ failure: SystemError) throws -> Int32 {
        throw RuntimeError(.failed, "what the container wrote could not be passed on: \(failure)")
    }

    /// Passes on what is there to be read.
    private mutating func relay(_ ready: Set<Int32>) throws(SystemError) {
        if let file = terminal, ready.contains(file.handle.descriptor), try !StreamRelay.pass(file.handle, to: .output)
        {
            terminal = nil
        }
        if let output, ready.contains(output.handle.descriptor) { _ = try StreamRelay.pass(output.handle, to: .output) }
        if let errors, ready.contains(errors.handle.descriptor) { _ = try StreamRelay.pass(errors.handle, to: .error) }
    }

    /// Whether what the container leaves is cleared away; its monitor does so otherwise.
    private func isSettled() -> Bool {
        do {
            try store.settle(record)
            return true
        } catch {
            return false
        }
    }

    /// Passes on what comes by standard input.
    private mutating func feed() -> Thread? {
        guard let input else { return nil }
        // The thread alone has it now, so that it is closed when there is no more.
        self.input = nil
        return StreamRelay.feed(input)
    }

    /// Passes on what the user types; false at its end.
    private func typed(into terminal: borrowing FileHandle) -> Bool {
        withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { buffer in
            guard let count = try? StandardStream.input.read(into: buffer), count > 0 else { return false }
            return (try? terminal.write(UnsafeRawBufferPointer(rebasing: buffer[..<count]))) != nil
        }
    }
}
