internal import ArgumentParser
internal import Platform

/// `hullmark manual DIRECTORY`: writes the manual pages, which `make install` puts in their place.
struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual", abstract: "Write the manual pages of all commands into a directory.",
        shouldDisplay: false)

    @Argument(help: "The directory, made if need be.")
    var directory: String

    func run() throws {
        try Directory.make(directory)
        for page in ManualPage.all(of: try CommandTree(of: Hullmark.self)) {
            try AtomicFile.write(Array(page.text.utf8), to: "\(directory)/\(page.name).1")
        }
    }
}
