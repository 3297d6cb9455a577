internal import ArgumentParser

/// `hullmark profile`: what an image may do when it runs.
struct ProfileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile", abstract: "Derive, show, compare and edit profiles: what an image may do when it runs.",
        subcommands: [
            ProfileDeriveCommand.self, ProfileShowCommand.self, ProfileDiffCommand.self, ProfileMergeCommand.self,
            ProfileEditCommand.self, ProfileCheckCommand.self,
        ])
}
