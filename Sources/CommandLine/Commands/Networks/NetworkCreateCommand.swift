internal import ArgumentParser
internal import Platform
internal import Runtime

/// `hullmark network create NAME`: make a private network.
struct NetworkCreateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a private network, in which containers know each other by their names.")

    @OptionGroup var containers: ContainerOptions

    @Argument(help: "The network's name.")
    var name: String

    @Option(
        help: ArgumentHelp(
            "Its addresses, as 10.20.30.0/24 or fd00:1::/64; once for each version (default: ones that nobody has).",
            valueName: "cidr"))
    var subnet: [String] = []

    @Flag(name: .customLong("internal"), help: "Let nothing lead out of it.")
    var isInternal = false

    func run() throws {
        let network = try containers.networks().create(
            name, subnets: subnet.map { try Subnet(ofNetwork: $0) }, isInternal: isInternal)
        try StandardStream.output.write("\(network.name)\n")
    }
}
