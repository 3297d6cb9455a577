/// A page of the manual, in the macros of `man(7)`.
struct ManualPage {
    /// The page's name, `hullmark-db-update`.
    let name: String
    let text: String

    /// The pages of a command and of those below it.
    static func all(of tree: CommandTree) -> [ManualPage] { pages(of: tree, path: [tree.name]) }

    private static func pages(of tree: CommandTree, path: [String]) -> [ManualPage] {
        [ManualPage(tree, path: path)] + tree.commands.flatMap { pages(of: $0, path: path + [$0.name]) }
    }

    private init(_ tree: CommandTree, path: [String]) {
        name = path.joined(separator: "-")
        let title = name.uppercased()
        var lines = [".TH \(Self.quoted(title)) 1 \"\" \(Self.quoted("hullmark \(version)"))", ".SH NAME"]
        lines.append("\(Self.escaped(name)) \\- \(Self.escaped(Self.withoutStop(tree.abstract)))")
        lines += [".SH SYNOPSIS", ".B \(Self.escaped(path.joined(separator: " ")))"]
        lines += tree.commands.isEmpty ? Self.synopsis(tree) : ["[\\fIoptions\\fR] \\fIcommand\\fR"]
        let description = tree.discussion.isEmpty ? tree.abstract : tree.discussion
        lines += [".SH DESCRIPTION", Self.paragraph(description)]
        if !tree.arguments.isEmpty {
            lines.append(".SH ARGUMENTS")
            for argument in tree.arguments {
                lines += [".TP", "\\fI\(Self.escaped(argument.name))\\fR", Self.paragraph(argument.help)]
            }
        }
        lines.append(".SH OPTIONS")
        for option in tree.options {
            let value = option.isFlag ? "" : " \\fI\(Self.escaped(option.valueName))\\fR"
            let spellings = option.spellings.map { "\\fB\(Self.escaped($0))\\fR" }.joined(separator: ", ")
            lines += [".TP", spellings + value, Self.paragraph(option.help)]
            let variables = Settings.variables(of: option.name, in: Array(path.dropFirst()))
            if let variable = variables.last { lines.append("Variable: \(Self.escaped(variable)).") }
        }
        lines += [".TP", "\\fB\\-h\\fR, \\fB\\-\\-help\\fR", "Show the usage."]
        if !tree.commands.isEmpty {
            lines.append(".SH COMMANDS")
            for command in tree.commands {
                let page = Self.escaped((path + [command.name]).joined(separator: "-"))
                lines += [".TP", "\\fB\(page)\\fR(1)", Self.paragraph(command.abstract)]
            }
        }
        if path.count > 1 {
            lines += [".SH SEE ALSO", "\\fB\(Self.escaped(path.dropLast().joined(separator: "-")))\\fR(1)"]
        }
        text = lines.joined(separator: "\n") + "\n"
    }

    private static func synopsis(_ tree: CommandTree) -> [String] {
        let words = tree.arguments.map { argument in
            let name = "\\fI\(escaped(argument.name))\\fR" + (argument.isRepeating ? "..." : "")
            return argument.isOptional ? "[\(name)]" : name
        }
        return [(["[\\fIoptions\\fR]"] + words).joined(separator: " ")]
    }

    private static func withoutStop(_ text: String) -> String { text.hasSuffix(".") ? String(text.dropLast()) : text }

    /// A text on lines of its own: none begins as a request does.
    private static func paragraph(_ text: String) -> String {
        text.split(separator: "\n").map { line in
            let line = escaped(String(line))
            return line.hasPrefix(".") || line.hasPrefix("'") ? "\\&\(line)" : line
        }.joined(separator: "\n")
    }

    private static func quoted(_ text: String) -> String { "\"\(escaped(text).filter { $0 != "\"" })\"" }

    /// A text without what the formatter would read as its own: backslashes, and dashes that are to be copied.
    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            default: result.append(character)
            }
        }
    }
}
