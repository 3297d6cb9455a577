internal import ArgumentParser
internal import Platform
internal import Runtime

/// `hullmark exec NAME COMMAND…`: run a command in a container, held to the same profile.
struct ExecCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "exec", abstract: "Run a command in a running container, under the same profile.")

    @OptionGroup var containers: ContainerOptions

    @Argument(help: "A container, by name, id or the beginning of an id.")
    var container: String

    @Argument(parsing: .captureForPassthrough, help: "The command and its arguments.")
    var command: [String]

    @Flag(name: .shortAndLong, help: "Pass standard input to the command.")
    var interactive = false

    @Flag(name: .shortAndLong, help: "Give the command a terminal.")
    var tty = false

    @Option(
        name: [.customShort("e"), .customLong("env")],
        help: ArgumentHelp(
            "Set a variable of the command's environment; without a value, the one of this environment.",
            valueName: "name[=value]"))
    var variables: [String] = []

    @Option(help: ArgumentHelp("Who runs the command, by the image's own lists.", valueName: "user[:group]"))
    var user: String?

    func run() throws {
        let store = try containers.tendedStore()
        let record = try store.find(container)
        let given = command.first == "--" ? Array(command.dropFirst()) : command
        guard let first = given.first, !first.isEmpty else { throw RuntimeError(.invalid, "name a command") }
        guard !tty || StandardStream.input.isTerminal else {
            throw RuntimeError(.invalid, "standard input is not a terminal; leave out -t")
        }
        let care = ContainerCare(store)
        let user =
            try user.map {
                try care.permitted(ImageUser($0, in: LayeredFiles(lowestFirst: record.layers)), in: record)
            } ?? record.imageUser
        let more = try VariableOption.values(of: variables)
        let process = ContainerProcess(
            arguments: given,
            environment: ContainerProcess.environment(
                image: record.environment, user: user, terminal: tty, more: more),
            workingDirectory: record.workingDirectory, user: user, hasTerminal: tty)
        throw ExitStatus.container(try care.execute(process, in: record, takesInput: interactive))
    }
}
