internal import ArgumentParser
internal import JSON
internal import Platform

/// `hullmark manual DIRECTORY`: writes a manual page for each command; `make install` calls it.
struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual", abstract: "Write the manual pages into a directory.", shouldDisplay: false)

    @Argument(help: "The directory, which must exist.")
    var directory: String

    func run() throws {
        let description = try JSONValue(Array(Hullmark._dumpHelp().utf8).span)
        guard let root = description["command"] else { throw ExitStatus.failed("the commands have no description") }
        let pages = CommandDescription(root).all.map { ManualPage(command: $0) }
        try write(pages.map { page in ("\(directory)/\(page.fileName)", { Array(page.text.utf8) }) })
    }
}
