internal import CPlatform
internal import Glibc

/// A program that was started and is waited for, or left to itself.
package struct StartedProgram: Sendable {
    /// The process' number.
    package let process: Int32

    /// What a program is started with beside its arguments.
    package struct Surroundings: ~Copyable {
        /// Descriptors of ours and the numbers that they get there; all others are closed.
        package var files: [(own: Int32, there: Int32)] = []
        /// `NAME=value` texts; nothing for our own environment.
        package var environment: [String]?
        /// Whether it leaves our session and terminal.
        package var isOfItsOwnSession = false

        package init() {}
    }

    /// Starts a program without a shell; it keeps the standard streams that are not given anew.
    package init(
        _ path: String, _ arguments: [String], _ surroundings: borrowing Surroundings
    ) throws(SystemError) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for file in surroundings.files { posix_spawn_file_actions_adddup2(&actions, file.own, file.there) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // 0x80: POSIX_SPAWN_SETSID, which the headers hide without _GNU_SOURCE.
        let session = surroundings.isOfItsOwnSession ? Int32(0x80) : 0
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | session))
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var ignored = sigset_t()
        sigemptyset(&ignored)
        sigaddset(&ignored, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &ignored)
        var words = ([path] + arguments).map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var variables = (surroundings.environment ?? []).map { strdup($0) } + [nil]
        defer { for variable in variables { free(variable) } }
        var process: pid_t = 0
        var failure: Int32
        var patience = 100
        repeat {
            failure =
                surroundings.environment == nil
                ? posix_spawn(&process, path, &actions, &attributes, &words, environ)
                : posix_spawn(&process, path, &actions, &attributes, &words, &variables)
            // A program that was just written is still open in whatever was started meanwhile, until that becomes a program itself.
            if failure == ETXTBSY { Pause.milliseconds(5) }
            patience -= 1
        } while failure == ETXTBSY && patience > 0
        guard failure == 0 else { throw SystemError(number: failure, call: "posix_spawn", path: path) }
        self.process = process
    }

    /// Waits for the program's end; 128 and the number where a signal ended it.
    package func wait() throws(SystemError) -> Int32 {
        var status: Int32 = 0
        let process = process
        _ = try retrying("waitpid") { waitpid(process, &status, 0) }
        return Self.code(status)
    }

    /// The program's end if it has come, without waiting.
    package func poll() -> Int32? {
        var status: Int32 = 0
        return waitpid(process, &status, WNOHANG) == process ? Self.code(status) : nil
    }

    /// Sends a signal to the program, which has not been waited for yet.
    package func signal(_ signal: Int32) throws(SystemError) {
        let process = process
        _ = try retrying("kill") { kill(process, signal) }
    }

    private static func code(_ status: Int32) -> Int32 {
        let signal = status & 0x7f
        return signal == 0 ? status >> 8 & 0xff : 128 + signal
    }
}
