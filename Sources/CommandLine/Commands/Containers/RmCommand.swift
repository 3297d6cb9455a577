internal import ArgumentParser
internal import Platform
internal import Runtime

/// `hullmark rm NAME…`: remove containers and all that is left of them.
struct RmCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "rm", abstract: "Remove containers.")

    @OptionGroup var containers: ContainerOptions

    @Argument(help: "Containers, by name, id or the beginning of an id.")
    var container: [String]

    @Flag(name: .shortAndLong, help: "Kill running containers first.")
    var force = false

    func run() throws {
        let store = try containers.store()
        for text in container {
            let record = try store.find(text)
            try store.remove(record, force: force)
            try StandardStream.output.write("\(record.name)\n")
        }
    }
}
