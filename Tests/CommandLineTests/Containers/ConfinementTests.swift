import Bytes
import Glibc
import Platform
import Profiles
import TestSupport
import Testing

@Suite(
    "A container is held to its profile", .serialized,
    .enabled(if: ContainerPlace.isPossible, "it needs root, runc and the slim image"))
struct ConfinementTests {
    private let place: ContainerPlace

    init() throws { place = try ContainerPlace() }

    /// Something that works without a profile, and that a profile refuses.
    struct Attempt: Sendable, CustomTestStringConvertible {
        let name: String
        let command: String
        var testDescription: String { name }

        init(_ name: String, _ command: String) {
            self.name = name
            self.command = command
        }
    }

    static let attempts: [Attempt] = [
        Attempt("a program dropped into /tmp", "cp /bin/true /tmp/x && /tmp/x"),
        Attempt("a program that the profile does not name", "/usr/bin/head -c1 /etc/passwd"),
        Attempt("such a program run by the loader", "/lib64/ld-linux-x86-64.so.2 /usr/bin/head -c1 /etc/passwd"),
        Attempt("a copy of it run by the loader", "cp /bin/true /tmp/x && /lib64/ld-linux-x86-64.so.2 /tmp/x"),
        Attempt("a package manager", "/usr/bin/dpkg --version"),
        Attempt("the passwords", "cat /etc/shadow"),
        Attempt("writing to the root", "touch /usr/x"),
        Attempt("writing to a folder beside", "touch /var/x"),
        Attempt("changing a program", "echo >> /usr/bin/head"),
        Attempt("another user", "/usr/bin/su nobody -s /bin/sh -c true"),
        Attempt("listing the root", "ls /"),
    ]

    @Test("refuses", arguments: attempts)
    func refuses(attempt: Attempt) throws {
        let free = try place.shell(attempt.command, profile: nil)
        #expect(free.code == 0, "without a profile: \(free.errorText)")
        let held = try place.shell(attempt.command, profile: SampleProfiles.shell)
        #expect(held.code != 0 && held.code != 125, "with a profile: \(held.text) \(held.errorText)")
    }

    @Test("lets it do what the profile permits")
    func permits() throws {
        let run = try place.shell(
            "echo a > /tmp/a && cat /tmp/a && cat /etc/passwd > /dev/null && ls /tmp && echo b > /dev/stdout",
            profile: SampleProfiles.shell)
        #expect(run.code == 0, "\(run.errorText)")
        #expect(run.text == "a\na\nb\n")
    }

    @Test("may do what profile check says, and no more")
    func check() throws {
        var profile = SampleProfiles.shell
        profile.files += [
            FileRule(path: "/etc"), FileRule(path: "/var/lib/dpkg", access: .write),
            FileRule(path: "/var/lib/dpkg/status", access: .write),
            FileRule(path: "/var/cache", isTree: true, access: .write),
            FileRule(path: "/srv", access: .write, mayCreate: true), FileRule(path: "/usr/bin/tail"),
        ].map(SampleProfiles.entry)
        let attempts: [(event: String, command: String)] = [
            ("open /etc/passwd read", ": < /etc/passwd"), ("open /etc/shadow read", ": < /etc/shadow"),
            ("open /etc read", "ls /etc"), ("open /etc/shells read", ": < /etc/shells"), ("open / read", "ls /"),
            ("open /usr/lib/os-release read", ": < /usr/lib/os-release"), ("open /usr/bin read", "ls /usr/bin"),
            ("open /usr/bin/head read", ": < /usr/bin/head"), ("open /usr/bin/tail read", ": < /usr/bin/tail"),
            ("exec /usr/bin/tail", "/usr/bin/tail --version"), ("exec /usr/bin/cat", "cat --version"),
            ("exec /usr/lib/x86_64-linux-gnu/ld-linux-x86-64.so.2", "/lib64/ld-linux-x86-64.so.2 --version"),
            ("open /var/lib/dpkg/status write", ": >> /var/lib/dpkg/status"),
            ("open /var/lib/dpkg/available write", ": >> /var/lib/dpkg/available"),
            ("create /var/lib/dpkg/new", ": > /var/lib/dpkg/new"), ("create /var/cache/new", ": > /var/cache/new"),
            ("create /srv/new", ": > /srv/new"), ("create /srv/new2/x", "mkdir /srv/new2 && : > /srv/new2/x"),
            ("open /dev/null write", ": > /dev/null"), ("open /dev/full write", ": > /dev/full"),
            ("open /dev/urandom read", ": < /dev/urandom"), ("create /dev/shm/x", ": > /dev/shm/x"),
            ("create /dev/mqueue/x", ": > /dev/mqueue/x"), ("open /proc/self/stat read", ": < /proc/self/stat"),
            ("open /proc/self/comm write", ": >> /proc/self/comm"),
            (
                "open /sys/kernel/mm/transparent_hugepage/enabled read",
                ": < /sys/kernel/mm/transparent_hugepage/enabled"
            ),
        ]
        profile.executables.append(SampleProfiles.entry(ExecutableRule(path: "/usr/bin/mkdir")))
        let script = attempts.map { "($0) > /dev/null 2>&1 && echo y || echo n".replacing("$0", with: $0.command) }
        let run = try place.shell(script.joined(separator: "\n"), profile: profile)
        let told = run.text.split(separator: "\n")
        #expect(told.count == attempts.count, "\(run.text) \(run.errorText)")
        for (attempt, answer) in zip(attempts, told) {
            let verdict = profile.verdict(on: try ProfileEvent(attempt.event))
            #expect(verdict.isAllowed == (answer == "y"), "\(attempt.event)")
        }
    }

    @Test("has the devices that its profile names by hand, and no others", arguments: ["runc", "crun"])
    func devices(engine: String) throws {
        // What opens without further rights, where this machine has it.
        guard let path = ["/dev/fuse", "/dev/loop-control"].first(where: { (try? FileStatus(of: $0)) != nil }) else {
            return
        }
        var profile = SampleProfiles.shell
        let rule = FileRule(path: path, access: .write)
        let script = ": < \(path) && : >> \(path) && echo y"
        for known in [Known.derived, .observed] {
            profile.files.append(Entry(rule, known))
            let run = try place.shell(script, "--runtime", engine, profile: profile)
            #expect(run.code != 0 && run.text.isEmpty, "\(run.errorText)")
            profile.files.removeLast()
        }
        profile.files += [SampleProfiles.entry(rule), SampleProfiles.entry(FileRule(path: "/dev/none"))]
        let run = try place.shell("\(script); ls -l /dev/null \(path)", "--runtime", engine, profile: profile)
        #expect(run.code == 0 && run.text.hasPrefix("y\n"), "\(run.text) \(run.errorText)")
        #expect(run.errorText.contains("not there: the device /dev/none"))
        let reading = SampleProfiles.entry(FileRule(path: path))
        profile.files = profile.files.filter { $0.path != path } + [reading]
        let refused = try place.shell(
            ": < \(path) && echo y; : >> \(path) && echo z", "--runtime", engine, profile: profile)
        #expect(refused.text == "y\n", "\(refused.errorText)")
        #expect(try place.leftovers() == [])
    }

    @Test("maps the permitted users only")
    func users() throws {
        var profile = SampleProfiles.shell
        profile.users.append(SampleProfiles.entry(UserRule(uid: 33, gid: 33)))
        let run = try place.shell("cat /proc/self/uid_map", profile: profile)
        let lines = run.text.split(separator: "\n").map { $0.split(separator: " ") }
        #expect(lines.map { $0[0] } == ["0", "33"])
        #expect(lines.allSatisfy { $0.count == 3 && $0[2] == "1" && UInt32($0[1]) ?? 0 >= 524_288 })
    }

    @Test("is held to what its image needs where no profile is named, and that is concluded once")
    func derived() throws {
        for _ in 0..<2 {
            let run = try place.hullmark("run", "--rm", place.image, "/bin/cat", "/etc/debian_version")
            #expect(run.text.hasPrefix("12."), "\(run.errorText)")
            #expect(run.code == 0)
            #expect(try Directory.names(at: "\(place.root)/profiles").count == 1)
        }
        #expect(try place.hullmark("run", "--rm", place.image, "/bin/true").code == 0)
        #expect(try Directory.names(at: "\(place.root)/profiles").count == 2)
    }

    @Test("reads the digests of passwords under a derived profile only by a program that checks passwords")
    func derivedPasswords() throws {
        let cat = try place.hullmark("run", "--rm", place.image, "/bin/cat", "/etc/debian_version", "/etc/shadow")
        #expect(cat.text.hasPrefix("12."), "\(cat.errorText)")
        #expect(cat.code == 1 && !cat.text.contains("root"))
        // PAM, with the modules that it loads by name, lets root become somebody else.
        let su = try place.hullmark(
            "run", "--rm", place.image, "/bin/sh", "-c", "exec su nobody -s /bin/sh -c 'exec id -u'")
        #expect(su.text == "65534\n", "\(su.errorText)")
    }

    @Test("is not started as a user that the profile does not permit")
    func otherUser() throws {
        let run = try place.shell("id", "--user", "33", profile: SampleProfiles.shell)
        #expect(run.code == 125)
        #expect(run.errorText.contains("33"))
    }

    @Test("forbids programs in memory, in the container alone")
    func memoryPrograms() throws {
        var profile = SampleProfiles.shell
        profile.files.append(SampleProfiles.entry(FileRule(path: "/proc", isTree: true)))
        #expect(try place.shell("cat /proc/sys/vm/memfd_noexec", profile: profile).text == "2\n")
        #expect(try place.shell("cat /proc/sys/vm/memfd_noexec", profile: nil).text == "0\n")
    }

    @Test("has no rights, and gains none")
    func privileges() throws {
        let run = try place.shell("cat /proc/self/status", profile: SampleProfiles.shell)
        #expect(run.text.contains("CapBnd:\t0000000000000000"))
        #expect(run.text.contains("NoNewPrivs:\t1"))
        #expect(run.text.contains("Seccomp:\t2"))
    }

    @Test("is not started with an executable that is another")
    func mismatch() throws {
        var profile = SampleProfiles.shell
        profile.executables[0].rule.sha256 = .init(of: [])
        let run = try place.shell("true", profile: profile)
        #expect(run.code == 125)
        #expect(run.errorText.contains("/usr/bin/dash"))
        #expect(try place.leftovers() == [])
    }

    @Test("leaks no descriptor and no folder of the host into it")
    func descriptors() throws {
        let run = try place.shell("ls /proc/self/fd", profile: nil)
        // The fourth is what ls reads.
        #expect(run.text == "0\n1\n2\n3\n")
    }

    @Test("cannot write the program that becomes its own, nor run it again")
    func ownProgram() throws {
        let run = try place.shell("echo x > /.hullmark/init", profile: nil)
        #expect(run.code != 0)
        let again = try place.shell("/.hullmark/init init /.hullmark/policy /bin/true", profile: SampleProfiles.shell)
        #expect(again.code == 126)
    }
}
