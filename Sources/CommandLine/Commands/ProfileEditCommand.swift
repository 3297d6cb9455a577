internal import ArgumentParser
internal import Platform
internal import Profiles

/// `hullmark profile edit PROFILE`: a profile in the editor, saved only if it is one afterwards.
struct ProfileEditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit",
        abstract: "Edit a profile in $EDITOR, or permit events, and save it if it is valid.",
        discussion: """
            The editor gets YAML, whatever the document's form. What is no profile afterwards is not saved: the line that is wrong is named, \
            and the text is kept beside the profile.
            """)

    @Argument(help: "The profile's file.")
    var profile: String

    @Option(
        help: ArgumentHelp(
            "Permit an event, as a declared entry, without an editor; may be repeated.", valueName: "event")
    )
    var allow: [String] = []

    @Option(help: ArgumentHelp("Why the events are permitted.", valueName: "text"))
    var because: String?

    func run() throws {
        let file = try ProfileFile(profile)
        guard allow.isEmpty else {
            var changed = file.profile
            for text in allow { changed.permit(try ProfileEvent(text), because: because ?? "") }
            // Written and read again, so that nothing is saved that would be refused.
            let checked = try ProfileFile.profile(changed.yaml, path: profile)
            return try save(checked, over: file)
        }
        let draft = "\(profile).draft"
        try OutputFile.write(file.profile.yaml, to: draft)
        try runEditor(on: draft)
        let edited = try readDraft(draft)
        let checked: Profile
        do {
            checked = try ProfileFile.profile(edited, path: draft)
        } catch ExitStatus.failed(let reason) {
            throw ExitStatus.failed("\(reason); \(profile) is as it was, and your text is in \(draft)")
        }
        if checked != file.profile || checked.yaml != edited { try save(checked, over: file) }
        AtomicFile.remove(draft)
    }

    private func save(_ changed: Profile, over file: ProfileFile) throws {
        try OutputFile.write(file.isJSON ? changed.json : changed.yaml, to: profile)
    }

    private func readDraft(_ path: String) throws -> [UInt8] {
        let file = try FileHandle(reading: path)
        return try file.read(0..<min(try file.status().size, ProfileLimits.documentBytes + 1))
    }

    /// The editor may be a command with arguments, so that a shell takes it, as other programs do it.
    private func runEditor(on path: String) throws {
        let editor = environment("VISUAL") ?? environment("EDITOR") ?? "vi"
        let end = try ForegroundProcess.run("/bin/sh", ["-c", "\(editor) \"$@\"", editor, path])
        guard end == .exited(0) else {
            throw ExitStatus.failed("the editor \(editor) failed, so nothing was changed; its text is in \(path)")
        }
    }
}
