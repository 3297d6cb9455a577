import Bytes
import Testing

@testable import Profiles

@Suite("Comparing, uniting and asking profiles")
struct ComparisonTests {
    private static func profile(_ change: (inout Profile) throws -> Void = { _ in }) throws -> Profile {
        var profile = Profile(image: ImageIdentity(name: "a", platform: "linux/amd64"))
        profile.users = [Entry(UserRule(uid: 33, gid: 33, groups: [4]), .derived)]
        profile.executables = [Entry(ExecutableRule(path: "/bin/a", sha256: Digest(of: [1])), .derived)]
        profile.files = [
            Entry(FileRule(path: "/usr/lib", isTree: true), .derived), Entry(FileRule(path: "/etc/passwd"), .derived),
            Entry(FileRule(path: "/data", isTree: true, access: .write, mayCreate: true), .derived),
        ]
        profile.systemCalls = [
            Entry(SystemCallRule("read"), .derived),
            Entry(SystemCallRule("setuid", when: [ArgumentCondition(argument: 0, .equal, 33)]), .derived),
        ]
        profile.resources = [Entry(ResourceRule(.memory, limit: 100), .derived)]
        try change(&profile)
        return profile.inOrder
    }

    @Test("of the same there is no difference")
    func same() throws {
        #expect(try ProfileComparison(from: Self.profile(), to: Self.profile()).changes.isEmpty)
    }

    @Test("more rights come first, and what was permitted already is none")
    func moreRights() throws {
        let new = try Self.profile { profile in
            profile.files[0].rule = FileRule(path: "/usr/lib/x")
            profile.files.append(Entry(FileRule(path: "/data/log", access: .write), .derived))
            profile.files.append(Entry(FileRule(path: "/etc/shadow"), .derived, because: "why"))
            profile.executables[0].rule.sha256 = Digest(of: [2])
            profile.executables.append(Entry(ExecutableRule(path: "/bin/sh"), .derived))
            profile.systemCalls.append(Entry(SystemCallRule("setuid"), .derived))
            profile.resources[0].rule.limit = 200
            profile.users[0].rule.groups = []
            profile.listen = [Entry(ListenRule(ports: try #require(PortRange(80))), .derived)]
        }
        let comparison = ProfileComparison(from: try Self.profile(), to: new)
        #expect(comparison.hasMoreRights)
        let lines = comparison.changes.map { "\($0.kind) \($0.noun) \($0.new ?? "-")" }
        #expect(
            lines == [
                "moreRights executable /bin/sh of any content", "moreRights file read /etc/shadow",
                "moreRights listening port listen 80/tcp", "moreRights system call setuid",
                "moreRights resource memory up to 200",
                "changed executable /bin/a (\(Digest(of: [2]).hex.prefix(12)))", "fewerRights user 33:33",
                "fewerRights file -",
                "sameRights file write /data/log", "sameRights file read /usr/lib/x",
            ])
        let back = ProfileComparison(from: new, to: try Self.profile())
        #expect(back.changes.filter { $0.kind == .moreRights }.map(\.noun) == ["user", "file"])
    }

    @Test("what is united permits what either permits, known by the stronger")
    func merging() throws {
        let other = try Self.profile { profile in
            profile.image.digest = Digest(of: [9])
            profile.files = [
                Entry(FileRule(path: "/etc/passwd", access: .write), .declared, because: "by hand"),
                Entry(FileRule(path: "/data", access: .read), .observed),
            ]
            profile.resources = [Entry(ResourceRule(.memory, limit: 50), .declared)]
            profile.observation = Observation(runs: 2, kinds: 2, sightings: 4, singles: 0)
        }
        let merged = try Self.profile().merged(with: other)
        #expect(try merged == other.merged(with: Self.profile()))
        #expect(
            merged.files.map(\.summary) == [
                "write and create in /data and all below", "write /etc/passwd", "read /usr/lib and all below",
            ])
        #expect(merged.files.map(\.known) == [.observed, .declared, .derived])
        #expect(merged.resources.map(\.limit) == [100])
        #expect(merged.image.digest == nil)
        #expect(merged.observation.runs == 2 && merged.observation.completenessPerMyriad == 10_000)
        #expect(try !ProfileComparison(from: merged, to: Self.profile()).hasMoreRights)
        #expect(!ProfileComparison(from: merged, to: other).hasMoreRights)
        #expect(ProfileComparison(from: merged, to: merged.merged(with: merged)).changes.isEmpty)
    }

    static let events: [(String, Bool)] = [
        ("exec /usr/sbin/nginx", true), ("exec /usr/bin/run me", true), ("exec /bin/sh", true),
        ("exec /lib64/ld-linux-x86-64.so.2", true), ("exec /bin/bash", false), ("open /bin/sh read", true),
        ("create /data/x/y/z", true), ("create /data", false),
        ("open /etc/passwd read", true), ("open /etc/passwd", true), ("open /etc/passwd write", false),
        ("open /usr/sbin/nginx read", true), ("open /data/x write", true), ("open /run/secrets/db read", true),
        ("open /run/secrets/db write", false), ("create /data/x", true), ("create /tmp/x", false),
        ("mount /data write", true),
        ("mount /other read", false), ("connect 10.1.2.3:9/tcp", true), ("connect 11.1.2.3:9/tcp", false),
        ("connect 1.2.3.4:443", true), ("connect [2001:db8::1]:443/tcp", true), ("connect db.example:5432/tcp", true),
        ("connect 169.254.169.254:80/tcp", false), ("listen 80/tcp", true), ("listen 80/udp", false),
        ("listen 8005/udp", true),
        ("user 33", true), ("user 33:4", true), ("user 33:5", false), ("user 1", false), ("syscall read", true),
        ("syscall clone", true), ("syscall mount", false), ("capability NET_BIND_SERVICE", true),
        ("capability CAP_SYS_ADMIN", false),
        ("secret db-password", true), ("secret other", false), ("sysctl net.ipv4.ip_unprivileged_port_start=0", true),
    ]

    @Test(
        "a tree that is read does not reach into folders of programs, and one of those does",
        arguments: [
            ("/usr", "/usr/bin/x", false), ("/usr", "/usr/bin", false), ("/usr", "/usr/local/sbin/x/y", false),
            ("/usr", "/usr/lib/x", true), ("/usr", "/usr/binary", true), ("/", "/bin/sh", false),
            ("/usr/bin", "/usr/bin/x", true), ("/usr/bin", "/usr/bin", true), ("/usr/local", "/usr/local/bin/x", false),
        ])
    func programs(tree: String, path: String, isCovered: Bool) {
        #expect(FileRule(path: tree, isTree: true).covers(FileRule(path: path)) == isCovered)
        // Nothing that may be written can be executed.
        #expect(FileRule(path: tree, isTree: true, access: .write).covers(FileRule(path: path)))
    }

    @Test("what may be written may not be executed, wherever the entry for it stands")
    func written() throws {
        var profile = try SampleProfile.whole
        for path in ["/srv/app/run", "/opt/run"] {
            profile.executables.append(Entry(ExecutableRule(path: path), .declared))
        }
        profile.volumes = [Entry(VolumeRule(path: "/srv", access: .write), .declared)]
        profile.files = [Entry(FileRule(path: "/opt", access: .write), .declared)]
        #expect(try !profile.verdict(on: ProfileEvent("exec /srv/app/run")).isAllowed)
        #expect(try profile.verdict(on: ProfileEvent("exec /opt/run")).isAllowed)
        profile.files = [Entry(FileRule(path: "/opt", access: .write, mayCreate: true), .declared)]
        #expect(try !profile.verdict(on: ProfileEvent("exec /opt/run")).isAllowed)
    }

    @Test("an event is permitted by an entry or by none", arguments: events)
    func verdicts(_ text: String, _ isAllowed: Bool) throws {
        let verdict = try SampleProfile.whole.verdict(on: try ProfileEvent(text))
        #expect(verdict.isAllowed == isAllowed, "\(verdict.reason)")
        #expect((verdict.known != nil) == isAllowed)
    }

    @Test("an event's text is read as the same event, and the entry that would permit it permits it", arguments: events)
    func texts(_ text: String, _: Bool) throws {
        let event = try ProfileEvent(text)
        #expect(try ProfileEvent("\(event)") == event)
        #expect((event.entry == nil) == text.hasPrefix("secret"))
    }

    @Test("what may be written may not be executed, whatever the entries say")
    func writtenAndExecuted() throws {
        var profile = try SampleProfile.whole
        profile.permit(.execute("/var/cache/ü \"x\"/tool"), because: "")
        #expect(!profile.verdict(on: .execute("/var/cache/ü \"x\"/tool")).isAllowed)
    }

    static let wrong = [
        "", "exec", "exec bin/sh", "open /a/../b read", "open", "walk /a", "connect 10.0.0.1/tcp", "connect any:80/tcp",
        "connect 10.0.0.1:0",
        "listen 80/icmp", "listen 70000", "user root", "user 0:0:0", "syscall moont", "capability ROOT", "sysctl a",
        "listen 80 81",
    ]

    @Test("what is no event is refused", arguments: wrong)
    func noEvent(_ text: String) { #expect(throws: ProfileEventError.self) { try ProfileEvent(text) } }

    @Test("the share that is known follows from what was seen")
    func completeness() {
        #expect(Observation().completenessPerMyriad == 0)
        #expect(Observation(runs: 1, kinds: 5, sightings: 5, singles: 5).completenessPerMyriad == 0)
        #expect(Observation(runs: 2, kinds: 5, sightings: 10, singles: 0).completenessPerMyriad == 10_000)
        #expect(!Observation(runs: 1, kinds: 5, sightings: 10, singles: 0).isConsistent)
        #expect(!Observation(runs: 3, kinds: 5, sightings: 4, singles: 5).isConsistent)
        #expect(!Observation(runs: 0, kinds: 1, sightings: 1, singles: 1).isConsistent)
    }

    static let destinations: [(String, Bool)] = [
        ("10.0.0.0/8", true), ("10.0.0.1", true), ("2001:db8::/32", true), ("::1", true), ("any", true),
        ("a-b.example", true),
        ("_srv.example", true), ("10.0.0.1/8", false), ("10.0.0.0/33", false), ("10.0.0.0/-1", false), ("1.2.3", false),
        ("a..b", false),
        ("-a.b", false), ("", false), ("a/8", false), ("300.1.1.1", false), ("2001:db8::1/32", false),
    ]

    @Test("a destination is an address, a network, a name or any", arguments: destinations)
    func destination(_ text: String, _ isOne: Bool) {
        let destination = Destination(text)
        #expect((destination != nil) == isOne)
        if let destination { #expect(Destination("\(destination)") == destination) }
    }
}
