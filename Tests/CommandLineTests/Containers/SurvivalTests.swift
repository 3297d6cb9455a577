import Glibc
import Platform
import TestSupport
import Testing

@Suite(
    "Containers survive", .serialized, .enabled(if: ContainerPlace.isPossible, "it needs root, runc and the slim image")
)
struct SurvivalTests {
    private let place: ContainerPlace

    init() throws { place = try ContainerPlace() }

    /// Starts a run, and kills it after a time with all that it started but the monitor, which is of a session of its own.
    static func killed(after milliseconds: UInt32, _ arguments: [String], in place: ContainerPlace) throws {
        let script =
            "\"$@\" >/dev/null 2>&1 & sleep \(Double(milliseconds) / 1000); kill -9 $! 2>/dev/null; wait 2>/dev/null; true"
        _ = try ChildProcess.run(
            "/usr/bin/env",
            [
                "HULLMARK_ROOT=\(place.root)", "XDG_CACHE_HOME=\(place.home("cache"))", "HOME=\(place.home("home"))",
                "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "/bin/sh", "-c", script, "sh", try Program.path(),
            ] + arguments)
    }

    @Test("a kill at any moment of the first start, which unpacks")
    func killedWhileUnpacking() throws {
        let place = try ContainerPlace(isUnpacked: false)
        for moment in stride(from: UInt32(10), to: 1500, by: 150) {
            try Self.killed(after: moment, ["run", "--rm", "--unconfined", place.image, "true"], in: place)
        }
        try place.expectNothing()
    }

    @Test("a kill at any moment of a start")
    func killedWhileStarting() throws {
        let options = try place.held(to: SampleProfiles.shell)
        for moment in stride(from: UInt32(5), to: 250, by: 10) {
            try Self.killed(
                after: moment, ["run", "--name", "web", "--rm"] + options + [place.image, "/bin/true"], in: place)
        }
        try place.expectNothing()
    }

    @Test("the death of every process of Hullmark, confined, and their output is kept on")
    func monitorKilled() throws {
        let start = try place.hullmark(
            ["run", "-d", "--name", "web"] + (try place.held(to: SampleProfiles.shell))
                + [place.image, "/bin/sh", "-c", "while true; do echo alive; sleep 0.1; done"])
        #expect(start.code == 0, "\(start.errorText)")
        let identifier = start.text.trimmedLine
        try kill(monitorOf: identifier)
        usleep(500_000)
        // Looking after it brings a new monitor, which takes what was written meanwhile.
        #expect(try place.hullmark("ps").text.contains("running"))
        let before = try place.hullmark("logs", "web").text.count
        #expect(try ContainerPlace.await { try place.hullmark("logs", "web").text.count > before })
        #expect(try place.hullmark("exec", "web", "/usr/bin/head", "/etc/passwd").code == 126)
        #expect(try place.hullmark("stop", "-t", "0", "web").code == 0)
        // The kernel tells how a process ended that is nobody's child (Linux 6.15).
        let isTold = try #require(Self.kernelVersion) >= (6, 15)
        #expect(try place.hullmark("ps", "-a").text.contains("exited (137)") == isTold)
        #expect(try place.hullmark("rm", "web").code == 0)
        #expect(try place.leftovers() == [])
    }

    @Test("the death of their monitors, and are cleared away when they end before anybody looks")
    func endsUnseen() throws {
        for options in [["--rm"], []] {
            let start = try place.hullmark(
                ["run", "-d", "--name", "web"] + options + (try place.held(to: SampleProfiles.shell))
                    + [place.image, "/bin/sleep", "2"])
            #expect(start.code == 0, "\(start.errorText)")
            try kill(monitorOf: start.text.trimmedLine)
            sleep(3)
            let text = try place.hullmark("ps", "-a").text
            #expect(options.isEmpty ? text.contains("exited ") : !text.contains("web"), "\(text)")
        }
        #expect(try place.hullmark("rm", "web").code == 0)
        #expect(try place.leftovers() == [])
    }

    private static let kernelVersion: (Int, Int)? = {
        var name = utsname()
        uname(&name)
        let parts = withUnsafeBytes(of: name.release) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self).split(separator: ".").map { Int($0) }
        }
        guard parts.count >= 2, let major = parts[0], let minor = parts[1] else { return nil }
        return (major, minor)
    }()

    /// Kills the monitor of a container, found by its arguments.
    private func kill(monitorOf identifier: String) throws {
        for name in try Directory.names(at: "/proc") {
            guard let number = Int32(name), let file = try? FileHandle(reading: "/proc/\(name)/cmdline"),
                let bytes = try? file.read(0..<4096)
            else { continue }
            let words = bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
            if words.count > 3, words[1] == "monitor", words.contains("--id=\(identifier)") {
                Glibc.kill(number, SIGKILL)
            }
        }
    }
}

extension String {
    /// The first line.
    fileprivate var trimmedLine: String { String(split(separator: "\n").first ?? "") }
}
