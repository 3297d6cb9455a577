internal import ArgumentParser
internal import Platform
internal import Runtime

/// `hullmark network create NAME`: make a private network.
struct NetworkCreateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Create a private network, in which containers reach each other by name.")

    @OptionGroup var containers: ContainerOptions

    @Argument(help: "The network's name.")
    var name: String

    @Option(
        help: ArgumentHelp(
            "Addresses, as 10.20.30.0/24 or fd00:1::/64; one for each IP version (default: an unused range).",
            valueName: "cidr"))
    var subnet: [String] = []

    @Flag(name: .customLong("internal"), help: "Give the network no way out.")
    var isInternal = false

    func run() throws {
        let network = try containers.networks().create(
            name, subnets: subnet.map { try Subnet(ofNetwork: $0) }, isInternal: isInternal)
        try StandardStream.output.write("\(network.name)\n")
    }
}
