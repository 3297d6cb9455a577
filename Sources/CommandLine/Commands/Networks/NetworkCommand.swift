internal import ArgumentParser

/// `hullmark network`: networks of containers.
struct NetworkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "network", abstract: "Create, list and remove container networks.",
        subcommands: [
            NetworkCreateCommand.self, NetworkListCommand.self, NetworkRemoveCommand.self, NetworkRefreshCommand.self,
        ])
}
