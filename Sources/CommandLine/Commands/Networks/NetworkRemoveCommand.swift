internal import ArgumentParser
internal import Platform
internal import Runtime

/// `hullmark network rm NAME…`: remove networks in which no container runs.
struct NetworkRemoveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rm", abstract: "Remove networks in which no container runs.")

    @OptionGroup var containers: ContainerOptions

    @Argument(help: "Networks, by their names.")
    var network: [String]

    func run() throws {
        let networks = try containers.networks()
        for name in network {
            try networks.remove(name)
            try StandardStream.output.write("\(name)\n")
        }
    }
}
