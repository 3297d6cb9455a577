internal import JSON

/// A command as the argument parser describes it (`--experimental-dump-help`, serialization version 0).
struct CommandDescription {
    /// An option, a flag or a positional argument.
    struct Argument {
        /// Its names with their dashes, the short ones first; empty for a positional argument.
        let names: [String]
        /// The name of its value; empty for a flag.
        let value: String
        let isOptional: Bool
        let isRepeating: Bool
        let defaultValue: String
        let choices: [String]
        let abstract: String
        let discussion: String
    }

    /// The words that call it: `["hullmark", "db", "update"]`.
    let words: [String]
    let abstract: String
    let discussion: String
    let arguments: [Argument]
    let subcommands: [CommandDescription]

    /// Reads a command and those below it, without what is hidden.
    ///
    /// - Parameter parents: the words of the commands above.
    init(_ value: JSONValue, below parents: [String] = []) {
        let words = parents + [value["commandName"]?.string ?? ""]
        self.words = words
        abstract = value["abstract"]?.string ?? ""
        discussion = value["discussion"]?.string ?? ""
        arguments = (value["arguments"]?.array ?? []).filter(Self.isShown).map(Argument.init)
        subcommands = (value["subcommands"]?.array ?? [])
            .filter { Self.isShown($0) && $0["commandName"]?.string != "help" }
            .map { CommandDescription($0, below: words) }
    }

    /// The command and all below it.
    var all: [CommandDescription] { [self] + subcommands.flatMap(\.all) }

    private static func isShown(_ value: JSONValue) -> Bool { value["shouldDisplay"] != .bool(false) }
}

extension CommandDescription.Argument {
    fileprivate init(_ value: JSONValue) {
        let kind = value["kind"]?.string
        names = (value["names"]?.array ?? []).map { name in
            (name["kind"]?.string == "long" ? "--" : "-") + (name["name"]?.string ?? "")
        }.sorted { ($0.hasPrefix("--") ? 1 : 0, $0) < ($1.hasPrefix("--") ? 1 : 0, $1) }
        self.value = kind == "flag" ? "" : value["valueName"]?.string ?? ""
        isOptional = value["isOptional"] == .bool(true)
        isRepeating = value["isRepeating"] == .bool(true)
        defaultValue = kind == "flag" ? "" : value["defaultValue"]?.string ?? ""
        choices = (value["allValues"]?.array ?? value["allValueStrings"]?.array ?? []).compactMap(\.string)
        abstract = value["abstract"]?.string ?? ""
        discussion = value["discussion"]?.string ?? ""
    }
}
