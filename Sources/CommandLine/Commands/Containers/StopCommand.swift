internal import ArgumentParser
internal import Platform
internal import Runtime

/// `hullmark stop NAME…`: end containers.
struct StopCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "stop", abstract: "Stop running containers.")

    @OptionGroup var containers: ContainerOptions

    @Argument(help: "Containers, by name, id or the beginning of an id.")
    var container: [String]

    @Option(
        name: [.customShort("t"), .customLong("time")],
        help: "Seconds to wait before a container is killed.")
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
