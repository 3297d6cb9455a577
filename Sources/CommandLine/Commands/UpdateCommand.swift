internal import Advisories
internal import ArgumentParser
internal import HTTP
internal import Platform

/// `hullmark db update`: fetches advisories, conditionally and only what changed.
struct UpdateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update",
        abstract: "Fetch new advisories.",
        discussion: """
            The server has the layout of OSV's bulk export. Only changes are fetched, and an interrupted update continues where it stopped. If the \
            server fails, the existing database stays.
            """)

    @Option(
        help: ArgumentHelp(
            "The base address of the server.",
            discussion: "The default is OSV's public export.",
            valueName: "url"))
    var from: String?

    @Option(
        help: ArgumentHelp(
            "Ecosystems to fetch, as OSV names them (Debian, PyPI, npm), separated by commas; may be repeated.",
            discussion: "The default is those fetched before, or all.", valueName: "name"))
    var ecosystem: [String] = []

    @OptionGroup var advisories: DatabaseOptions

    @Flag(help: "Do not verify the server's TLS certificate.")
    var insecure = false

    @Option(help: ArgumentHelp("Trust the certificate authorities in a file, too.", valueName: "file"))
    var caFile: [String] = []

    @Flag(name: .shortAndLong, help: "Print only errors.")
    var quiet = false

    func run() throws {
        guard let now = Timestamp.now else { throw ExitStatus.failed("the system's clock is wrong") }
        let server = try AdvisoryServer(
            from, tls: TLSOptions(isInsecure: insecure, extraAuthorityFiles: caFile))
        let progress = StepProgress(isQuiet: quiet)
        let updater = DatabaseUpdater(folder: advisories.folder, server: server.patientClient, now: now) {
            progress.show($0)
        }
        let names = ecosystem.flatMap { $0.split(separator: ",").map(String.init) }
        let report = try updater.update(names)
        progress.finish()
        try write(Array(text(report).utf8), to: nil)
        let failures = report.outcomes.filter(\.outcome.isFailure)
        if !failures.isEmpty {
            throw ExitStatus.failed(
                "\(Count.text(failures.count, "part")) of \(report.outcomes.count) could not be fetched; the existing ones stay"
            )
        }
    }

    private func text(_ report: DatabaseUpdater.Report) -> String {
        var lines = report.outcomes.map { name, outcome in
            switch outcome {
            case .unchanged: "\(name): unchanged"
            case .changed(let count): "\(name): \(Count.text(count, "changed record"))"
            case .replaced(let count): "\(name): \(Count.text(count, "record"))"
            case .failed(let error): "\(name): failed: \(Printable.line("\(error)"))"
            }
        }
        for problem in report.diagnostics.prefix(20) where !quiet {
            lines.append(Printable.line("not read: \(problem)"))
        }
        lines.append(
            "database: \(Count.text(report.index.entries.count, "part")) in \(Printable.line(advisories.folder))")
        return lines.joined(separator: "\n") + "\n"
    }
}
