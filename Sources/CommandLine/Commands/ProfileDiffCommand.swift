internal import ArgumentParser
internal import JSON
internal import Platform
internal import Profiles

/// `hullmark profile diff OLD NEW`: what a new release wants to do that the old did not.
struct ProfileDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Show what one profile or image may do and another may not, more rights first.",
        discussion: "Each side is a profile, or an image from which one is derived.")

    /// The forms of a comparison.
    enum Format: String, ExpressibleByArgument, CaseIterable { case table, json }

    @OptionGroup var image: ImageOptions

    @Argument(help: "The new profile or image.")
    var other: String

    @Option(name: .shortAndLong, help: "The comparison's format.")
    var format: Format = .table

    @Option(name: .shortAndLong, help: ArgumentHelp("Write the comparison to a file.", valueName: "file"))
    var output: String?

    @Flag(help: "Exit with 2 if the new profile permits more.")
    var failOnMore = false

    @Flag(name: .shortAndLong, help: "Print only errors.")
    var quiet = false

    func validate() throws {
        if other.isEmpty { throw ValidationError("the second target is empty") }
    }

    func run() throws {
        let old = try side(image)
        var second = image
        second.target = other
        let comparison = ProfileComparison(from: old, to: try side(second))
        try write(format == .json ? json(comparison) : Array(text(comparison).utf8), to: output)
        if failOnMore && comparison.hasMoreRights { throw ExitStatus.refused }
    }

    private func side(_ options: ImageOptions) throws -> Profile {
        try options.profile { try tell("note: \(options.target): \($0)", isQuiet: quiet) }
    }

    private func json(_ comparison: ProfileComparison) -> [UInt8] {
        var writer = JSONWriter()
        writer.value(comparison.document)
        return writer.finish()
    }

    private func text(_ comparison: ProfileComparison) -> String {
        let style = Style(for: .output, isFile: output != nil)
        guard !comparison.changes.isEmpty else { return "No difference.\n" }
        var lines: [String] = []
        for kind in ProfileComparison.Kind.allCases {
            let changes = comparison.changes.filter { $0.kind == kind }
            guard !changes.isEmpty else { continue }
            if !lines.isEmpty { lines.append("") }
            lines.append(style.bold(title(of: kind)))
            for change in changes { lines.append("  " + Printable.line(line(change))) }
        }
        if !comparison.hasMoreRights { lines = [style.bold("No more rights"), ""] + lines }
        return lines.joined(separator: "\n") + "\n"
    }

    private func title(of kind: ProfileComparison.Kind) -> String {
        switch kind {
        case .moreRights: "More rights"
        case .changed: "Changed content"
        case .fewerRights: "Fewer rights"
        case .sameRights: "The same rights by other entries"
        }
    }

    private func line(_ change: ProfileComparison.Change) -> String {
        let because = change.because.isEmpty ? "" : "  (\(change.because))"
        switch (change.old, change.new) {
        case (nil, let new?): return "+ \(change.noun): \(new)\(because)"
        case (let old?, nil): return "- \(change.noun): \(old)\(because)"
        default: return "~ \(change.noun): \(change.old ?? "") → \(change.new ?? "")\(because)"
        }
    }
}
