internal import Glibc

/// Another program that takes over the terminal until it ends: an editor.
package enum ForegroundProcess {
    /// Runs a program with this process's own standard streams and waits for its end.
    package static func run(_ path: String, _ arguments: [String]) throws(SystemError) -> ChildProcess.End {
        var pointers = ([path] + arguments).map { strdup($0) }
        pointers.append(nil)
        defer { for pointer in pointers { free(pointer) } }
        var process: pid_t = 0
        let failure = posix_spawn(&process, path, nil, nil, pointers, environ)
        guard failure == 0 else { throw SystemError(number: failure, call: "posix_spawn", path: path) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { throw SystemError("waitpid", path: path) }
        }
        let signal = status & 0x7F
        return signal == 0 ? .exited(status >> 8 & 0xFF) : .signalled(signal)
    }
}
