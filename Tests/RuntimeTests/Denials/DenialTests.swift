import JSON
import Platform
import Profiles
import Testing

@testable import Runtime

/// A process that is told of: `/bin` is a link to `/usr/bin`, and some files are there.
private struct ToldProcess: ProcessView {
    var socket: Transport?

    func resolve(_ path: String, in directory: Int32?) -> (path: String, exists: Bool)? {
        guard var whole = ProfilePath.normalise(path, in: directory == 5 ? "/srv" : "/app") else { return nil }
        if whole.hasPrefix("/bin/") { whole = "/usr" + whole }
        return (whole, ["/usr/bin/sh", "/etc/passwd", "/srv/a"].contains(whole))
    }

    func transport(ofSocket descriptor: Int32) -> Transport? { descriptor == 3 ? socket : nil }
}

@Suite("Denials")
struct DenialTests {
    private static let here = UInt64(bitPattern: -100)
    private static let inet: [UInt8] = [2, 0, 0x01, 0xbb, 10, 0, 0, 1] + [UInt8](repeating: 0, count: 24)
    private static let inet6: [UInt8] =
        [10, 0, 0x20, 0xfb, 0, 0, 0, 0] + [0x20, 1, 0xd, 0xb8] + [UInt8](repeating: 0, count: 11) + [1] + [0, 0, 0, 0]
    private static let unix: [UInt8] = [1, 0] + Array("/run/x.sock".utf8) + [UInt8](repeating: 0, count: 19)

    private static let profile: Profile = {
        var profile = Profile(image: ImageIdentity(name: "x", platform: "linux/amd64"))
        profile.files = [Entry(FileRule(path: "/etc/passwd"), .declared)]
        profile.listen = [Entry(ListenRule(ports: PortRange("80-90") ?? .all), .declared)]
        profile.systemCalls = ["mount", "socket", "connect"].map { Entry(SystemCallRule($0), .declared) }
        return profile
    }()

    static let calls: [(RefusedCall, String, String?)] = [
        (RefusedCall(name: "execve", texts: ["/bin/sh"]), "exec /usr/bin/sh", "executables"),
        (RefusedCall(name: "execveat", arguments: [5], texts: ["", "run"]), "exec /srv/run", "executables"),
        (RefusedCall(name: "open", arguments: [0, 0], texts: ["../etc/shadow"]), "open /etc/shadow read", "files"),
        (
            RefusedCall(name: "openat", arguments: [here, 0, 1], texts: ["", "/etc/passwd"]), "open /etc/passwd write",
            "files"
        ),
        (RefusedCall(name: "openat", arguments: [here, 0, 0o1000], texts: ["", "x"]), "open /app/x write", "files"),
        (RefusedCall(name: "openat", arguments: [5, 0, 0o101], texts: ["", "new"]), "create /srv/new", "files"),
        (RefusedCall(name: "openat", arguments: [5, 0, 0o101], texts: ["", "a"]), "open /srv/a write", "files"),
        (
            RefusedCall(name: "openat", arguments: [here, 0, 0], texts: ["", "/etc/passwd"]), "open /etc/passwd read",
            nil
        ),
        (
            RefusedCall(name: "renameat2", arguments: [here, 0, 5], texts: ["", "/a", "", "b"]), "create /srv/b",
            "files"
        ),
        (RefusedCall(name: "symlinkat", arguments: [0, 5], texts: ["to", "", "l"]), "create /srv/l", "files"),
        (RefusedCall(name: "faccessat", arguments: [here, 0, 2], texts: ["", "/x"]), "open /x write", "files"),
        (
            RefusedCall(name: "connect", arguments: [3], addresses: [inet]), "connect 10.0.0.1:443/tcp",
            "network.connect"
        ),
        (
            RefusedCall(name: "sendto", arguments: [4], addresses: [[], inet6]), "connect [2001:db8::1]:8443/udp",
            "network.connect"
        ),
        (RefusedCall(name: "sendmsg", addresses: [[], [], inet]), "connect 10.0.0.1:443/udp", "network.connect"),
        (RefusedCall(name: "connect", addresses: [unix]), "open /run/x.sock write", "files"),
        (RefusedCall(name: "bind", addresses: [inet]), "listen 443/tcp", "network.listen"),
        (
            RefusedCall(name: "bind", addresses: [[2, 0, 0, 80] + Array(inet[4...])]), "capability NET_BIND_SERVICE",
            "capabilities"
        ),
        (RefusedCall(name: "setresuid", arguments: [UInt64(UInt32.max), 7, 0]), "user 7", "users"),
        (RefusedCall(name: "mount"), "capability SYS_ADMIN", "capabilities"),
        (RefusedCall(name: "umount2"), "syscall umount2", "systemCalls"),
        (RefusedCall(name: "socket"), "capability NET_RAW", "capabilities"),
        (RefusedCall(name: "connect", addresses: [[40, 0]]), "syscall connect", nil),
        (RefusedCall(name: "execve", texts: ["a\u{1}b"]), "syscall execve", nil),
    ]

    @Test("put what was refused in the profile's terms, and name the entry that would permit it", arguments: calls)
    func events(_ call: RefusedCall, _ event: String, _ section: String?) throws {
        let denial = Denial(
            call, of: Self.profile, container: "c", user: nil, time: 0, program: nil, ToldProcess(socket: nil))
        #expect("\(denial.event)" == event)
        #expect(denial.isPermitted == (section == nil && denial.event != .systemCall("execve")))
        let json = try JSONValue(denial.json.span)
        #expect(json["entry"]?["section"]?.string == section)
        #expect(json["event"]?.string == event)
        #expect(json["time"]?.string == "1970-01-01T00:00:00Z")
        // The entry is one that a profile may have, and permits the event.
        guard let rule = json["entry"]?["rule"], let name = section?.split(separator: ".").map(String.init) else {
            return
        }
        var document = JSONValue.array([rule])
        for part in name.reversed() { document = .object([JSONValue.Member(part, document)]) }
        let members = (Self.profile.document.members ?? []).filter { $0.name != name[0] } + (document.members ?? [])
        var writer = JSONWriter()
        writer.value(.object(members))
        let wider = try Profile(writer.finish().span)
        #expect(wider.verdict(on: denial.event).isAllowed)
    }

    @Test("know how a socket carries what is sent")
    func sockets() {
        for transport in Transport.allCases {
            let call = RefusedCall(name: "connect", arguments: [3], addresses: [Self.inet])
            let event = call.event(of: Self.profile, ToldProcess(socket: transport))
            #expect(event.map { "\($0)" } == "connect 10.0.0.1:443/\(transport.rawValue)")
        }
    }

    @Test("are told once, and again when they come ten times as often")
    func tally() {
        var tally = DenialTally()
        var told: [Int] = []
        var made = 0
        for number in 0..<2500 {
            // Every other one differs in what means nothing.
            let call = RefusedCall(
                name: "open", arguments: [UInt64(number % 2), 0], texts: ["/etc/shadow"], command: "a")
            let denial = tally.add(call, time: number) {
                made += 1
                return Denial(
                    call, of: Self.profile, container: "c", user: 1, time: number, program: "/usr/bin/a", ToldProcess())
            }
            if let denial { told.append(denial.times) }
        }
        #expect(told == [1, 10, 100, 1000])
        #expect(made == 2)
        #expect(tally.rest().map(\.times) == [2500])
        #expect(tally.rest().first?.time == 2499)
        #expect(tally.untold == 0)
    }

    @Test("of which there are ever new ones are counted from some number on")
    func flood() {
        var tally = DenialTally()
        var told = 0
        for number in 0..<12_000 {
            let call = RefusedCall(name: "open", texts: ["/x/\(number)"])
            let denial = tally.add(call, time: 0) {
                Denial(call, of: Self.profile, container: "c", user: 1, time: 0, program: nil, ToldProcess())
            }
            if denial != nil { told += 1 }
        }
        #expect(told == 10_000)
        #expect(tally.untold == 2000)
    }

    @Test("are read from records of the kernel, and from no others")
    func records() {
        var record = [UInt8](repeating: 0, count: TraceRecord.size)
        func put(_ value: UInt64, at place: Int) {
            withUnsafeBytes(of: value.littleEndian) {
                for (index, byte) in $0.enumerated() { record[place + index] = byte }
            }
        }
        put(UInt64(bitPattern: -13), at: TraceRecord.result)
        put(7 << 32 | 9, at: TraceRecord.process)
        put(1234 << 32 | 1234, at: TraceRecord.hostProcess)
        put(5 << 32 | 33, at: TraceRecord.user)
        put(
            UInt64(SystemCallTable.number(of: "execve", on: TraceRecord.architecture) ?? 0),
            at: TraceRecord.registers + TraceRecord.number)
        for (index, byte) in "/bin/x".utf8.enumerated() { record[TraceRecord.texts + index] = byte }
        for (index, byte) in "sh".utf8.enumerated() { record[TraceRecord.command + index] = byte }
        let call = RefusedCall(record)
        #expect(call?.name == "execve" && call?.error == "EACCES" && call?.texts.first == "/bin/x")
        #expect(call?.process == 7 && call?.hostProcess == 1234 && call?.user == 33 && call?.command == "sh")
        put(UInt64(bitPattern: -30), at: TraceRecord.result)
        #expect(RefusedCall(record)?.error == "EROFS")
        put(UInt64(bitPattern: -2), at: TraceRecord.result)
        #expect(RefusedCall(record) == nil)
        #expect(RefusedCall(Array(record.dropLast())) == nil)
    }
}
