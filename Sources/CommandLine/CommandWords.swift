internal import Bills

/// The words of a command line, brought into the one form that the parser knows.
///
/// | written | meant | why |
/// |---|---|---|
/// | `-o json`, `--output=spdx-json=FILE` | `--format …` | Syft and Grype name the format so, Trivy the file; a file of such a name is `./json` |
/// | `--allow-unchecked` | `--allow-unchecked=all` | the parser would take the target for its value |
struct CommandWords {
    /// What the commands that have both a format and a file call formats, here and in other tools.
    private static let formats: Set<String> = Set(
        BillRegistry.all.map(\.name) + [
            "json", "table", "text", "yaml", "summary", "digest", "sarif", "junit", "cyclonedx", "spdx", "github",
            "template", "purls",
        ])
    private static let commands: Set<String> = ["scan", "packages", "sbom", "diff", "profile"]

    let words: [String]

    init(_ all: [String]) {
        guard let command = all.first, Self.commands.contains(command) else {
            words = all
            return
        }
        let end = all.firstIndex(of: "--") ?? all.endIndex
        var found: [String] = []
        var rest = all[..<end]
        while let word = rest.popFirst() {
            if word == "-o" || word == "--output", let value = rest.first, Self.isFormat(value) {
                found += ["--format", value]
                rest.removeFirst()
            } else if let value = Self.value(of: word), Self.isFormat(value) {
                found += ["--format", value]
            } else if word == "--allow-unchecked" {
                found.append("\(word)=\(GateOptions.everyKind)")
            } else {
                found.append(word)
            }
        }
        words = found + all[end...]
    }

    /// The value of an option for the output that stands in the same word.
    private static func value(of word: String) -> String? {
        for start in ["--output=", "-o="] where word.hasPrefix(start) { return String(word.dropFirst(start.count)) }
        return nil
    }

    /// Whether a text names a format, or a format and its file.
    private static func isFormat(_ text: String) -> Bool {
        formats.contains(String(text.prefix { $0 != "=" }))
    }
}
