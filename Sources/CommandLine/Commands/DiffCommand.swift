internal import Advisories
internal import ArgumentParser
internal import Bills
internal import Inventory
internal import JSON
internal import Platform
internal import Reports

/// `hullmark diff A B`: what changed between two images, bills of materials or saved results.
struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Say what changed from one image to another.",
        discussion: """
            Each side is an image, a root file system, a bill of materials, or the JSON report of an earlier scan, whose findings are then \
            taken as they stand.
            """)

    /// The forms of a comparison.
    enum Format: String, ExpressibleByArgument, CaseIterable { case table, json }

    @OptionGroup var image: ImageOptions

    @Argument(help: "What to compare it with.")
    var other: String

    @OptionGroup var advisories: DatabaseOptions

    @Option(name: .shortAndLong, help: "The comparison's form.")
    var format: Format = .table

    @Option(name: .shortAndLong, help: ArgumentHelp("Write the comparison to a file.", valueName: "file"))
    var output: String?

    @Flag(help: "As for scan: let a compatible distribution's advisories stand in.")
    var compatible = false

    @Flag(help: "Compare the files that packages own by what their databases say; read no file for its digest.")
    var noDigests = false

    @Flag(
        help:
            "Exit with 2 when the second image has a finding that the first lacks, with 1 when a side was not checked.")
    var failOnNew = false

    @Flag(help: "List every change.")
    var full = false

    @Flag(name: .shortAndLong, help: "Say nothing on standard error but errors.")
    var quiet = false

    func validate() throws {
        if other.isEmpty { throw ValidationError("the second target is empty") }
    }

    func run() throws {
        let progress = Progress(isQuiet: quiet)
        let old = try side(image, progress)
        var second = image
        second.target = other
        let new = try side(second, progress)
        progress.finish()
        let comparison = Comparison(from: old, to: new)
        let text: [UInt8] =
            switch format {
            case .json: ComparisonDocument(comparison, from: old, to: new).bytes
            case .table:
                Array(
                    ComparisonTable(
                        comparison, from: (image.target, old), to: (other, new),
                        style: Style(for: .output, isFile: output != nil), isFull: full
                    ).text.utf8)
            }
        try write(text, to: output)
        if failOnNew { try enforce(comparison, old, new) }
    }

    /// Ends the program as `--fail-on-new` says: a new finding is an answer, and a side that was not checked is none.
    private func enforce(_ comparison: Comparison, _ old: ComparedScan, _ new: ComparedScan) throws {
        if !comparison.findings.added.isEmpty { throw ExitStatus.refused }
        let gaps = [("the first image", old), ("the second image", new)].flatMap { name, scan in
            scan.unchecked.filter { $0.kind != .unpublished }.map { "\(name): \($0.reason)" }
        }
        guard gaps.isEmpty else {
            throw ExitStatus.failed(
                "--fail-on-new cannot say whether findings are new: \(gaps.joined(separator: "; "))")
        }
    }

    private func side(_ options: ImageOptions, _ progress: Progress) throws -> ComparedScan {
        if let target = try options.billTarget() {
            let bytes = try target.bytes()
            if let json = try? JSONValue(bytes.span), let version = SavedReport.version(of: json) {
                guard SavedReport.reads(version: version) else {
                    throw ExitStatus.failed(
                        "\(target.path) is a report of version \(version) of the schema; this program reads version 1")
                }
                return SavedReport.scan(json)
            }
        }
        let inventory = try options.inventory(progress: progress, readsFiles: !noDigests)
        return ComparedScan(
            try ScanReport(of: inventory, database: advisories.open(), allowsCompatible: compatible))
    }
}
