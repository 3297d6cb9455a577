internal import ArgumentParser
internal import Platform
internal import Profiles

/// `hullmark profile derive IMAGE`: what the image needs, by what it holds.
struct ProfileDeriveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "derive", abstract: "Conclude from an image, before its first run, what it must be permitted.",
        discussion: "What only a run or a person can know is said on standard error.")

    @OptionGroup var image: ImageOptions

    @Option(help: "The document's form.")
    var format: ProfileForm = .yaml

    @Option(name: .shortAndLong, help: ArgumentHelp("Write the profile to a file.", valueName: "file"))
    var output: String?

    @Flag(name: .shortAndLong, help: "Say nothing on standard error but errors.")
    var quiet = false

    func run() throws {
        let profile = try image.profile { try tell("note: \($0)", isQuiet: quiet) }
        try write(format.bytes(of: profile), to: output)
    }
}
