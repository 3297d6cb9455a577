internal import ArgumentParser

/// `hullmark completion SHELL`: the completion script of a shell.
struct CompletionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "completion", abstract: "Print a shell completion script.",
        discussion:
            "In bash: source <(hullmark completion bash). make install puts the scripts where shells look for them.")

    /// The shells for which there is a script.
    enum Shell: String, ExpressibleByArgument, CaseIterable { case bash, zsh, fish }

    @Argument(help: "The shell: bash, zsh or fish.")
    var shell: Shell

    func run() throws {
        let script: String =
            switch shell {
            case .bash: Hullmark.completionScript(for: .bash)
            case .zsh: Hullmark.completionScript(for: .zsh)
            case .fish: Hullmark.completionScript(for: .fish)
            }
        try write(Array((script + "\n").utf8), to: nil)
    }
}
