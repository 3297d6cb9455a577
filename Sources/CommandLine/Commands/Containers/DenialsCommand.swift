internal import ArgumentParser
internal import Platform
internal import Runtime

extension DenialReport.Source: ExpressibleByArgument {}

/// `hullmark denials NAME`: what a container is refused.
struct DenialsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "denials", abstract: "Show what a container is denied, live.",
        discussion: """
            Each line says which process wanted to do what, and which entry of the profile would permit it. The same denial is told again when \
            it came ten times as often, and at the end. All system calls of this machine take a little longer while this runs.
            """)

    /// The forms of a report.
    enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

    @OptionGroup var containers: ContainerOptions

    @Argument(help: "A container, by name, id or the beginning of an id.")
    var container: String

    @Option(help: "The report's format: text, or json for one line of JSON per denial.")
    var format: Format = .text

    @Flag(help: "Show also what the profile permits and the kernel denies for other reasons, such as a file's mode.")
    var all = false

    @Option(
        help: """
            What tells of refusals: trace, the end of every system call; or audit, the machine's records of Landlock and seccomp, where they \
            are on, of containers that were started with --denials or --log-refusals.
            """)
    var from: DenialReport.Source = .trace

    @Option(help: ArgumentHelp("A file that the report is added to, in place of standard output.", valueName: "file"))
    var output: String?

    /// Says `watching` on standard output, for who started it.
    @Flag(help: .hidden)
    var announce = false

    func run() throws {
        let store = try containers.store()
        let record = try store.find(container)
        let signals = try SignalQueue([1, 2, 15])
        let file = try output.map { OpenFile(try FileHandle(appending: $0)) }
        let report = try DenialReport(record, in: store, from: from)
        if announce { try StandardStream.output.write("watching\n") }
        let (untold, lost) = try report.follow(until: signals) { denial in
            guard all || !denial.isPermitted else { return true }
            let line = format == .json ? denial.json : Array((Printable.line(denial.text) + "\n").utf8)
            guard let file else { return try StandardStream.output.write(String(decoding: line, as: UTF8.self)) }
            try file.handle.write(line)
            return true
        }
        if untold + lost > 0 {
            try StandardStream.error.write(
                "hullmark: \(untold + lost) more denials are not shown: there were too many\n")
        }
    }
}
