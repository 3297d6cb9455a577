internal import ArgumentParser
internal import Bytes
internal import JSON
internal import Platform
internal import Runtime

/// `hullmark network ls`: the networks and who is in them.
struct NetworkListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "ls", abstract: "List networks.")

    /// How the list is written.
    enum Format: String, ExpressibleByArgument, CaseIterable { case table, json }

    @OptionGroup var containers: ContainerOptions

    @Option(
        name: .shortAndLong,
        help: "Format of the list: \(Format.allCases.map(\.rawValue).joined(separator: " or ")).")
    var format = Format.table

    func run() throws {
        let networks = try containers.networks()
        let all = try networks.store.all().map { ($0, networks.members(of: $0)) }
        switch format {
        case .table: try StandardStream.output.write(Self.table(all))
        case .json: try write(Self.document(all), to: nil)
        }
    }

    private static func table(_ networks: [(NetworkRecord, [NetworkMember])]) -> String {
        var rows = [["NAME", "SUBNETS", "OUTWARD", "CONTAINERS"]]
        for (network, members) in networks {
            rows.append([
                network.name, network.subnets.map(\.description).joined(separator: ", "),
                network.isInternal ? "no" : "yes", members.map(\.name).joined(separator: ", "),
            ])
        }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                column == row.count - 1 ? cell : cell + String(repeating: " ", count: widths[column] - cell.count)
            }
            return Printable.line(cells.joined(separator: "   ")) + "\n"
        }.joined()
    }

    /// `Docs/schemas/networks-1.json` describes it.
    private static func document(_ networks: [(NetworkRecord, [NetworkMember])]) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("schemaVersion", "1.0")
            writer.array("networks") { writer in
                for (network, members) in networks {
                    writer.object { writer in
                        writer.member("name", network.name)
                        writer.member("bridge", network.bridge)
                        writer.member("subnets", network.subnets.map(\.description))
                        writer.member("internal", network.isInternal)
                        writer.array("containers") { writer in
                            for member in members {
                                writer.object { writer in
                                    writer.member("id", member.identifier)
                                    writer.member("name", member.name)
                                    writer.member("addresses", member.addresses.map(\.description))
                                    writer.member("ports", member.ports.map(\.description))
                                    writer.member(ifPresent: "sharesNetworkOf", member.host)
                                }
                            }
                        }
                    }
                }
            }
        }
        return writer.finish()
    }
}
