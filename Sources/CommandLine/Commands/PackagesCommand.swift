internal import ArgumentParser
internal import Inventory
internal import Platform
internal import Reports

/// `hullmark packages TARGET`: the packages of an image, without advisories.
struct PackagesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "packages", abstract: "List the packages of an image.",
        discussion: "Lists every package with its version, licences, layer and path. Advisories are not consulted.")

    /// The forms of the list.
    enum Format: String, ExpressibleByArgument, CaseIterable { case table, json, purls }

    @OptionGroup var image: ImageOptions

    @Option(name: .shortAndLong, help: "Output format.")
    var format: Format = .table

    @Option(name: .shortAndLong, help: ArgumentHelp("Write the list to a file.", valueName: "file"))
    var output: String?

    @Option(help: ArgumentHelp("List only packages of these types, separated by commas.", valueName: "types"))
    var type: String?

    @Flag(
        help: """
            Include packages that are part of others and lock file entries that are not installed; in JSON, the files that \
            packages own.
            """)
    var full = false

    @Flag(name: .shortAndLong, help: "Print only errors.")
    var quiet = false

    func run() throws {
        let progress = Progress(isQuiet: quiet)
        var inventory = try image.inventory(progress: progress)
        progress.finish()
        try choose(&inventory)
        try write(text(inventory), to: output)
        if !quiet { try Notices.write(problemsOf: inventory) }
    }

    private func text(_ inventory: Inventory) -> [UInt8] {
        switch format {
        case .json: PackageDocument(inventory, includesFiles: full).bytes
        case .purls: Array(shown(inventory).map { "\($0.purl)\n" }.joined().utf8)
        case .table:
            Array(
                PackageTable(
                    inventory, packages: shown(inventory), style: Style(for: .output, isFile: output != nil)
                ).text.utf8)
        }
    }

    private func shown(_ inventory: Inventory) -> [Package] {
        full ? inventory.packages : inventory.packages.filter(\.isCounted)
    }

    /// Keeps the packages of the types that `--type` names.
    private func choose(_ inventory: inout Inventory) throws {
        guard let type else { return }
        let types = Set(type.split(separator: ",").map(String.init))
        let known = Set(inventory.packages.map(\.type.rawValue))
        guard let missing = types.subtracting(known).min() else {
            inventory.packages.removeAll { !types.contains($0.type.rawValue) }
            return
        }
        let others = known.isEmpty ? "no packages" : known.sorted().joined(separator: ", ")
        throw ExitStatus.failed("--type \(missing): the image has no such packages; it has \(others)")
    }
}
