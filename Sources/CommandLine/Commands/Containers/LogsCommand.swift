internal import ArgumentParser
internal import Platform
internal import Runtime

/// `hullmark logs NAME`: what a container that runs by itself wrote.
struct LogsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "logs", abstract: "Show the output of a container.",
        discussion: """
            What it wrote to its standard error goes to standard error here. Of a container that was not started with -d it is what came \
            after its caller was gone.
            """)

    @OptionGroup var containers: ContainerOptions

    @Argument(help: "A container, by name, id or the beginning of an id.")
    var container: String

    @Flag(name: .shortAndLong, help: "Follow the output until the container exits.")
    var follow = false

    @Flag(name: .shortAndLong, help: "Show when each line was written.")
    var timestamps = false

    func run() throws {
        let store = try containers.tendedStore()
        let record = try store.find(container)
        guard record.keepsLog else {
            throw RuntimeError(.conflict, "\(record.name) has its caller's terminal, and no log")
        }
        let follows = follow
        var begins = true
        try ContainerLog(folder: store.path(record.identifier)).read(goesOn: { follows && isRunning(record, store) }) {
            piece in
            var line = begins && timestamps ? Array("\(piece.time) ".utf8) : []
            line += piece.text + (piece.isEnded ? [0x0a] : [])
            begins = piece.isEnded
            var failure: SystemError?
            line.withUnsafeBytes { bytes in
                do throws(SystemError) { try (piece.isError ? StandardStream.error : .output).write(bytes) } catch {
                    failure = error
                }
            }
            if let failure { throw failure }
        }
    }

    private func isRunning(_ record: ContainerRecord, _ store: ContainerStore) -> Bool {
        if case .exited = store.state(of: record) { return false }
        return store.record(record.identifier) != nil
    }
}
