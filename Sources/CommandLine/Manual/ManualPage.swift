/// A command's manual page, written with the macros of man(7).
struct ManualPage {
    let command: CommandDescription

    /// The name of the file, as in `hullmark-db-update.1`.
    var fileName: String { "\(command.words.joined(separator: "-")).1" }

    var text: String {
        let title = command.words.joined(separator: "-")
        var lines = [
            ".TH \(quoted(title.uppercased())) 1 \"\" \(quoted("hullmark \(version)")) \"Hullmark\"",
            ".nh", ".ad l", ".SH NAME", "\(escaped(title)) \\- \(escaped(Self.withoutEnd(command.abstract)))",
            ".SH SYNOPSIS",
        ]
        lines += synopsis
        if !command.discussion.isEmpty { lines += [".SH DESCRIPTION"] + paragraph(command.discussion) }
        lines += commands
        lines += options
        if command.words.count == 1 { lines += Self.environment + Self.files }
        lines += [".SH EXIT STATUS"] + exitStatus + seeAlso
        return lines.joined(separator: "\n") + "\n"
    }

    private var synopsis: [String] {
        let name = "\\fB\(escaped(command.words.joined(separator: " ")))\\fR"
        if !command.subcommands.isEmpty { return ["\(name) \\fICOMMAND\\fR \\&..."] }
        var parts = [name]
        if command.arguments.contains(where: { !$0.names.isEmpty }) { parts.append("[\\fIOPTION\\fR]\\&...") }
        for argument in command.arguments where argument.names.isEmpty {
            let text = "\\fI\(escaped(argument.value.uppercased()))\\fR" + (argument.isRepeating ? "\\&..." : "")
            parts.append(argument.isOptional ? "[\(text)]" : text)
        }
        return [parts.joined(separator: " ")]
    }

    private var commands: [String] {
        guard !command.subcommands.isEmpty else { return [] }
        return [".SH COMMANDS"]
            + command.subcommands.flatMap { sub in
                [".TP", "\\fB\(escaped(sub.words.last ?? ""))\\fR"] + paragraph(sub.abstract)
            }
    }

    private var options: [String] {
        var lines: [String] = []
        for (title, isPositional) in [("ARGUMENTS", true), ("OPTIONS", false)] {
            let chosen = command.arguments.filter { $0.names.isEmpty == isPositional }
            if !chosen.isEmpty { lines += [".SH \(title)"] + chosen.flatMap(entry) }
        }
        return lines
    }

    private func entry(_ argument: CommandDescription.Argument) -> [String] {
        let value = argument.value.isEmpty ? "" : "\\fI\(escaped(argument.value.uppercased()))\\fR"
        let names = argument.names.map { "\\fB\(escaped($0))\\fR" }.joined(separator: ", ")
        let head = [names, value].filter { !$0.isEmpty }.joined(separator: " ")
        var text = [argument.abstract, argument.discussion].filter { !$0.isEmpty }.joined(separator: " ")
        if !argument.choices.isEmpty { text += " One of \(argument.choices.joined(separator: ", "))." }
        if !argument.defaultValue.isEmpty { text += " The default is \(argument.defaultValue)." }
        return [".TP", head] + paragraph(text)
    }

    private var exitStatus: [String] {
        let meanings: [(String, String)] =
            command.words.count > 1 && command.words[1] == "run"
            ? [
                ("0 to 124", "the container's own exit code"), ("125", "the container could not be started"),
                ("126", "the command is not permitted"), ("127", "the command was not found"),
                ("128+N", "the container was ended by signal N"),
            ]
            : [
                ("0", "the command succeeded, and the image passes"), ("1", "the command could not do its job"),
                ("2", "the image fails the threshold or the policy"),
            ]
        return meanings.flatMap { [".TP", "\\fB\($0)\\fR", $1] }
    }

    private var seeAlso: [String] {
        var pages = command.subcommands.map(\.words)
        if command.words.count > 1 { pages.insert(Array(command.words.dropLast()), at: 0) }
        guard !pages.isEmpty else { return [] }
        let names = pages.map { "\\fB\(escaped($0.joined(separator: "-")))\\fR(1)" }
        return [".SH SEE ALSO", names.joined(separator: ",\n")]
    }

    private static let environment: [String] =
        [".SH ENVIRONMENT"]
        + [
            ("HULLMARK_DB", "the folder of the advisory database"),
            ("HULLMARK_DB_FROM", "the server of advisories"),
            ("HULLMARK_OFFLINE", "1: never ask a server for advisories"),
            ("HULLMARK_CACHE_DIR", "the folder of the layer cache"),
            ("HULLMARK_ROOT", "the folder of containers"),
            ("HTTPS_PROXY, HTTP_PROXY, NO_PROXY", "the proxy for registries and advisories"),
            ("NO_COLOR", "no colours on a terminal"),
        ].flatMap { [".TP", "\\fB\($0)\\fR", $1] }

    private static let files: [String] =
        [".SH FILES"]
        + [
            ("$XDG_CACHE_HOME/hullmark", "the layer cache"), ("$XDG_DATA_HOME/hullmark/db", "the advisory database"),
            ("/var/lib/hullmark", "containers and their layers"),
        ].flatMap { [".TP", "\\fI\($0)\\fR", $1] }

    /// A text as lines that roff takes as text.
    private func paragraph(_ text: String) -> [String] {
        text.split(separator: "\n").map { line in
            let text = escaped(String(line))
            return text.hasPrefix(".") || text.hasPrefix("'") ? "\\&\(text)" : text
        }
    }

    /// Backslashes begin escapes, and a plain `-` is a hyphen, which cannot be pasted into a shell.
    private func escaped(_ text: String) -> String {
        var result = ""
        for character in text {
            switch character {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            default: result.append(character)
            }
        }
        return result
    }

    private func quoted(_ text: String) -> String { "\"\(escaped(text))\"" }

    private static func withoutEnd(_ text: String) -> String { text.hasSuffix(".") ? String(text.dropLast()) : text }
}
