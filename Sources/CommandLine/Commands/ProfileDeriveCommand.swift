internal import ArgumentParser
internal import Platform
internal import Profiles

/// `hullmark profile derive IMAGE`: what the image needs, by what it holds.
struct ProfileDeriveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "derive", abstract: "Derive a profile from an image before its first run.",
        discussion: "Standard error lists what only a run or a person can know.")

    @OptionGroup var image: ImageOptions

    @Option(help: "The document's format.")
    var format: ProfileForm = .yaml

    @Option(name: .shortAndLong, help: ArgumentHelp("Write the profile to a file.", valueName: "file"))
    var output: String?

    @Flag(name: .shortAndLong, help: "Print only errors.")
    var quiet = false

    func run() throws {
        let profile = try image.profile { try tell("note: \($0)", isQuiet: quiet) }
        try write(format.bytes(of: profile), to: output)
    }
}
