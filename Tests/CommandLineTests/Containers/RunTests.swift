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

    @Test("has a root that is no overlay, but where the engine must make a place in it")
    func root() throws {
        var profile = SampleProfiles.shell
        profile.files.append(
            SampleProfiles.entry(FileRule(path: "/var/app", isTree: true, access: .write, mayCreate: true)))
        let look =
            "read -r a b c d mount rest </proc/self/mountinfo; echo \"$rest\"; echo x >/var/app/file; cat /var/app/file"
        let run = try place.shell(look, profile: profile)
        #expect(
            run.code == 0 && run.text.contains("idmapped") && run.text.hasSuffix("x\n"), "\(run.text) \(run.errorText)")
        #expect(!run.text.contains("overlay"))
        let folder = place.home("data")
        try Directory.make(folder, mode: 0o755)
        let other = try place.shell(look, "-v", "\(folder):/not/there", profile: profile)
        #expect(other.code == 0 && other.text.contains("overlay"), "\(other.text) \(other.errorText)")
        #expect(try place.shell(look, "--overlay", profile: profile).text.contains("overlay"))
        // Scripts that lock themselves lock what other containers of the image have too, but not with files of their own.
        let loader = "/usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2"
        profile.executables.append(SampleProfiles.entry(ExecutableRule(path: "/usr/bin/flock", loader: loader)))
        #expect(try place.shell(look, profile: profile).text.contains("overlay"))
        #expect(try place.leftovers() == [])
    }

    @Test("gets the secrets that its profile names, where it says, and no others", arguments: ["runc", "crun"])
    func secrets(engine: String) throws {
        var profile = SampleProfiles.shell
        profile.secrets = [
            SampleProfiles.entry(SecretRule(name: "db", path: "/run/secrets/db")),
            SampleProfiles.entry(SecretRule(name: "db", path: "/etc/app/db.key")),
        ]
        let file = try place.home.folder.write("secret", Array("of mine".utf8))
        let other = [
            "--secret", "x=\(file)", "--secret", "db=/nonexistent", "--secret", "db=/dev/null", "--secret", "db",
        ]
        let options = try place.held(to: profile)
        let run = try place.hullmark(
            ["run", "--rm", "--runtime", engine, "--secret", "db=\(file)"] + options
                + [place.image, "/bin/sh", "-c", "cat /run/secrets/db /etc/app/db.key; echo y >/run/secrets/db"])
        #expect(run.text == "of mineof mine" && run.code != 0, "\(run.errorText)")
        for index in stride(from: 0, to: other.count, by: 2) {
            let refused = try place.hullmark(
                ["run", "--rm"] + other[index...(index + 1)] + options + [place.image, "true"])
            #expect(refused.code == 125, "\(other[index + 1])")
        }
        let missing = try place.hullmark(["run", "--rm"] + options + [place.image, "true"])
        #expect(missing.code == 0 && missing.errorText.contains("not given: the secret db"), "\(missing.errorText)")
        let twice = ["--secret", "db=\(file)", "--secret", "db=\(file)"]
        #expect(try place.hullmark(["run", "--rm"] + twice + options + [place.image, "true"]).code == 125)
        #expect(try place.shell("cat /run/secrets/db", profile: profile).code != 0)
        let free = try place.shell("cat /run/secrets/any", "--secret", "any=\(file)", profile: nil)
        #expect(free.text == "of mine")
        #expect(try place.leftovers() == [])
    }

    @Test("ends when nobody reads what it writes, and says so when that cannot be written")
    func unread() throws {
        let script = """
            "$0" run --rm --root "$1" --unconfined "$2" yes | head -c 4; echo ${PIPESTATUS[0]}
            "$0" run --rm --root "$1" --unconfined "$2" echo x >/dev/full 2>/dev/null; echo $?
            timeout -k 5 2 "$0" run --rm --root "$1" --unconfined "$2" bash -c 'trap "exit 9" TERM; sleep 30 & wait'; echo $?
            """
        let outcome = try ChildProcess.run(
            "/bin/bash", ["-c", script, try Program.path(), place.root, place.image], timeout: .seconds(60))
        #expect(String(decoding: outcome.output, as: UTF8.self) == "y\ny\n141\n125\n124\n")
        #expect(try ContainerPlace.await { try place.leftovers() == [] })
    }

    @Test("runs programs that shells have in themselves", arguments: [["true"], ["echo", "hi"], ["env", "true"]])
    func builtins(command: [String]) throws {
        let run = try place.hullmark(["run", "--rm", place.image] + command)
        #expect(run.code == 0, "\(run.errorText)")
    }

    @Test("starts whatever the caller's files are to be")
    func mask() throws {
        let command = "umask 077; exec \"$@\""
        let outcome = try ChildProcess.run(
            "/bin/sh",
            ["-c", command, "sh", try Program.path(), "run", "--rm", "--root", place.home("masked")]
                + (try place.held(to: SampleProfiles.shell)) + [place.image, "/bin/echo", "hello"])
        #expect(outcome.end == .exited(0) && outcome.output == Array("hello\n".utf8))
    }

    @Test("gives a command of exec pipes, and an input that ends")
    func execStreams() throws {
        let options = try place.held(to: SampleProfiles.shell)
        #expect(
            try place.hullmark(["run", "-d", "--name", "web"] + options + [place.image, "/bin/sleep", "100"]).code == 0)
        let streams = try place.hullmark("exec", "web", "/bin/ls", "-l", "/proc/self/fd")
        #expect(streams.code == 0 && streams.text.split(separator: "pipe:[").count == 4, "\(streams.text)")
        #expect(try place.hullmark("exec", "web", "/bin/cat").code == 0)
        #expect(try place.hullmark("exec", "-t", "web", "/bin/cat").errorText.contains("not a terminal"))
        let fed = try ChildProcess.run(
            "/bin/sh",
            [
                "-c", "head -c 300000 /dev/zero | \"$0\" exec --root \"$1\" -i web /bin/cat", try Program.path(),
                place.root,
            ])
        #expect(fed.end == .exited(0) && fed.output.count == 300_000)
        #expect(try place.hullmark("rm", "-f", "web").code == 0)
        #expect(try place.leftovers() == [])
    }

    @Test(
        "lets a command of exec open its streams by their names, and be who the profile permits",
        arguments: ["runc", "crun"])
    func execIdentity(engine: String) throws {
        let options = try place.held(to: SampleProfiles.shell) + ["-e", "SAID=here", "--runtime", engine]
        let start = ["run", "-d", "--name", "web"] + options + [place.image, "/bin/sleep", "100"]
        #expect(try place.hullmark(start).code == 0)
        let script = "echo $SAID $MORE >/dev/stdout; echo err >/dev/stderr; cat /dev/stdin"
        let run = try place.hullmark("exec", "-e", "MORE=there", "web", "/bin/sh", "-c", script)
        #expect(run.text == "here there\n" && run.errorText == "err\n" && run.code == 0)
        for user in ["33", "www-data", "0:33"] {
            let refused = try place.hullmark("exec", "--user", user, "web", "/bin/id")
            #expect(refused.code == 1 && refused.errorText.contains("does not permit the user"), "\(refused.errorText)")
        }
        #expect(try place.hullmark("exec", "--user", "root", "web", "/bin/id", "-u").text == "0\n")
        #expect(try place.hullmark("rm", "-f", "web").code == 0)
        #expect(try place.leftovers() == [])
    }

    @Test(
        "says with 125 what is wrong with its words",
        arguments: [
            (["--bogus"], "Unknown option"), (["-v", "/no/such/folder:/x"], "there is no such file or folder"),
            (["-v", "/etc:/proc/x"], "can stand at /proc/x"), (["-v", "/etc:/.hullmark"], "can stand at /.hullmark"),
            (["-v", "/dev/null:/dev/null"], "can stand at /dev/null"), (["-v", "/etc:/sys/x"], "can stand at /sys/x"),
            (["-v", "/etc:/x/./"], ""), (["-e", "=x"], "invalid variable"), (["-e", ""], "invalid variable"),
            (["--user", "nobody-at-all"], "knows no user"), (["--memory", "some"], "invalid size"),
        ])
    func words(options: [String], message: String) throws {
        let run = try place.hullmark(["run", "--rm", "--unconfined"] + options + [place.image, "true"])
        #expect(run.code == (message.isEmpty ? 0 : 125))
        #expect(message.isEmpty || run.errorText.contains(message), "\(run.errorText)")
        #expect(try place.leftovers() == [])
    }

    @Test("says in words why its files cannot be put together")
    func unmappable() throws {
        let run = try place.shell("true", "-v", "/proc/self/status:/mnt", profile: SampleProfiles.shell)
        #expect(run.code == 125)
        #expect(
            run.errorText
                == "hullmark: the container cannot be made: hullmark-init: a volume cannot be mapped to the users: /proc/self/status: Invalid argument\n"
        )
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
        #expect(run.code == 125)
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
