import Bytes
import Glibc
import JSON
import Platform
import Profiles
import TestSupport
import Testing

@testable import Runtime

/// Tables and policies that several tests look at.
enum NetworkSample {
    static var policy: NetworkPolicy {
        var profile = Profile(image: ImageIdentity(name: "sample", platform: "linux/amd64"))
        func entry<Subject: Rule>(_ rule: Subject) -> Entry<Subject> { Entry(rule, .declared) }
        func ports(_ text: String) -> PortRange { PortRange(text) ?? .all }
        profile.listen = [
            entry(ListenRule(ports: ports("8080"))), entry(ListenRule(ports: ports("5353-5355"), transport: .udp)),
        ]
        let destinations: [(String, String, Transport)] = [
            ("192.0.2.7", "443", .tcp), ("198.51.100.0/24", "8000-8010", .tcp), ("10.0.0.0/9", "53", .udp),
            ("2001:db8::/33", "443", .tcp), ("db.internal", "5432", .tcp), ("any", "80", .tcp),
            ("169.254.169.254", "8775", .tcp),
        ]
        profile.connect = destinations.compactMap { text, range, transport in
            Destination(text).map { entry(ConnectRule(to: $0, ports: ports(range), transport: transport)) }
        }
        return NetworkPolicy(profile)
    }

    static var resolved: [String: [IPAddress]] {
        // The second is where a cloud tells its secrets; no name opens it.
        ["db.internal": ["203.0.113.9", "169.254.169.254", "2001:db8:1::9"].compactMap { IPAddress($0) }]
    }

    static func network(isInternal: Bool) throws -> NetworkRecord {
        NetworkRecord(
            name: "web", bridge: "hb0123456789ab",
            subnets: try ["10.20.30.0/24", "fd12:3456:789a::/64"].map { try #require(Subnet($0)) },
            isInternal: isInternal)
    }

    static func member(_ name: String, _ number: Int, ports: [String] = []) throws -> NetworkMember {
        var member = NetworkMember(
            NetworkedContainer(
                identifier: String(repeating: "\(number % 10)", count: 32), name: name, process: 1, folder: "/nowhere",
                request: NetworkRequest(.network("web"), policy: policy)), startTime: 7)
        member.addresses = try network(isInternal: false).subnets.compactMap { $0.address(number) }
        member.ports = try ports.map(PublishedPort.init)
        return member
    }

    static func tables() throws -> [(name: String, table: PacketTable)] {
        let members = try [
            member("a", 2, ports: ["8080:80", "127.0.0.1:5353:53/udp", "[::1]:81:81"]), member("b", 3),
        ]
        return try [
            ("container", ContainerFilter.table([(policy, resolved)])),
            ("host", HostFilter.table(network(isInternal: false), members)),
            ("internal", HostFilter.table(network(isInternal: true), members)),
        ]
    }
}

@Suite("Packet filters")
struct NetworkFilterTests {
    @Test("are what they were", arguments: [0, 1, 2])
    func golden(index: Int) throws {
        let (name, table) = try NetworkSample.tables()[index]
        let path = "\(projectFolder)/Tests/Golden/network-\(name).nft"
        if environment("HULLMARK_RECORD") == "1" { try AtomicFile.write(Array(table.description.utf8), to: path) }
        #expect(table.description == String(decoding: try TestFiles.bytes(at: path), as: UTF8.self))
    }

    @Test(
        "are in the kernel what they say here, as nft lists them",
        .enabled(if: isRoot && RunningProgram.path("nft") != nil, "it needs root and nft"), arguments: [0, 1, 2])
    func kernel(index: Int) throws {
        let table = try NetworkSample.tables()[index].table
        let space = try NetworkSpace()
        try table.install(in: .of(space.process))
        // Again, in its own place.
        try table.install(in: .of(space.process))
        #expect(try space.run("nft", "-y", "list", "ruleset") == table.description)
        try PacketTable.remove(table.name, in: .of(space.process))
        try PacketTable.remove(table.name, in: .of(space.process))
        #expect(try space.run("nft", "list", "ruleset") == "")
    }

    @Test("open no metadata by a name or by any, and refuse too much")
    func metadata() throws {
        let table = try ContainerFilter.table([(NetworkSample.policy, NetworkSample.resolved)])
        let rules = try #require(table.chains.last).rules.map(\.description)
        let refusal = try #require(
            rules.firstIndex { $0 == "ip daddr 169.254.0.0/16 reject with icmpx admin-prohibited" })
        let opening = rules.indices.filter { rules[$0].hasSuffix("accept") && rules[$0].contains("dport") }
        #expect(opening.filter { $0 < refusal }.map { rules[$0] } == ["ip daddr 169.254.169.254 tcp dport 8775 accept"])
        let many = NetworkPolicy(
            leading: (1...4097).compactMap { PortRange($0) }.map {
                .init(destination: .any, ports: $0, transport: .tcp)
            })
        #expect(throws: RuntimeError.self) { try ContainerFilter.table([(many, [:])]) }
    }

    @Test("hold what shares a namespace to what any of it may do")
    func union() throws {
        let other = NetworkPolicy(listening: [.init(ports: .all, transport: .udp)])
        let table = try ContainerFilter.table([(NetworkSample.policy, [:]), (other, [:])])
        let text = table.description
        #expect(text.contains("tcp dport 8080 accept") && text.contains("udp dport 1-65535 accept"))
    }

    @Test("take as many rules as a profile may name", .enabled(if: isRoot, "it needs root"))
    func many() throws {
        let policy = NetworkPolicy(
            leading: (1...4000).compactMap { PortRange($0) }.map {
                .init(destination: .any, ports: $0, transport: .tcp)
            })
        let space = try NetworkSpace()
        try ContainerFilter.table([(policy, [:])]).install(in: .of(space.process))
    }

    @Test("are written down and read again")
    func records() throws {
        var member = try NetworkSample.member("a", 2, ports: ["[::1]:8080:80/udp"])
        member.resolved = NetworkSample.resolved
        member.host = "other"
        #expect(NetworkMember(member.document) == member)
        member.policy = nil
        member.resolved = [:]
        #expect(NetworkMember(member.document) == member)
        let network = try NetworkSample.network(isInternal: true)
        #expect(NetworkRecord(network.document) == network)
        for count in 0..<network.document.count - 1 {
            #expect(NetworkRecord(Array(network.document.prefix(count))) == nil)
        }
        for count in 0..<member.document.count - 1 {
            #expect(NetworkMember(Array(member.document.prefix(count))) == nil)
        }
    }

    @Test("that cannot be read hold to everything")
    func brokenPolicy() throws {
        let text = String(decoding: try NetworkSample.member("a", 2).document, as: UTF8.self)
        let broken = Array(text.replacing("any 80/tcp", with: "any tcp").utf8)
        #expect(NetworkMember(broken)?.policy == NetworkPolicy())
    }
}

/// A network namespace of a process that sleeps.
final class NetworkSpace: Sendable {
    private let program: StartedProgram
    var process: Int32 { program.process }

    init() throws {
        let own = Directory.link(at: "/proc/self/ns/net", below: -100)
        program = try StartedProgram("/usr/bin/unshare", ["-n", "sleep", "100"], StartedProgram.Surroundings())
        for _ in 0..<500 where Directory.link(at: "/proc/\(program.process)/ns/net", below: -100) == own {
            Pause.milliseconds(10)
        }
    }

    deinit {
        try? program.signal(SIGKILL)
        _ = try? program.wait()
    }

    /// What a program writes that is run in it.
    func run(_ words: String...) throws -> String {
        let outcome = try ChildProcess.run("/usr/bin/nsenter", ["-t", "\(process)", "-n"] + words)
        try #require(outcome.end == .exited(0))
        return String(decoding: outcome.output, as: UTF8.self)
    }
}
