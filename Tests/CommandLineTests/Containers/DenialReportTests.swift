import Glibc
import JSON
import Platform
import Profiles
import TestSupport
import Testing

@Suite(
    "What a container is refused", .serialized,
    .enabled(if: ContainerPlace.isPossible, "it needs root, runc and the slim image"))
struct DenialReportTests {
    private let place: ContainerPlace

    init() throws { place = try ContainerPlace() }

    private func lines(_ path: String) throws -> [JSONValue] {
        guard let file = try? FileHandle(reading: path) else { return [] }
        return try file.read(0..<(1 << 22)).split(separator: 0x0a).map { try JSONValue(Array($0).span) }
    }

    private func events(_ path: String) throws -> Set<String> {
        Set(try lines(path).compactMap { $0["event"]?.string })
    }

    @Test("is written into a file from before its first instruction, with who, what, and which entry would permit it")
    func file() throws {
        let file = place.home("denials")
        let run = try place.shell(
            "cat /etc/shadow; /usr/bin/head -c1 /etc/passwd; echo > /var/x; cd /usr; echo > ../etc/passwd; sleep 1",
            "--denials", file, profile: SampleProfiles.shell)
        #expect(run.code == 0, "\(run.errorText)")
        let wanted: Set<String> = [
            "open /etc/shadow read", "exec /usr/bin/head", "create /var/x", "open /etc/passwd write",
        ]
        // Its reader ends with the container, and by itself.
        #expect(try ContainerPlace.await { try events(file).isSuperset(of: wanted) }, "\((try? events(file)) ?? [])")
        #expect(try lines(file).allSatisfy { $0["command"]?.string?.hasPrefix("runc") == false })
        #expect(try !events(file).contains { $0.contains(".hullmark") })
        let shadow = try #require(try lines(file).first { $0["event"]?.string == "open /etc/shadow read" })
        #expect(shadow["entry"]?["section"]?.string == "files")
        #expect(shadow["entry"]?["rule"]?["path"]?.string == "/etc/shadow")
        #expect(shadow["program"]?.string == "/usr/bin/cat" || shadow["command"]?.string == "cat")
        #expect(shadow["permitted"]?.bool == false && shadow["times"]?.integer == 1)
        #expect(shadow["user"]?.integer == 0 && shadow["systemCall"]?.string == "openat")
    }

    /// Begins to report what the container `told` is refused.
    private func report(_ options: String...) throws -> StartedProgram {
        let said = place.home("said")
        let log = try FileHandle(appending: said)
        var surroundings = StartedProgram.Surroundings()
        surroundings.files = [(log.descriptor, 1)]
        surroundings.environment = ["HULLMARK_ROOT=\(place.root)"]
        let report = try StartedProgram(
            try Program.path(), ["denials", "--announce"] + options + ["told"], surroundings)
        #expect(try ContainerPlace.await { try FileStatus(of: said).size > 0 })
        return report
    }

    /// Switches the machine's audit on or off; gives whether it was on, or nothing where it cannot be switched.
    private static func audit(_ isOn: Bool) throws -> Bool? {
        let script = """
            import socket, struct, sys
            s = socket.socket(16, 3, 9)
            s.settimeout(2)
            s.send(struct.pack("IHHII", 16, 1000, 1, 1, 0))
            while True:
                answer = s.recv(4096)
                if struct.unpack_from("H", answer, 4)[0] == 1000: break
            body = struct.pack("10I", 1, int(sys.argv[1]), *[0] * 8)
            s.send(struct.pack("IHHII", 16 + len(body), 1001, 5, 2, 0) + body)
            sys.exit(1 if struct.unpack_from("I", s.recv(4096), 16)[0] else 10 + struct.unpack_from("I", answer, 20)[0])
            """
        let outcome = try ChildProcess.run("/usr/bin/env", ["python3", "-c", script, isOn ? "1" : "0"])
        return outcome.end == .exited(10) ? false : outcome.end == .exited(11) ? true : nil
    }

    @Test("is told by the machine's audit too, also of processes that are gone", arguments: ["audit", "trace"])
    func recorded(source: String) throws {
        // Where audit cannot be switched on, as in another container, there is nothing to be read.
        guard let wasOn = try Self.audit(true) else { return }
        defer { if !wasOn { _ = try? Self.audit(false) } }
        let held = try place.held(to: SampleProfiles.shell)
        let start = try place.hullmark(
            ["run", "-d", "--rm", "--name", "told", "--log-refusals"] + held
                + [
                    place.image, "/bin/sh", "-c",
                    "while :; do sleep 0.1; (cd /etc; exec cat shadow); /usr/bin/head -c1; done",
                ])
        #expect(start.code == 0, "\(start.errorText)")
        let output = place.home("told")
        let report = try report("--format", "json", "--from", source, "--output", output)
        let wanted: Set<String> = ["open /etc/shadow read", "exec /usr/bin/head"]
        #expect(try ContainerPlace.await { try events(output).isSuperset(of: wanted) })
        #expect(try place.hullmark("rm", "-f", "told").code == 0)
        #expect(try report.wait() == 0)
        #expect(try ContainerPlace.await { try place.leftovers() == [] })
    }

    @Test("is reported of one that runs, for people too, until it ends; what comes again and again is told seldom")
    func follow() throws {
        let held = try place.held(to: SampleProfiles.shell)
        let loop = "i=0; while [ $i -lt 150 ]; do (: < /etc/shadow) 2> /dev/null; i=$((i+1)); done"
        let start = try place.hullmark(
            ["run", "-d", "--rm", "--name", "told"] + held
                + [place.image, "/bin/sh", "-c", "while ! [ -e /tmp/go ]; do sleep 0.05; done; \(loop)"])
        #expect(start.code == 0, "\(start.errorText)")
        let output = place.home("told")
        let report = try report("--output", output)
        #expect(try place.hullmark("exec", "told", "/usr/bin/touch", "/tmp/go").code == 0)
        #expect(try report.wait() == 0)
        let text = String(decoding: try FileHandle(reading: output).read(0..<(1 << 20)), as: UTF8.self)
        let told = text.split(separator: "\n").filter { $0.contains("open /etc/shadow read: EACCES") }
        #expect((3...6).contains(told.count), "\(text)")
        #expect(told.first?.contains("an entry of files would permit it: file: read /etc/shadow") == true, "\(text)")
        #expect(told.last?.contains("150 times") == true, "\(text)")
    }

    @Test("is nothing where there is no profile, and that is an error")
    func unconfined() throws {
        #expect(
            try place.hullmark("run", "-d", "--rm", "--name", "free", "--unconfined", place.image, "/bin/sleep", "30")
                .code == 0)
        let run = try place.hullmark("denials", "free")
        #expect(run.code == 1)
        #expect(run.errorText.contains("has no profile"))
        let start = try place.shell("true", "--denials", place.home("x"), profile: nil)
        #expect(start.code == 125, "\(start.errorText)")
        #expect(try place.hullmark("denials", "nobody").code == 1)
    }
}
