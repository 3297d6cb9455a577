internal import ArgumentParser
internal import Platform

/// The command line's root: what the program is and which commands it has, a line each.
struct Hullmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hullmark",
        abstract: "Container security from build to run.",
        discussion: """
            Exit codes: 0 the job was done and what was asked for holds; 1 the job could not be done; 2 the image fails the threshold \
            that was given.
            """,
        version: "hullmark \(version)",
        subcommands: [
            ScanCommand.self, PackagesCommand.self, SBOMCommand.self, ExplainCommand.self, DiffCommand.self,
            ProfileCommand.self,
            RunCommand.self, PsCommand.self, LogsCommand.self, DenialsCommand.self, ExecCommand.self, StopCommand.self,
            RmCommand.self,
            NetworkCommand.self,
            DatabaseCommand.self, CompletionCommand.self, ManualCommand.self,
        ])
}

/// The program's version, semantic versioning.
package let version = "0.1.0"

/// Runs the command that the process was started with, and ends the process.
package func runHullmark() -> Never {
    Memory.returnWhenFree()
    StandardStream.ignoreBrokenPipes()
    do {
        var command = try Hullmark.parseAsRoot(CommandWords(ProgramArguments.all).words)
        try command.run()
        exit(with: .passed)
    } catch let status as ExitStatus {
        exit(with: status)
    } catch {
        exit(with: ExitStatus(error, of: ProgramArguments.all.first))
    }
}
