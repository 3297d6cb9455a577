internal import ArgumentParser
internal import Platform
internal import Runtime

/// `hullmark ps`: the containers and how they stand.
struct PsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "ps", abstract: "List containers.")

    @OptionGroup var containers: ContainerOptions

    @Flag(name: .shortAndLong, help: "List exited containers, too.")
    var all = false

    func run() throws {
        let store = try containers.tendedStore()
        var rows = [["ID", "NAME", "IMAGE", "COMMAND", "CREATED", "STATUS"]]
        let now = Clock.secondsSince1970
        for record in try store.all() {
            let status: String
            switch store.state(of: record) {
            case .running: status = "running"
            case .starting: status = "starting"
            case .exited(let code, let moment):
                guard all else { continue }
                let shown = code.map { "(\($0)) " } ?? ""
                status = "exited \(shown)\(Self.age(now - moment)) ago"
            }
            rows.append([
                String(record.identifier.prefix(12)), record.name, record.target,
                String(record.command.joined(separator: " ").prefix(40)), "\(Self.age(now - record.created)) ago",
                status,
            ])
        }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        for row in rows {
            let cells = row.enumerated().map { column, cell in
                column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
            }
            try StandardStream.output.write(Printable.line(cells.joined(separator: "   ")) + "\n")
        }
    }

    /// A span of time in its largest unit.
    static func age(_ seconds: Int) -> String {
        for (unit, length) in [("day", 86_400), ("hour", 3600), ("minute", 60)] where seconds >= 2 * length {
            return "\(seconds / length) \(unit)s"
        }
        return Count.text(max(0, seconds), "second")
    }
}
