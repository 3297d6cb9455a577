import Glibc
import JSON
import TestSupport

/// What one run of the program left behind.
struct HullmarkRun {
    enum End: Equatable {
        case exited(Int32)
        /// A crash.
        case signalled(Int32)
        /// Killed by the test.
        case timedOut
    }

    let end: End
    let output: [UInt8]
    let errors: [UInt8]
    /// The largest resident memory that was seen, in bytes.
    let peakMemory: Int

    /// The exit code; nothing after a crash or a kill.
    var code: Int32? { if case .exited(let code) = end { code } else { nil } }
    var text: String { String(decoding: output, as: UTF8.self) }
    var errorText: String { String(decoding: errors, as: UTF8.self) }

    /// The report as JSON.
    func report() throws -> ReportDocument { ReportDocument(try JSONValue(output.span)) }

    /// Runs a program to its end.
    ///
    /// Memory is asked for while it runs: what `wait4` tells of a child includes this process' own, from before the child's `exec`.
    static func run(
        _ command: [String], environment: [String: String], output: OutputPlace, errors: OutputPlace,
        logs: TemporaryFolder,
        timeLimit: Duration
    ) throws -> HullmarkRun {
        let drains = [try OutputDrain(output, file: logs("output")), try OutputDrain(errors, file: logs("errors"))]
        let process = try start(command, environment, drains)
        let deadline = ContinuousClock.now + timeLimit
        var peak = 0
        var status: Int32 = 0
        var isTimedOut = false
        while waitpid(process, &status, WNOHANG) == 0 {
            for drain in drains { drain.drain() }
            peak = max(peak, residentPeak(of: process))
            if ContinuousClock.now > deadline {
                kill(-process, SIGKILL)
                isTimedOut = true
            }
            usleep(2_000)
        }
        let signal = status & 0x7f
        let end: End = isTimedOut ? .timedOut : signal == 0 ? .exited(status >> 8 & 0xff) : .signalled(signal)
        return HullmarkRun(end: end, output: drains[0].finish(), errors: drains[1].finish(), peakMemory: peak)
    }

    private static func start(_ command: [String], _ environment: [String: String], _ drains: [OutputDrain]) throws
        -> pid_t
    {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, drains[0].descriptor, 1)
        posix_spawn_file_actions_adddup2(&actions, drains[1].descriptor, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF))
        posix_spawnattr_setpgroup(&attributes, 0)
        var usual = sigset_t()
        sigemptyset(&usual)
        sigaddset(&usual, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &usual)
        var arguments = command.map { strdup($0) } + [nil]
        var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in arguments + variables { free(pointer) } }
        var process: pid_t = 0
        guard posix_spawn(&process, command[0], &actions, &attributes, &arguments, &variables) == 0 else {
            throw LoopbackFailure("\(command[0]) cannot be started")
        }
        return process
    }

    private static func residentPeak(of process: pid_t) -> Int {
        let file = open("/proc/\(process)/status", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return 0 }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = max(0, read(file, &bytes, bytes.count))
        for line in bytes[..<count].split(separator: 0x0a) where line.starts(with: "VmHWM:".utf8) {
            return line.reduce(0) { $1 >= 0x30 && $1 <= 0x39 ? $0 * 10 + Int($1 - 0x30) : $0 } * 1024
        }
        return 0
    }
}
