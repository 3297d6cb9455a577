internal import ArgumentParser
internal import Platform

/// What is wrong with a command line, in a few lines: the mistake, the likely cure, and where the help is.
struct UsageError {
    let text: String

    /// - Parameter words: the command line.
    /// - Parameter origins: where options are set that the command line does not have.
    init(_ error: any Error, of words: [String], origins: [String]) {
        let path = Self.path(of: words)
        var message = Self.unknownCommand(words, behind: path) ?? Hullmark.message(for: error)
        if !message.contains("id you mean"), let near = Self.nearValue(in: message) {
            message += message.hasSuffix(".") ? " Did you mean \(near)?" : "; did you mean \(near)?"
        }
        if !origins.isEmpty { message += "\nOptions are also set by \(origins.joined(separator: ", "))." }
        let command = (["hullmark"] + path).joined(separator: " ")
        text = "Error: \(message)\n\(command) --help shows the usage."
    }

    /// The commands that a command line begins with.
    private static func path(of words: [String]) -> [String] {
        var path: [String] = []
        var commands = Hullmark.configuration.subcommands
        for word in words {
            guard let next = commands.first(where: { $0._commandName == word }) else { break }
            path.append(word)
            commands = next.configuration.subcommands
        }
        return path
    }

    /// The message for a word in the place of a command that names none.
    private static func unknownCommand(_ words: [String], behind path: [String]) -> String? {
        var commands = Hullmark.configuration.subcommands
        for name in path {
            commands = commands.first { $0._commandName == name }?.configuration.subcommands ?? []
        }
        guard !commands.isEmpty, words.count > path.count, !words[path.count].hasPrefix("-") else { return nil }
        let word = words[path.count]
        let names = commands.map { $0._commandName }
        guard !names.contains(word), word != "help" else { return nil }
        let cure = Spelling.closest(to: word, among: names).map { "did you mean \($0)?" }
        return "unknown command \"\(word)\"; \(cure ?? "known: \(names.joined(separator: ", "))")"
    }

    /// The permitted value that a refused one was meant to be.
    ///
    /// The message is such as "The value 'jsn' is invalid for '--format <format>'. Please provide one of 'table' and 'json'."
    private static func nearValue(in message: String) -> String? {
        guard message.contains("is invalid for") else { return nil }
        let quoted = message.split(separator: "'", omittingEmptySubsequences: false).enumerated()
            .filter { $0.offset % 2 == 1 }.map { String($0.element) }
        guard let word = quoted.first else { return nil }
        return Spelling.closest(to: word, among: quoted.dropFirst().filter { !$0.hasPrefix("-") })
    }
}

/// The end of a message about an unknown word: the word that was meant, or all that are known.
func suggestion(for word: some StringProtocol, among words: [String]) -> String {
    let near = Spelling.closest(to: String(word), among: words).map { "did you mean \($0)?" }
    return near ?? "use \(words.joined(separator: ", "))"
}
