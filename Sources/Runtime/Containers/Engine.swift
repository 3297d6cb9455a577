package import Platform

/// The program that makes namespaces and puts processes into them: runc, or crun.
package struct Engine: Sendable, Equatable {
    package let path: String

    package init(path: String) { self.path = path }

    /// Finds an engine by its name or path.
    package init(named name: String) throws {
        if name.hasPrefix("/") {
            path = name
            return
        }
        guard let found = ChildProcess.find(name, searchPath: Self.searchPath) else {
            throw RuntimeError(.notFound, "\(name) is not installed; on Debian, apt-get install \(name)")
        }
        path = found
    }

    /// The one that is taken where nobody names another.
    package static var usual: Engine {
        Engine(path: ChildProcess.find("runc", searchPath: searchPath) ?? "/usr/sbin/runc")
    }

    private static var searchPath: String {
        (environment("PATH") ?? "") + ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    }

    /// Whether it refuses hosts that have version 2's tree of control groups beside version 1's, as crun does.
    package var hidesUnified: Bool { path.hasSuffix("crun") && ControlGroups().isHybrid }

    /// Whether it takes the flag by which seccomp writes down what it refuses; runc 1.1 refuses it.
    package var logsSystemCalls: Bool { path.hasSuffix("crun") }

    /// The arguments before the engine's own command.
    package func arguments(in folder: RuntimeFolder, log: String) -> [String] {
        [path, "--root", folder.engine, "--log", log, "--log-format", "json"]
    }

    /// Runs one of the engine's commands on a container.
    package func run(_ command: [String], in folder: RuntimeFolder, log: String) throws -> ChildProcess.Outcome {
        try ChildProcess.run(path, Array(arguments(in: folder, log: log).dropFirst()) + command, timeout: .seconds(60))
    }

    /// Ends a container and forgets it; one that the engine does not know is fine.
    package func delete(_ identifier: String, in folder: RuntimeFolder) throws {
        _ = try run(["delete", "--force", identifier], in: folder, log: "/dev/null")
    }
}
