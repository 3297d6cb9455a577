internal import ArgumentParser
internal import Platform
internal import Runtime

/// `hullmark stop NAME…`: end containers.
struct StopCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "stop", abstract: "End running containers.")

    @OptionGroup var containers: ContainerOptions

    @Argument(help: "Containers, by their names, their ids or the beginnings of these.")
    var container: [String]

    @Option(
        name: [.customShort("t"), .customLong("time")],
        help: "Seconds until a container is killed that does not end by itself.")
    var time = 10

    func run() throws {
        let store = try containers.store()
        for text in container {
            let record = try store.find(text)
            try ContainerCare(store).stop(record, seconds: time)
            try StandardStream.output.write("\(record.name)\n")
        }
    }
}
