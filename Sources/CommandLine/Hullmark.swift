internal import ArgumentParser
internal import Platform

/// The command line's root: what the program is and which commands it has, a line each.
struct Hullmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hullmark",
        abstract: "Container security from build to run.",
        discussion: """
            Exit codes: 0 success; 1 the command failed, or could not decide; 2 the image fails the threshold that was given. Every flag can \
            be set by a variable, such as HULLMARK_FAIL_ON, or in a configuration file (HULLMARK_CONFIG).
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
    let written = CommandWords(ProgramArguments.all).words
    var settings: Settings?
    do {
        let chosen = try Settings.resolved(written)
        settings = chosen
        var command = try Hullmark.parseAsRoot(chosen.words)
        try command.run()
        exit(with: .passed)
    } catch let status as ExitStatus {
        exit(with: status)
    } catch {
        exit(with: ExitStatus(error, of: written, origins: settings?.origins ?? []))
    }
}
