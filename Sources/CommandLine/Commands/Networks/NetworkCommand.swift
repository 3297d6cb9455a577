internal import ArgumentParser

/// `hullmark network`: networks of containers.
struct NetworkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "network", abstract: "Make, list and remove networks of containers.",
        subcommands: [
            NetworkCreateCommand.self, NetworkListCommand.self, NetworkRemoveCommand.self, NetworkRefreshCommand.self,
        ])
}
