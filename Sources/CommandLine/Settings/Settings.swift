internal import Platform

/// Options that are set outside the command line, brought into its words: a flag counts before the environment, and that before the file.
///
/// `--fail-on` of `scan` is `HULLMARK_SCAN_FAIL_ON` or `HULLMARK_FAIL_ON`, `--from` of `db update` is `HULLMARK_DB_UPDATE_FROM` or
/// `HULLMARK_DB_FROM`: dashes are underscores, and the command's name may be left out. Lists have commas between.
struct Settings {
    /// The words with the options that were set elsewhere, behind the command's name.
    let words: [String]
    /// Where those options are set, for messages.
    let origins: [String]

    /// The options of this process' environment and of the user's file.
    static func resolved(_ words: [String]) throws -> Settings {
        // Help must not depend on a file that may be wrong, and most runs have neither file nor variable.
        let needsNone = words.first.map { $0.hasPrefix("-") || $0 == "help" } ?? true
        let path = needsNone || words.contains("--help") ? nil : try SettingsFile.path()
        guard path != nil || (!needsNone && environmentNames.contains { $0.hasPrefix("HULLMARK_") }) else {
            return Settings(words: words, origins: [])
        }
        let tree = try CommandTree(of: Hullmark.self)
        let file = try path.flatMap { try SettingsFile($0, of: tree) }
        return try Settings(words, tree: tree, file: file, environment: Platform.environment)
    }

    private init(words: [String], origins: [String]) {
        self.words = words
        self.origins = origins
    }

    /// - Parameter words: the command line, in the form that the parser knows.
    init(_ words: [String], tree: CommandTree, file: SettingsFile?, environment: (String) -> String?) throws {
        guard let (path, command) = tree.command(of: words) else {
            self.words = words
            origins = []
            return
        }
        let given = Self.options(in: words.dropFirst(path.count), of: command)
        var added: [String] = []
        var origins: [String] = []
        for option in command.options where !given.contains(option.name) {
            let names = Self.variables(of: option.name, in: path)
            if let name = names.first(where: { environment($0) != nil }), let text = environment(name) {
                added += try Self.words(for: option, [text], isSplit: true, from: name)
                origins.append(name)
            } else if let file, let values = try file.values(of: option.name, in: path) {
                added += try Self.words(for: option, values, isSplit: false, from: "\(option.name) in \(file.path)")
                if origins.last != file.path { origins.append(file.path) }
            }
        }
        self.words = path + added + words.dropFirst(path.count)
        self.origins = origins
    }

    /// The variables that set an option, the most specific first.
    static func variables(of option: String, in path: [String]) -> [String] {
        let counts = stride(from: path.count, through: 0, by: -1)
        return counts.compactMap { count in
            // A bare HULLMARK_FROM is the place of an image, and not of advisories; HULLMARK_DB_FROM is the server of updates.
            if option == "from" && path.first == "db" && (count == 0 || (count == 1 && path != ["db", "update"])) {
                return nil
            }
            let words = ["hullmark"] + path.prefix(count) + [option]
            return words.joined(separator: "_").uppercased().split(separator: "-").joined(separator: "_")
        }
    }

    /// The options that words name, up to `--` and to where another program's words begin.
    private static func options(in words: ArraySlice<String>, of command: CommandTree) -> Set<String> {
        var found: Set<String> = []
        var rest = words
        var positionals = 0
        while let word = rest.popFirst(), word != "--" {
            guard word.hasPrefix("-"), word != "-" else {
                positionals += 1
                if command.passesWords && positionals > 1 { break }
                continue
            }
            let spelling = word.hasPrefix("--") ? String(word.prefix { $0 != "=" }) : String(word.prefix(2))
            guard let option = command.options.first(where: { $0.spellings.contains(spelling) }) else { continue }
            found.insert(option.name)
            if !option.isFlag && word == spelling { _ = rest.popFirst() }
        }
        return found
    }

    private static func words(
        for option: CommandTree.Option, _ values: [String], isSplit: Bool, from origin: String
    ) throws -> [String] {
        if option.isFlag {
            switch values.first?.lowercased() {
            case "1", "true", "yes", "on": return ["--\(option.name)"]
            case "", "0", "false", "no", "off", nil: return []
            default: throw ExitStatus.failed("\(origin): invalid value \"\(values[0])\"; use true or false")
            }
        }
        guard option.isRepeating else { return ["--\(option.name)=\(values.joined(separator: ","))"] }
        let all = isSplit ? values.flatMap { $0.split(separator: ",").map(String.init) } : values
        return all.map { "--\(option.name)=\($0)" }
    }
}
