internal import ArgumentParser
internal import Platform
internal import Runtime

/// Flags that say where containers are; shared by all commands that look after them.
struct ContainerOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Directory of layers and containers (default: /var/lib/hullmark).", valueName: "directory"))
    var root: String?

    /// The containers that lie there; their monitors that were killed come again.
    func store() throws -> ContainerStore {
        guard Directory.userIdentifier == 0 else {
            throw RuntimeError(
                .unsupported, "containers need root: namespaces, mounts and control groups are made for them")
        }
        // Containers' own users pass through what is made, whatever the caller's files are to be.
        ProcessLimits.maskWritingByOthers()
        let folder = try RuntimeFolder(root ?? RuntimeFolder.usual)
        return ContainerStore(folder, network: ContainerNetworks(folder))
    }

    /// The networks of these containers.
    func networks() throws -> ContainerNetworks { ContainerNetworks(try store().folder) }

    /// The containers, and monitors for those that lost theirs.
    func tendedStore() throws -> ContainerStore {
        let store = try store()
        try store.sweep()
        try ContainerCare(store).revive(program: InitProgram(in: store.folder))
        return store
    }
}
