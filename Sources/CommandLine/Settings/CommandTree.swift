internal import ArgumentParser
internal import JSON

/// The commands of the program and their options, as the argument parser describes them.
struct CommandTree {
    /// An option or a flag.
    struct Option {
        /// The long name, without dashes.
        let name: String
        /// All spellings on the command line, with dashes.
        let spellings: [String]
        let isFlag: Bool
        let isRepeating: Bool
    }

    let name: String
    let options: [Option]
    let commands: [CommandTree]
    /// Whether words behind the first positional ones belong to another program.
    let passesWords: Bool

    /// The tree of a command and of those below it.
    init(of root: any ParsableCommand.Type) throws {
        let text: String
        do {
            _ = try root.parseAsRoot(["--experimental-dump-help"])
            text = ""
        } catch {
            text = root.fullMessage(for: error)
        }
        let bytes = Array(text.utf8)
        self.init(try JSONValue(bytes.span)["command"] ?? .null)
    }

    private init(_ json: JSONValue) {
        name = json["commandName"]?.string ?? ""
        let arguments = json["arguments"]?.array ?? []
        options = arguments.compactMap(Option.init)
        passesWords = arguments.contains {
            ["allRemainingInput", "captureForPassthrough", "allUnrecognized"].contains(
                $0["parsingStrategy"]?.string ?? "")
        }
        commands = (json["subcommands"]?.array ?? []).map(CommandTree.init).filter { $0.name != "help" }
    }

    /// The command that words begin with, after the root: its path, and it; nil if the first word names none.
    func command(of words: [String]) -> (path: [String], command: CommandTree)? {
        var path: [String] = []
        var found = self
        for word in words {
            guard let next = found.commands.first(where: { $0.name == word }) else { break }
            path.append(word)
            found = next
        }
        return path.isEmpty ? nil : (path, found)
    }

    /// The names of all options of this command and of those below it.
    var optionNames: Set<String> { commands.reduce(Set(options.map(\.name))) { $0.union($1.optionNames) } }
}

extension CommandTree.Option {
    fileprivate init?(_ json: JSONValue) {
        let kind = json["kind"]?.string
        let names = json["names"]?.array ?? []
        func texts(_ kind: String) -> [String] {
            names.filter { $0["kind"]?.string == kind }.compactMap { $0["name"]?.string }
        }
        guard kind != "positional", let long = texts("long").first, long != "help", long != "version" else {
            return nil
        }
        name = long
        spellings = texts("long").map { "--\($0)" } + texts("short").map { "-\($0)" }
        isFlag = kind == "flag"
        isRepeating = json["isRepeating"]?.bool ?? false
    }
}
