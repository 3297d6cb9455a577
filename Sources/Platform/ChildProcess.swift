internal import CPlatform
internal import Glibc

/// Another program, run to its end without a shell, its output and its time bounded.
package enum ChildProcess {
    /// How a program ended.
    package enum End: Sendable, Equatable {
        case exited(Int32)
        /// Ended by the signal of a number, not sent by us.
        case signalled(Int32)
        /// Killed, because the time was over.
        case timedOut
        /// Killed, because it wrote more than was allowed.
        case wroteTooMuch
    }

    /// What a program left behind.
    package struct Outcome: Sendable, Equatable {
        package let end: End
        /// What it wrote to its standard output, up to the limit.
        package let output: [UInt8]
    }

    /// How a program ended whose output went into a file, and what it complained of.
    package struct Writing: Sendable, Equatable {
        package let end: End
        /// The end of what it wrote to its standard error.
        package let complaint: [UInt8]
    }

    /// The first executable file of a name in the folders of a search path; relative folders are passed over.
    package static func find(_ name: String, searchPath: String) -> String? {
        guard !name.isEmpty, !name.contains("/") else { return nil }
        for folder in searchPath.split(separator: ":") where folder.hasPrefix("/") {
            let path = "\(folder)/\(name)"
            guard access(path, X_OK) == 0 else { continue }
            var status = stat()
            if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG { return path }
        }
        return nil
    }

    /// Runs a program; its standard error goes nowhere.
    ///
    /// What it started in turn is killed with it when time is over.
    ///
    /// - Parameter path: the executable file.
    /// - Parameter input: what it can read from its standard input.
    package static func run(
        _ path: String, _ arguments: [String] = [], input: [UInt8] = [], outputLimit: Int = 1 << 20,
        timeout: Duration = .seconds(30)
    ) throws(SystemError) -> Outcome {
        // A file instead of a pipe: nobody has to feed it, and a program that does not read it cannot break a pipe.
        let source = FileHandle(owning: try retrying("memfd_create") { hm_memory_file("stdin") }, path: path)
        try source.write(input)
        try source.seek(to: 0)
        var ends: [Int32] = [-1, -1]
        _ = try retrying("pipe2") { hm_pipe(&ends) }
        let reading = FileHandle(owning: ends[0], path: path)
        let process = try spawn(
            path, arguments, input: source, output: FileHandle(owning: ends[1], path: path), errors: nil)
        var watch = Watch(process: process, deadline: .now + timeout)
        let (output, isOver) = watch.collect(from: reading, limit: outputLimit)
        return Outcome(end: isOver ? watch.kill(as: .wroteTooMuch) : watch.wait(), output: output)
    }

    /// Runs a program that writes into a file, from the file's own position on.
    package static func run(
        _ path: String, _ arguments: [String], into file: borrowing FileHandle, sizeLimit: Int, timeout: Duration
    ) throws(SystemError) -> Writing {
        let nothing = try FileHandle(reading: "/dev/null")
        let errors = FileHandle(owning: try retrying("memfd_create") { hm_memory_file("stderr") }, path: path)
        let copy = try FileHandle(duplicating: file)
        let process = try spawn(path, arguments, input: nothing, output: copy, errors: errors.descriptor)
        var watch = Watch(process: process, deadline: .now + timeout)
        let end = try watch.wait(whileSizeOf: file, isWithin: sizeLimit)
        let size = try errors.status().size
        return Writing(end: end, complaint: try errors.read(max(0, size - 2_000)..<size))
    }

    private static func spawn(
        _ path: String, _ arguments: [String], input: borrowing FileHandle, output: consuming FileHandle, errors: Int32?
    ) throws(SystemError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input.descriptor, 0)
        posix_spawn_file_actions_adddup2(&actions, output.descriptor, 1)
        if let errors {
            posix_spawn_file_actions_adddup2(&actions, errors, 2)
        } else {
            posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A process group of its own, so that what it starts can be killed with it.
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK))
        posix_spawnattr_setpgroup(&attributes, 0)
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var pointers = ([path] + arguments).map { strdup($0) }
        pointers.append(nil)
        defer { for pointer in pointers { free(pointer) } }
        var process: pid_t = 0
        let failure = posix_spawn(&process, path, &actions, &attributes, pointers, environ)
        guard failure == 0 else { throw SystemError(number: failure, call: "posix_spawn", path: path) }
        return process
    }

    /// One running program and the moment until which it may run.
    private struct Watch {
        let process: pid_t
        let deadline: ContinuousClock.Instant
        private var end: End?

        init(process: pid_t, deadline: ContinuousClock.Instant) {
            self.process = process
            self.deadline = deadline
        }

        /// Reads what the program writes until it is over, its time is, or there is too much of it.
        mutating func collect(from file: borrowing FileHandle, limit: Int) -> (output: [UInt8], isOver: Bool) {
            var output: [UInt8] = []
            var part = [UInt8](repeating: 0, count: 16_384)
            while true {
                // A program that has ended may have left another one behind that keeps the pipe open.
                let hasEnded = poll()
                var ready = pollfd(fd: file.descriptor, events: Int16(POLLIN), revents: 0)
                let count = Glibc.poll(&ready, 1, hasEnded ? 0 : Int32(10))
                guard count > 0 else {
                    if hasEnded || deadline <= .now { return (output, false) }
                    continue
                }
                let received = read(file.descriptor, &part, part.count)
                if received < 0 && errno == EINTR { continue }
                guard received > 0 else { return (output, false) }
                let room = min(received, limit - output.count)
                output += part[..<room]
                if room < received { return (output, true) }
                if deadline <= .now { return (output, false) }
            }
        }

        /// Waits for the program's end, and kills it when its time is over.
        mutating func wait() -> End {
            while !poll() {
                guard deadline > .now else { return kill(as: .timedOut) }
                usleep(1_000)
            }
            return end ?? .timedOut
        }

        /// Waits for the program's end, and kills it when its time is over or its file too large.
        mutating func wait(whileSizeOf file: borrowing FileHandle, isWithin limit: Int) throws(SystemError) -> End {
            while !poll() {
                guard deadline > .now else { return kill(as: .timedOut) }
                let size: Int
                do throws(SystemError) { size = try file.status().size } catch {
                    _ = kill(as: .wroteTooMuch)
                    throw error
                }
                guard size <= limit else { return kill(as: .wroteTooMuch) }
                usleep(5_000)
            }
            return end ?? .timedOut
        }

        /// Kills the program and all that it started.
        mutating func kill(as reason: End) -> End {
            // Once its end was seen, its number may be another's.
            guard end == nil else { return reason }
            _ = Glibc.kill(-process, SIGKILL)
            var status: Int32 = 0
            while waitpid(process, &status, 0) < 0, errno == EINTR {}
            return reason
        }

        /// Whether the program has ended.
        private mutating func poll() -> Bool {
            if end != nil { return true }
            var status: Int32 = 0
            guard waitpid(process, &status, WNOHANG) != 0 else { return false }
            let signal = status & 0x7F
            end = signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal)
            return true
        }
    }
}
