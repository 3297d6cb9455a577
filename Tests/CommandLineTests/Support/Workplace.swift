import Glibc
import TestSupport
import Testing

/// A user's home for one test, in which the program runs: with a cache, a database and nothing of the machine's own.
final class Workplace: Sendable {
    let folder: TemporaryFolder
    private let logs: TemporaryFolder

    /// - Parameter hasAdvisories: builds the sample advisories into the database where the program looks for it.
    init(hasAdvisories: Bool = true) throws {
        folder = try TemporaryFolder("home")
        logs = try TemporaryFolder("runs")
        if hasAdvisories { try buildAdvisories() }
    }

    /// Where the program keeps results of layers.
    var cache: String { folder("cache/hullmark/layers") }

    /// The path of something in the home.
    func callAsFunction(_ name: String) -> String { folder(name) }

    /// Runs the program.
    ///
    /// - Parameter asNobody: without root's power to read and write everything; needs `Program.isRunnableByNobody` where root tests.
    @discardableResult
    func run(
        _ arguments: String..., output: OutputPlace = .file, errors: OutputPlace = .file,
        environment more: [String: String] = [:], asNobody: Bool = false, timeLimit: Duration = .seconds(120)
    ) throws -> HullmarkRun {
        try run(
            arguments, output: output, errors: errors, environment: more, asNobody: asNobody, timeLimit: timeLimit)
    }

    /// Runs the program with a list of arguments.
    @discardableResult
    func run(
        _ arguments: [String], output: OutputPlace = .file, errors: OutputPlace = .file,
        environment more: [String: String] = [:], asNobody: Bool = false, timeLimit: Duration = .seconds(120)
    ) throws -> HullmarkRun {
        var command = [try Program.path()] + arguments
        if asNobody && getuid() == 0 {
            command = [try #require(RunningProgram.path("setpriv"))] + Program.nobody + command
        }
        return try HullmarkRun.run(
            command, environment: environment(with: more), output: output, errors: errors, logs: logs,
            timeLimit: timeLimit)
    }

    private func environment(with more: [String: String]) -> [String: String] {
        let own = [
            "PATH": "/usr/bin:/bin", "HOME": folder("home"), "XDG_CACHE_HOME": folder("cache"),
            "XDG_DATA_HOME": folder("data"), "TMPDIR": logs.path, "HULLMARK_OFFLINE": "1",
            "TERM": "xterm", "SWIFT_BACKTRACE": "enable=no",
        ]
        return own.merging(more) { $1 }
    }

    /// Runs a script of bash in which `$HULLMARK` is the program.
    func shell(
        _ script: String, environment more: [String: String] = [:], timeLimit: Duration = .seconds(120)
    ) throws -> HullmarkRun {
        let variables = more.merging(["HULLMARK": try Program.path()]) { $1 }
        return try HullmarkRun.run(
            ["/bin/bash", "-c", script], environment: environment(with: variables), output: .file, errors: .file,
            logs: logs, timeLimit: timeLimit)
    }

    /// Scans a target into JSON; the run must end with 0.
    func report(_ target: String, _ more: String..., sourceLocation: SourceLocation = #_sourceLocation) throws
        -> ReportDocument
    {
        let run = try run(["scan", target, "--format", "json"] + more)
        try #require(run.end == .exited(0), "\(run.errorText)", sourceLocation: sourceLocation)
        return try run.report()
    }

    /// Makes the home another user's to read and write.
    func openToNobody() {
        chmod(folder.path, 0o777)
        chmod(logs.path, 0o777)
    }

    private func buildAdvisories() throws {
        try SampleAdvisories.write(to: folder, "records")
        let run = try run("db", "build", "--from", folder("records"))
        guard run.end == .exited(0) else {
            throw LoopbackFailure("the sample database was not built: \(run.errorText)")
        }
    }
}
