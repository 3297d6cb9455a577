internal import ArgumentParser
internal import Platform
internal import Profiles

/// `hullmark profile show PROFILE`: a profile in a form of one's choice.
struct ProfileShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a profile, or what would be derived from an image.")

    /// The forms of a profile that is shown.
    enum Format: String, ExpressibleByArgument, CaseIterable { case summary, yaml, json, digest }

    @OptionGroup var image: ImageOptions

    @Option(name: .shortAndLong, help: "The format: a summary for people, the document, or its digest.")
    var format: Format = .summary

    @Option(name: .shortAndLong, help: ArgumentHelp("Write it to a file.", valueName: "file"))
    var output: String?

    @Flag(name: .shortAndLong, help: "Print only errors.")
    var quiet = false

    func run() throws {
        let profile = try image.profile { try tell("note: \($0)", isQuiet: quiet) }
        let bytes: [UInt8] =
            switch format {
            case .yaml: profile.yaml
            case .json: profile.json
            case .digest: Array("\(profile.digest)\n".utf8)
            case .summary:
                Array(ProfileSummary(profile, style: Style(for: .output, isFile: output != nil)).text.utf8)
            }
        try write(bytes, to: output)
    }
}
