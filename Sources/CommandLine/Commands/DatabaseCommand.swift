internal import ArgumentParser

/// `hullmark db`: the advisories that scans are made with.
struct DatabaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "db", abstract: "Build, update and inspect the advisory database.",
        subcommands: [UpdateCommand.self, BuildCommand.self, StatusCommand.self])
}
