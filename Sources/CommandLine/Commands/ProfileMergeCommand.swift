internal import ArgumentParser
internal import Platform
internal import Profiles

/// `hullmark profile merge PROFILE PROFILE…`: all that any of them permits.
struct ProfileMergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Merge profiles into one that permits what any of them permits.",
        discussion: "Of equal entries the strongest is kept: declared, then observed, then derived.")

    @Argument(help: ArgumentHelp("Profiles, the first of which names the image.", valueName: "profile"))
    var profiles: [String]

    @Option(help: "The document's format.")
    var format: ProfileForm = .yaml

    @Option(name: .shortAndLong, help: ArgumentHelp("Write the profile to a file.", valueName: "file"))
    var output: String?

    func validate() throws {
        if profiles.count < 2 { throw ValidationError("name at least two profiles") }
    }

    func run() throws {
        var all = try profiles.map { try ProfileFile($0).profile }
        var merged = all.removeFirst()
        for profile in all { merged = merged.merged(with: profile) }
        try write(format.bytes(of: merged), to: output)
    }
}
