internal import Advisories
internal import ArgumentParser
internal import Bills
internal import Inventory
internal import Platform

/// `hullmark sbom TARGET`: the bill of materials, in one format or several at once.
struct SBOMCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sbom", abstract: "Write the bill of materials of an image.",
        discussion: """
            The same image gives the same bytes: the time is that of the image's configuration, or of SOURCE_DATE_EPOCH, and identifiers \
            derive from the digest.
            """)

    @OptionGroup var image: ImageOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "A format, or a format and the file for it; repeated for several (default: cyclonedx-json).",
            discussion: "Formats are \(BillRegistry.names).", valueName: "name[=file]"))
    var format: [String] = []

    @Option(name: .shortAndLong, help: ArgumentHelp("Write the bill to a file.", valueName: "file"))
    var output: String?

    @Option(help: "What the bill calls the image; by default its title label, or its digest.")
    var name: String?

    @Option(help: "Who supplies the image, where its labels do not say; the minimum elements of NTIA ask for it.")
    var supplier: String?

    @Flag(help: "Leave out the files that packages own.")
    var noFiles = false

    @Flag(name: .shortAndLong, help: "Say nothing on standard error but errors.")
    var quiet = false

    func validate() throws {
        let outputs = try outputs()
        if let output, outputs.allSatisfy({ $0.path != nil }) {
            throw ValidationError("every format names a file of its own, so nothing is left for --output \(output)")
        }
        let places = Set(outputs.map { identity(ofOutput: $0.path ?? output) })
        guard places.count == outputs.count else {
            throw ValidationError(
                "two formats go to the same place; name files, as in --format spdx-json=image.spdx.json")
        }
        try Self.refuseControls(in: name, of: "--name")
        try Self.refuseControls(in: supplier, of: "--supplier")
        _ = try Self.epoch()
    }

    /// Refuses what no format could hold as it stands: a line end would cut the text, or begin another field.
    private static func refuseControls(in text: String?, of option: String) throws {
        guard let text, text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            return
        }
        throw ValidationError("\(option) has a control character in it, such as the end of a line")
    }

    func run() throws {
        let progress = Progress(isQuiet: quiet)
        let bill = try bill(progress: progress)
        progress.finish()
        try write(outputs().map { wanted in (wanted.path ?? output, { wanted.format.write(bill) }) })
        if !quiet { try Notices.write(problemsOf: bill.inventory) }
    }

    private func bill(progress: Progress) throws -> Bill {
        let tool = Bill.Tool(name: "hullmark", version: version)
        if let read = try image.billTarget()?.bill() {
            // A bill in another format is still of the time at which it was made.
            return Bill(
                of: image.inventory(of: read), name: name ?? read.name, supplier: supplier ?? read.supplier, tool: tool,
                created: try Self.epoch() ?? read.inventory.creation ?? Self.time(read.created) ?? Self.beginning,
                includesFiles: !noFiles)
        }
        let inventory = try image.inventory(progress: progress, readsFiles: !noFiles)
        return Bill(
            of: inventory, name: name ?? "", supplier: supplier ?? "", tool: tool,
            created: try Self.epoch() ?? inventory.creation ?? Self.beginning, includesFiles: !noFiles)
    }

    /// The formats asked for, each with its file.
    private func outputs() throws -> [(format: any BillFormat, path: String?)] {
        try (format.isEmpty ? ["cyclonedx-json"] : format).map { text in
            let equals = text.firstIndex(of: "=")
            let word = equals.map { String(text[..<$0]) } ?? text
            let path = equals.map { String(text[text.index(after: $0)...]) }
            guard let found = BillRegistry.format(word) else {
                let names = BillRegistry.all.map(\.name)
                throw ValidationError("unknown format \"\(word)\"; \(suggestion(for: word, among: names))")
            }
            if path == "" { throw ValidationError("the file is missing in \"\(text)\"") }
            return (found, path)
        }
    }

    /// The time of bills that know none.
    private static let beginning = "1970-01-01T00:00:00Z"

    /// The time that the environment sets (reproducible-builds.org, "SOURCE_DATE_EPOCH").
    private static func epoch() throws -> String? {
        guard let text = environment("SOURCE_DATE_EPOCH") else { return nil }
        guard let seconds = Int(text), let time = Timestamp(seconds: seconds) else {
            throw ValidationError("invalid SOURCE_DATE_EPOCH \"\(text)\"; it is a number of seconds")
        }
        return time.description
    }

    private static func time(_ text: String) -> String? { Timestamp(text)?.description }
}

extension Inventory {
    /// When the image was made, in whole seconds; nothing where it does not say.
    fileprivate var creation: String? { settings.flatMap { Timestamp($0.created)?.description } }
}
