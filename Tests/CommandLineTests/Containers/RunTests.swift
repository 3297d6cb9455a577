import Glibc
import Platform
import Profiles
import TestSupport
import Testing

@Suite(
    "Running containers", .serialized, .enabled(if: ContainerPlace.isPossible, "it needs root, runc and the slim image")
)
struct RunTests {
    private let place: ContainerPlace

    init() throws { place = try ContainerPlace() }

    @Test("gives the code and the output of the first program", arguments: [false, true])
    func foreground(isHeld: Bool) throws {
        let run = try place.shell("echo out; echo err >&2; exit 7", profile: isHeld ? SampleProfiles.shell : nil)
        #expect(run.code == 7, "\(run.errorText)")
        #expect(run.text == "out\n")
        #expect(run.errorText == "err\n")
        #expect(try place.leftovers() == [])
    }

    @Test("says with 127 and 126 what cannot be run, and with 125 what cannot be started")
    func codes() throws {
        #expect(try place.hullmark("run", "--rm", "--unconfined", place.image, "/nonexistent").code == 127)
        #expect(try place.hullmark("run", "--rm", "--unconfined", place.image, "/etc/passwd").code == 126)
        #expect(try place.hullmark("run", "--rm", "--unconfined", place.home("none"), "true").code == 125)
        #expect(try place.hullmark("run", "--rm", "--unconfined", "-p", "80", place.image, "true").code == 125)
        #expect(try place.leftovers() == [])
    }

    @Test("keeps what a container by itself wrote, its end, and then nothing")
    func detached() throws {
        let start = try place.hullmark(
            ["run", "-d", "--name", "web"] + (try place.held(to: SampleProfiles.shell))
                + [place.image, "/bin/sh", "-c", "echo one; echo two >&2; sleep 0.5; printf three; exit 5"])
        #expect(start.code == 0, "\(start.errorText)")
        #expect(start.text.count == 33)
        #expect(try place.hullmark("ps").text.contains("web"))
        let follow = try place.hullmark("logs", "-f", "web")
        #expect(follow.text == "one\nthree\n")
        #expect(follow.errorText == "two\n")
        #expect(try ContainerPlace.await { try place.hullmark("ps", "-a").text.contains("exited (5)") })
        #expect(!(try place.hullmark("ps").text.contains("web")))
        #expect(try place.hullmark("logs", "web").text == "one\nthree\n")
        #expect(try place.hullmark("rm", "web").code == 0)
        #expect(try place.leftovers() == [])
    }

    @Test("runs commands in it, held to the same, and stops it")
    func commands() throws {
        let start = try place.hullmark(
            ["run", "-d", "--name", "web"] + (try place.held(to: SampleProfiles.shell))
                + [place.image, "/bin/sh", "-c", "trap 'exit 3' TERM; while true; do sleep 0.1; done"])
        #expect(start.code == 0, "\(start.errorText)")
        let run = try place.hullmark("exec", "web", "/bin/sh", "-c", "id -u; exit 4")
        #expect(run.code == 4, "\(run.errorText)")
        #expect(run.text == "0\n")
        #expect(try place.hullmark("exec", "web", "/usr/bin/head", "/etc/passwd").code == 126)
        #expect(try place.hullmark("exec", "web", "/bin/cat", "/etc/shadow").code == 1)
        #expect(try place.hullmark("rm", "web").code == 1)
        #expect(try place.hullmark("stop", "web").code == 0)
        #expect(try place.hullmark("ps", "-a").text.contains("exited (3)"))
        #expect(try place.hullmark("exec", "web", "/bin/true").code == 1)
        #expect(try place.hullmark("rm", "web").code == 0)
        #expect(try place.leftovers() == [])
    }

    @Test("takes a folder as the root, and a name once")
    func names() throws {
        let start = ["run", "-d", "--name", "web", "--unconfined", place.image, "sleep", "100"]
        #expect(try place.hullmark(start).code == 0)
        let again = try place.hullmark(start)
        #expect(again.code == 125)
        #expect(again.errorText.contains("web"))
        #expect(try place.hullmark("rm", "-f", "web").code == 0)
        #expect(try place.hullmark(start).code == 0)
        #expect(try place.hullmark("rm", "-f", "web").code == 0)
        #expect(try place.leftovers() == [])
    }

    @Test("limits what it may take")
    func limits() throws {
        let run = try place.shell(
            "cat /sys/fs/cgroup/memory/memory.limit_in_bytes /sys/fs/cgroup/memory.max /sys/fs/cgroup/pids/pids.max /sys/fs/cgroup/pids.max 2>/dev/null",
            "--memory", "64m", "--pids", "77", profile: nil)
        #expect(run.text.contains("67108864"))
        #expect(run.text.contains("77"))
    }

    @Test("gives volumes read-only unless they are to be written, with their owners")
    func volumes() throws {
        let folder = place.home("data")
        try Directory.make(folder)
        try place.home.folder.write("data/a", text: "mine\n")
        let reading = try place.shell("cat /mnt/a; touch /mnt/b", "-v", "\(folder):/mnt", profile: SampleProfiles.shell)
        #expect(reading.text == "mine\n")
        #expect(reading.code == 1)
        let writing = try place.shell(
            "touch /mnt/b; ls -ln /mnt/b", "-v", "\(folder):/mnt:rw", profile: SampleProfiles.shell)
        #expect(writing.code == 0, "\(writing.errorText)")
        // On this machine the file is root's, as it is in the container.
        #expect(try FileStatus(of: "\(folder)/b").userID == 0)
        let execution = try place.shell(
            "cp /bin/true /mnt/t; /mnt/t", "-v", "\(folder):/mnt:rw", profile: SampleProfiles.shell)
        #expect(execution.code == 126)
    }

    @Test("refuses what this kernel must hold and cannot, by name")
    func requirements() throws {
        let run = try place.hullmark("run", "--unconfined", "--require", "no.such", place.image, "true")
        #expect(run.code == 1)
        #expect(run.errorText.contains("landlock.execute"))
    }

    @Test("runs a hundred at once and leaves nothing")
    func hundred() throws {
        let options = try place.held(to: SampleProfiles.shell)
        let place = place
        let failures = Failures()
        Worker.forEach(100, width: 10) { number in
            let command = ["run", "--rm"] + options + [place.image, "/bin/sh", "-c", "exit \(number % 50)"]
            if let failure = place.failure(command, code: Int32(number % 50)) { failures.add(failure) }
        }
        #expect(failures.all == [])
        #expect(try place.leftovers() == [])
    }
}
