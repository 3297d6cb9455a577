internal import ArgumentParser
internal import Runtime

/// `hullmark network refresh`: make what the kernel has of the networks anew.
struct NetworkRefreshCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refresh",
        abstract:
            "Ask again for the addresses of names in profiles, and make bridges, filters and lists of hosts anew.",
        discussion:
            "The monitors of containers do this by themselves, each minute where a profile has names and when a container ends."
    )

    @OptionGroup var containers: ContainerOptions

    func run() throws { try containers.networks().refresh() }
}
