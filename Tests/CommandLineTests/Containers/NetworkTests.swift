import Glibc
import JSON
import Platform
import Profiles
import TestSupport
import Testing

@Suite(
    "Networks of containers that run", .serialized,
    .enabled(if: ContainerPlace.hasNetworks, "it needs root, runc, the slim image and nftables"))
struct NetworkTests {
    private let place: ContainerPlace

    init() throws { place = try ContainerPlace() }

    /// A program that waits for connections and says who asked, or for questions by UDP and answers them.
    private static func server(_ port: Int, isStream: Bool = true) -> [String] {
        let body =
            isStream
            ? "while (my $c = $s->accept) { print $c 'hi '.$c->peerhost; close $c }"
            : "while (defined $s->recv(my $t, 99)) { $s->send(\"hi $t\") }"
        let listening = isStream ? "Listen=>9,ReuseAddr=>1" : "Proto=>'udp'"
        return [
            "perl", "-MIO::Socket::INET", "-e",
            "my $s = IO::Socket::INET->new(\(listening),LocalAddr=>'0.0.0.0',LocalPort=>\(port)) or die $!; \(body)",
        ]
    }

    /// A program that asks, and says what it heard.
    private static func client(_ host: String, _ port: Int, isStream: Bool = true) -> [String] {
        let kind = isStream ? "Proto=>'tcp'" : "Proto=>'udp'"
        return [
            "perl", "-MIO::Socket::INET", "-e",
            "alarm 4; my $c = IO::Socket::INET->new(PeerAddr=>'\(host)',PeerPort=>\(port),\(kind),Timeout=>3) or die \"no: $!\n\"; "
                + (isStream ? "" : "$c->send('you') or die \"no: $!\n\"; ") + "$c->recv(my $t, 99); print $t",
        ]
    }

    /// The profile of perl, with ports and destinations.
    private static func profile(listen: [String] = [], connect: [(String, String)] = []) -> Profile {
        var profile = SampleProfiles.shell
        let loader = "/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2"
        profile.executables.append(SampleProfiles.entry(ExecutableRule(path: "/usr/bin/perl", loader: loader)))
        profile.files += ["/etc/nsswitch.conf", "/etc/host.conf", "/etc/protocols", "/etc/services", "/etc/gai.conf"]
            .map { SampleProfiles.entry(FileRule(path: $0)) }
        profile.systemCalls += [
            "accept", "accept4", "recvfrom", "sendto", "recvmsg", "sendmsg", "sendmmsg", "setsockopt", "getpeername",
            "shutdown", "alarm", "setitimer", "getuid", "dup", "uname", "socketpair",
        ].map { SampleProfiles.entry(SystemCallRule($0)) }
        for text in listen {
            let (ports, transport) = parts(text)
            profile.listen.append(SampleProfiles.entry(ListenRule(ports: ports, transport: transport)))
        }
        for (host, text) in connect {
            let (ports, transport) = parts(text)
            guard let destination = Destination(host) else { continue }
            profile.connect.append(
                SampleProfiles.entry(ConnectRule(to: destination, ports: ports, transport: transport)))
        }
        return profile
    }

    private static func parts(_ text: String) -> (PortRange, Transport) {
        let parts = text.split(separator: "/").map(String.init)
        return (PortRange(parts[0]) ?? .all, parts.count > 1 ? .udp : .tcp)
    }

    private func start(_ name: String, _ options: [String], profile: Profile?, _ command: [String]) throws {
        let run = try place.hullmark(
            ["run", "-d", "--name", name] + options + (try place.held(to: profile)) + [place.image] + command)
        #expect(run.code == 0, "\(run.errorText)")
    }

    private func ask(_ options: [String], profile: Profile?, _ host: String, _ port: Int, isStream: Bool = true) throws
        -> HullmarkRun
    {
        try place.hullmark(
            ["run", "--rm"] + options + (try place.held(to: profile)) + [place.image]
                + Self.client(host, port, isStream: isStream))
    }

    /// What a program on this machine is told.
    private func askFromHere(_ host: String, _ port: Int, isStream: Bool = true) throws -> String {
        var text = ""
        // Its server may not be there yet.
        _ = try ContainerPlace.await {
            let command = Self.client(host, port, isStream: isStream)
            let outcome = try ChildProcess.run("/usr/bin/env", command, timeout: .seconds(10))
            text = String(decoding: outcome.output, as: UTF8.self)
            return !text.isEmpty
        }
        return text
    }

    private func end(_ names: String...) throws {
        let bridge = try place.bridge(of: "net")
        for name in names { #expect(try place.hullmark("rm", "-f", name).code == 0) }
        let devices = try Directory.names(at: "/sys/class/net/\(bridge)/brif")
        #expect(devices == [])
        #expect(try place.hullmark("network", "rm", "net").code == 0)
        #expect((try? FileStatus(of: "/sys/class/net/\(bridge)")) == nil)
        #expect(try Directory.names(at: "\(place.root)/networks") == ["lock"])
        #expect((try? FileStatus(of: "/sys/fs/cgroup/hullmark-\(bridge)")) == nil)
        #expect((try? FileStatus(of: "/sys/fs/cgroup/unified/hullmark-\(bridge)")) == nil)
        let tables = try ChildProcess.run("/usr/sbin/nft", ["list", "tables"]).output
        #expect(!String(decoding: tables, as: UTF8.self).contains(bridge))
        #expect(try place.leftovers() == [])
    }

    @Test("know each other by their names, and hold each to its profile")
    func names() throws {
        #expect(try place.hullmark("network", "create", "net").code == 0)
        let network = ["--network", "net"]
        let listening = Self.profile(listen: ["7000", "7001/udp"])
        try start("one", network, profile: listening, Self.server(7000))
        try start("two", network, profile: listening, Self.server(7001, isStream: false))
        let permitted = Self.profile(connect: [("one", "7000"), ("two", "7001/udp")])
        #expect(try ContainerPlace.await { try ask(network, profile: permitted, "one", 7000).code == 0 })
        let run = try ask(network, profile: permitted, "two.net", 7001, isStream: false)
        #expect(run.text == "hi you", "\(run.errorText)")
        // The port is permitted, to another container.
        let crossed = Self.profile(connect: [("one", "7001/udp"), ("two", "7000")])
        #expect(try ask(network, profile: crossed, "one", 7000).code != 0)
        #expect(try ask(network, profile: crossed, "two", 7001, isStream: false).text == "")
        #expect(try ask(network, profile: Self.profile(), "one", 7000).code != 0)
        let list = try place.hullmark("network", "ls", "--format", "json")
        let bytes = Array(list.text.utf8)
        let json = try JSONValue(bytes.span)
        let containers = try #require(json["networks"]?[0]?["containers"]?.array)
        #expect(containers.compactMap { $0["name"]?.string }.sorted() == ["one", "two"])
        #expect(try place.hullmark("network", "rm", "net").code == 1)
        try end("one", "two")
    }

    @Test("find a container that comes later, and no longer one that is gone")
    func later() throws {
        #expect(try place.hullmark("network", "create", "net").code == 0)
        let network = ["--network", "net"]
        let script = "while true; do sleep 0.1; done"
        let profile = Self.profile(connect: [("late", "7000")])
        try start("early", network, profile: profile, ["/bin/sh", "-c", script])
        try start("late", network, profile: nil, Self.server(7000))
        #expect(
            try ContainerPlace.await {
                let command = ["exec", "early"] + Self.client("late", 7000)
                return try place.hullmark(command).text.hasPrefix("hi ")
            })
        #expect(try place.hullmark("exec", "early", "/bin/cat", "/etc/hosts").text.contains("late late.net"))
        #expect(try place.hullmark("rm", "-f", "late").code == 0)
        #expect(!(try place.hullmark("exec", "early", "/bin/cat", "/etc/hosts").text.contains("late")))
        try end("early")
    }

    @Test("are reached by the ports that they publish, and by no other")
    func publishing() throws {
        #expect(try place.hullmark("network", "create", "net").code == 0)
        let profile = Self.profile(listen: ["7000", "7001/udp"])
        try start("web", ["--network", "net", "-p", "27311:7000"], profile: profile, Self.server(7000))
        try start(
            "dns", ["--network", "net", "-p", "127.0.0.1:27312:7001/udp"], profile: profile,
            Self.server(7001, isStream: false))
        #expect(try askFromHere("127.0.0.1", 27311).hasPrefix("hi "))
        #expect(try askFromHere("127.0.0.1", 27312, isStream: false) == "hi you")
        let taken = try place.hullmark(
            "run", "--rm", "--network", "net", "-p", "27311:80", "--unconfined", place.image, "true")
        #expect(taken.code == 125 && taken.errorText.contains("27311"))
        let unlisted = try place.hullmark(
            ["run", "--rm", "-p", "27313:9"] + (try place.held(to: profile)) + [place.image, "true"])
        #expect(unlisted.code == 125 && unlisted.errorText.contains("does not permit to listen"))
        // The end of a container frees its port, whether or not it is removed.
        #expect(try place.hullmark("stop", "-t", "0", "web").code == 0)
        try start("again", ["--network", "net", "-p", "27311:7000"], profile: profile, Self.server(7000))
        #expect(try askFromHere("127.0.0.1", 27311).hasPrefix("hi "))
        try end("web", "dns", "again")
    }

    @Test("share a network namespace, each held to its own")
    func sidecars() throws {
        #expect(try place.hullmark("network", "create", "net").code == 0)
        try start("main", ["--network", "net"], profile: Self.profile(listen: ["7000"]), Self.server(7000))
        try start("other", ["--network", "net"], profile: nil, Self.server(7002))
        let sidecar = ["--network", "container:main"]
        let profile = Self.profile(connect: [("127.0.0.1", "7000"), ("other", "7002")])
        #expect(try ContainerPlace.await { try ask(sidecar, profile: profile, "127.0.0.1", 7000).code == 0 })
        #expect(try ask(sidecar, profile: profile, "other", 7002).text.hasPrefix("hi "))
        #expect(try ask(sidecar, profile: Self.profile(), "127.0.0.1", 7000).code != 0)
        #expect(try place.hullmark(["exec", "main"] + Self.client("other", 7002)).code != 0)
        #expect(
            try place.hullmark("run", "--rm", "--network", "container:none", "--unconfined", place.image, "true").code
                == 125)
        try end("main", "other")
    }

    @Test("have this machine's own network only when asked for, held to the profile there too")
    func host() throws {
        let server = try NetworkServer(port: 27321)
        let permitted = Self.profile(connect: [("127.0.0.1", "27321")])
        let elsewhere = Self.profile(connect: [("192.0.2.1", "27321")])
        let run = try ask(["--network", "host"], profile: permitted, "127.0.0.1", 27321)
        #expect(run.text.hasPrefix("hi "), "\(run.errorText)")
        #expect(try ask(["--network", "host"], profile: elsewhere, "127.0.0.1", 27321).code != 0)
        #expect(try ask([], profile: nil, "127.0.0.1", 27321).code != 0)
        extendLifetime(server)
        #expect(try place.leftovers() == [])
    }

    @Test(
        "let nobody wait at a port that the kernel chose, nor take messages there but answers",
        arguments: ["host", "net"])
    func chosenPorts(network: String) throws {
        #expect(try place.hullmark("network", "create", "net").code == 0)
        // It waits at a port that it never asked for, and tells which; then by UDP, from which it sends to port 27345 before.
        let program = """
            use Socket; $| = 1; socket(S, PF_INET, SOCK_STREAM, 0); listen(S, 5) or die; socket(U, PF_INET, SOCK_DGRAM, 0);
            send(U, "question", 0, pack_sockaddr_in(27345, inet_aton("192.0.2.1")));
            send(U, "question", 0, pack_sockaddr_in(27345, inet_aton($ARGV[0])));
            for (*S, *U) { my ($p) = unpack_sockaddr_in(getsockname($_)); print "$p\n"; }
            $SIG{ALRM} = sub { exit }; alarm 4;
            if (fork) { accept(C, S) and print "accepted\n"; wait } else { alarm 4; while (recv(U, $t, 99, 0)) { print "$t\n" } }
            """
        let target = network == "host" ? "127.0.0.1" : try gateway()
        let profile = Self.profile(connect: [(target, "27345/udp")])
        try start("web", ["--network", network], profile: profile, ["perl", "-e", program, target])
        #expect(try ContainerPlace.await { try place.hullmark("logs", "web").text.split(separator: "\n").count >= 2 })
        let ports = try place.hullmark("logs", "web").text.split(separator: "\n").prefix(2).compactMap { Int($0) }
        #expect(ports.count == 2 && !ports.contains(0))
        let host = network == "host" ? "127.0.0.1" : try address(of: "web")
        let client = """
            use Socket; use IO::Socket::INET; my ($h, $t, $u) = @ARGV;
            print "connected\n" if IO::Socket::INET->new(PeerAddr => $h, PeerPort => $t, Timeout => 1);
            for ([27346, "not asked"], [27345, "answer"]) {
                my $s = IO::Socket::INET->new(Proto => "udp", LocalPort => $$_[0], PeerAddr => $h, PeerPort => $u);
                $s->send($$_[1]);
            }
            """
        let asked = try ChildProcess.run("/usr/bin/env", ["perl", "-e", client, host] + ports.map(String.init))
        #expect(asked.end == .exited(0) && asked.output.isEmpty, "\(String(decoding: asked.output, as: UTF8.self))")
        #expect(try ContainerPlace.await { try place.hullmark("logs", "web").text.contains("answer") })
        sleep(1)
        let text = try place.hullmark("logs", "web").text
        #expect(!text.contains("accepted") && !text.contains("not asked"), "\(text)")
        try end("web")
    }

    /// The address of this machine in the network.
    private func gateway() throws -> String {
        let text = try place.hullmark("network", "ls").text
        let subnet = text.split(separator: "\n").first { $0.hasPrefix("net ") }?.split(separator: " ").dropFirst().first
        return (subnet.map { $0.prefix { $0 != "/" } } ?? "").dropLast() + "1"
    }

    /// The address of a container of version 4, by its list of hosts.
    private func address(of name: String) throws -> String {
        let text = try place.hullmark("exec", name, "/bin/cat", "/etc/hosts").text
        let line = text.split(separator: "\n").first {
            $0.contains("\t\(name)") && $0.contains(".") && !$0.contains(":")
        }
        return line.map { String($0.prefix { $0 != "\t" }) } ?? ""
    }

    @Test("lead nowhere when they are internal")
    func inside() throws {
        #expect(
            try place.hullmark("network", "create", "net", "--internal", "--subnet", "10.213.7.0/28").code == 0)
        let server = try NetworkServer(port: 27322)
        try start("one", ["--network", "net"], profile: nil, Self.server(7000))
        #expect(try ContainerPlace.await { try ask(["--network", "net"], profile: nil, "one", 7000).code == 0 })
        #expect(try ask(["--network", "net"], profile: nil, "10.213.7.1", 27322).code != 0)
        #expect(try place.hullmark("network", "create", "other", "--subnet", "10.213.0.0/16").code == 1)
        extendLifetime(server)
        try end("one")
    }

    @Test("survive a kill at any moment of a start, and leave nothing")
    func killed() throws {
        #expect(try place.hullmark("network", "create", "net").code == 0)
        let words = ["run", "--name", "web", "--rm", "--network", "net", "-p", "27331:7000"]
        let options = try place.held(to: Self.profile(listen: ["7000"]))
        for moment in stride(from: UInt32(60), to: 400, by: 20) {
            try SurvivalTests.killed(after: moment, words + options + [place.image, "/bin/true"], in: place)
        }
        #expect(
            try ContainerPlace.await {
                try place.hullmark(words + ["--unconfined", place.image, "true"]).code == 0
            })
        #expect(try ContainerPlace.await { try place.leftovers() == [] })
        try end()
    }

    @Test("start and stop, a hundred in parallel, and leave nothing")
    func many() throws {
        #expect(try place.hullmark("network", "create", "net").code == 0)
        let options = try place.held(to: Self.profile(listen: ["7000"], connect: [("web", "7000")]))
        let place = place
        let before = try ContainerPlace.emptyGroups()
        let failures = Failures()
        Worker.forEach(100, width: 10) { number in
            let command = ["run", "--rm", "--network", "net", "-p", "\(27400 + number):7000"] + options
            let program = [place.image, "/bin/sh", "-c", "exit \(number)"]
            if let failure = place.failure(command + program, code: Int32(number)) { failures.add(failure) }
        }
        #expect(failures.all == [])
        // Other tests' containers come and go meanwhile.
        #expect(try ContainerPlace.await { try ContainerPlace.emptyGroups().isSubset(of: before) })
        try end()
    }
}

/// A server on this machine's loopback address and all others.
private final class NetworkServer: Sendable {
    private let program: StartedProgram

    init(port: Int) throws {
        program = try StartedProgram(
            "/usr/bin/env",
            [
                "perl", "-MIO::Socket::INET", "-e",
                "my $s = IO::Socket::INET->new(Listen=>9,ReuseAddr=>1,LocalPort=>\(port)) or die $!; "
                    + "while (my $c = $s->accept) { print $c 'hi '.$c->peerhost; close $c }",
            ], StartedProgram.Surroundings())
        usleep(300_000)
    }

    deinit {
        try? program.signal(SIGKILL)
        _ = try? program.wait()
    }
}

extension ContainerPlace {
    /// Whether networks can be made here.
    static let hasNetworks =
        isPossible && RunningProgram.path("nft") != nil && RunningProgram.path("perl") != nil
        && (try? ChildProcess.run("/usr/bin/unshare", ["-n", "nft", "list", "ruleset"]).end) == .exited(0)

    /// The bridge of a network.
    func bridge(of network: String) throws -> String {
        let bytes = Array(try hullmark("network", "ls", "--format", "json").text.utf8)
        let networks = try JSONValue(bytes.span)["networks"]?.array ?? []
        return try #require(networks.first { $0["name"]?.string == network }?["bridge"]?.string)
    }
}
