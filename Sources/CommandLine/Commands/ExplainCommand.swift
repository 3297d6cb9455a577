internal import ArgumentParser
internal import Inventory
internal import Matching
internal import Platform
internal import Reports

/// `hullmark explain TARGET ID`: why an advisory matches, or why not.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain", abstract: "Explain why an image is or is not affected by a vulnerability.")

    @OptionGroup var image: ImageOptions

    @Argument(help: "A vulnerability or an advisory, by its identifier: CVE-…, GHSA-…, DSA-….")
    var id: String

    @OptionGroup var advisories: DatabaseOptions

    @Flag(help: "As for scan: use a compatible distribution's advisories.")
    var compatible = false

    @Flag(name: .shortAndLong, help: "Print only errors.")
    var quiet = false

    func validate() throws {
        guard Identifier.isPlausible(id) else {
            throw ValidationError(
                "invalid identifier \"\(id)\"; examples: CVE-2024-2961, GHSA-4w2j-2rg4-5mjw, DSA-5673-1"
            )
        }
    }

    func run() throws {
        let progress = Progress(isQuiet: quiet)
        let inventory = try image.inventory(progress: progress)
        var options = MatchingOptions()
        options.allowsCompatible = compatible
        let database = try advisories.open()
        let explanation = try Matcher(source: database, options: options)
            .explain(id, in: inventory.packages, distribution: inventory.distribution)
        progress.finish()
        let style = Style(for: .output, isFile: false)
        let text = ExplanationText(explanation, of: inventory, style: style)
        let notices = Notices(
            inventory, coverage: explanation.coverage, database: DatabaseFacts(database, asked: explanation.ecosystems))
        try write(Array(((text.lines + notices.lines).joined(separator: "\n") + "\n").utf8), to: nil)
    }
}
