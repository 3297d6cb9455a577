import Bytes
import TestSupport
import Testing

@testable import Profiles

@Suite("Derivation")
struct DerivationTests {
    private static let path = #""Env":["PATH=/usr/bin:/bin"]"#

    /// A Debian-like image: merged /usr, a shell, a library.
    private static func base(_ settings: String) -> DerivedImage {
        var image = DerivedImage(settings: settings)
        image.link("bin", to: "usr/bin")
        image.link("lib", to: "usr/lib")
        image.link("lib64", to: "usr/lib64")
        image.program("usr/lib64/ld.so")
        image.program("usr/lib/x86_64-linux-gnu/libc.so.6", ELFFixture(), mode: 0o644)
        image.program("usr/bin/dash", ELFFixture(interpreter: "/lib64/ld.so", needed: ["libc.so.6"]))
        image.link("usr/bin/sh", to: "dash")
        image.file("etc/passwd", "root:x:0:0:root:/root:/bin/sh\napp:x:100:200::/:\nwww:x:33:33::/:\n")
        image.file("etc/group", "root:x:0:\napp:x:200:\nextra:x:300:app,www\nwww:x:33:\n")
        return image
    }

    private static func paths(_ profile: Profile) -> [String] { profile.executables.map(\.path) }

    @Test("follows a program to its loader and libraries, links resolved")
    func closure() throws {
        var image = Self.base(#""Cmd":["serve"]"#)
        image.program(
            "usr/bin/serve",
            ELFFixture(interpreter: "/lib64/ld.so", needed: ["libone.so.1"], runpath: "$ORIGIN/../lib/own"))
        image.program("usr/lib/own/libone.so.1.2", ELFFixture(needed: ["libtwo.so", "libc.so.6"]), mode: 0o644)
        image.link("usr/lib/own/libone.so.1", to: "libone.so.1.2")
        image.program("opt/two/libtwo.so", ELFFixture(needed: ["libone.so.1"]), mode: 0o644)
        image.file("etc/ld.so.conf", "include /etc/ld.so.conf.d/*.conf\n")
        image.file("etc/ld.so.conf.d/two.conf", "# two\n/opt/two\n")
        let outcome = try image.outcome()
        #expect(Self.paths(outcome.profile) == ["/usr/bin/serve", "/usr/lib64/ld.so"])
        #expect(outcome.profile.executables.first?.loader == "/lib64/ld.so")
        #expect(outcome.profile.executables.allSatisfy { $0.sha256 != nil })
        let files = Set(outcome.profile.files.map(\.path))
        #expect(
            files.isSuperset(of: [
                "/usr/lib/own/libone.so.1.2", "/opt/two/libtwo.so", "/usr/lib/x86_64-linux-gnu/libc.so.6",
            ]))
        // libtwo has no search path of its own, and finds libone by nobody's.
        #expect(outcome.notes == ["libone.so.1, which /opt/two/libtwo.so needs, is not in the image"])
    }

    @Test("follows what libraries load by name to what that needs, and on from there")
    func loadedByName() throws {
        var image = Self.base(#""Cmd":["serve"]"#)
        image.program("usr/bin/serve", ELFFixture(interpreter: "/lib64/ld.so", needed: ["libpam.so.0"]))
        for (name, needed) in [
            ("libpam.so.0", []), ("security/pam_unix.so", ["libcrypto.so.3", "libpam.so.0"]), ("libcrypto.so.3", []),
            ("ossl-modules/legacy.so", ["libold.so"]), ("libold.so", ["libc.so.6"]), ("libnss_own.so.2", ["libown.so"]),
            ("libown.so", []), ("libother.so", []),
        ] as [(String, [String])] {
            image.program("usr/lib/x86_64-linux-gnu/\(name)", ELFFixture(needed: needed), mode: 0o644)
        }
        let profile = try image.outcome().profile
        func isReadable(_ name: String) -> Bool {
            profile.verdict(on: .open("/usr/lib/x86_64-linux-gnu/\(name)", .read)).isAllowed
        }
        for name in [
            "security/pam_unix.so", "libcrypto.so.3", "ossl-modules/legacy.so", "libold.so", "libnss_own.so.2",
            "libown.so",
        ] {
            #expect(isReadable(name), "\(name)")
        }
        #expect(!isReadable("libother.so"))
    }

    @Test("searches RPATH for the whole chain, and passes over libraries for other processors")
    func searchOrder() throws {
        var image = Self.base(#""Cmd":["serve"]"#)
        image.program("usr/bin/serve", ELFFixture(interpreter: "/lib64/ld.so", needed: ["liba.so"], rpath: "/opt/lib"))
        image.program("opt/lib/liba.so", ELFFixture(needed: ["libb.so"]), mode: 0o644)
        image.program("opt/lib/libb.so", ELFFixture(needed: []), mode: 0o644)
        image.program("opt/lib/libc.so.6", ELFFixture(machine: 183), mode: 0o644)
        let outcome = try image.outcome()
        let files = Set(outcome.profile.files.map(\.path))
        #expect(files.isSuperset(of: ["/opt/lib/liba.so", "/opt/lib/libb.so"]))
        #expect(!files.contains("/opt/lib/libc.so.6"))
        #expect(outcome.notes.isEmpty)
    }

    @Test("follows scripts through their interpreters, and shells through what they name")
    func scripts() throws {
        var image = Self.base(
            #""Entrypoint":["/entry"],"Cmd":["serve","--now"],"WorkingDir":"/srv"}"#.replacing("}", with: ""))
        image.script(
            "entry",
            "#!/bin/sh\nset -e\n. /usr/lib/common.sh\nif [ \"$1\" = serve ]; then chown app /srv; exec su-exec app \"$@\"; fi\n"
        )
        image.file("usr/lib/common.sh", "helper one | sort\n")
        image.script("usr/bin/serve", "#!/usr/bin/env -S runner -u\n")
        for name in ["chown", "su-exec", "env", "runner", "helper", "sort", "unused"] {
            image.program("usr/bin/\(name)")
        }
        image.folder("srv")
        let outcome = try image.outcome()
        #expect(
            Self.paths(outcome.profile) == [
                "/entry", "/usr/bin/chown", "/usr/bin/dash", "/usr/bin/env", "/usr/bin/helper", "/usr/bin/runner",
                "/usr/bin/serve",
                "/usr/bin/sort", "/usr/bin/su-exec", "/usr/lib64/ld.so",
            ])
        #expect(outcome.profile.executables.first?.interpreter == "/bin/sh")
        #expect(outcome.profile.users.map(\.uid) == [0, 100])
        #expect(outcome.profile.users.last?.groups == [300])
        #expect(outcome.profile.capabilities.map(\.capability) == [.chown, .setgid, .setuid])
        #expect(outcome.profile.verdict(on: .open("/usr/lib/common.sh", .read)).isAllowed)
        #expect(!outcome.profile.verdict(on: .execute("/usr/bin/unused")).isAllowed)
        #expect(outcome.notes.isEmpty)
    }

    @Test("takes a shell's text from a command in shell form")
    func shellForm() throws {
        var image = Self.base(#""Entrypoint":["/bin/sh","-c","exec serve -g 'daemon off;'"]"#)
        image.program("usr/bin/serve")
        let profile = try image.outcome().profile
        #expect(Self.paths(profile) == ["/usr/bin/dash", "/usr/bin/serve", "/usr/lib64/ld.so"])
        #expect(profile.capabilities.isEmpty)
    }

    @Test("ends on circles of scripts, libraries and links")
    func circles() throws {
        var image = Self.base(#""Cmd":["/a"]"#)
        image.script("a", "#!/b\n/a; /c \"$0\"\n")
        image.script("b", "#!/a\n")
        image.script("c", "#!/bin/sh\n/c x; /c y; /c \"$@\" z; . /c\n")
        image.link("loop", to: "loop")
        image.link("deep", to: "deep/deep/deep")
        image.program("usr/bin/x", ELFFixture(interpreter: "/loop", needed: ["libx.so"]))
        image.program("usr/lib/libx.so", ELFFixture(needed: ["liby.so", "libx.so"]), mode: 0o644)
        image.program("usr/lib/liby.so", ELFFixture(needed: ["libx.so"]), mode: 0o644)
        image.script("d", "#!/bin/sh\nx; /deep/x\n")
        #expect(Self.paths(try image.outcome().profile).contains("/a"))
        image.settings = #""Cmd":["/d"]"#
        let profile = try image.outcome().profile
        #expect(Set(profile.files.map(\.path)).isSuperset(of: ["/usr/lib/libx.so", "/usr/lib/liby.so"]))
        image.settings = #""Cmd":["/c"]"#
        #expect(Self.paths(try image.outcome().profile).contains("/c"))
    }

    @Test("sees the layers stacked: what is taken away or replaced above is not there")
    func layers() throws {
        var image = Self.base(#""Cmd":["/bin/sh","-c","one; two; three"]"#)
        image.program("usr/bin/one")
        image.program("usr/bin/two")
        image.program("opt/x/three")
        image.link("usr/bin/three", to: "/opt/x/three")
        image.layers = [image.entries]
        image.entries = [
            TarWriter.Entry("usr/bin/.wh.one"),
            TarWriter.Entry("usr/bin/two", ELFFixture(machine: 3).bytes, mode: 0o755),
            TarWriter.Entry("opt/x/.wh..wh..opq"),
        ]
        let outcome = try image.outcome()
        #expect(Self.paths(outcome.profile) == ["/usr/bin/dash", "/usr/bin/two", "/usr/lib64/ld.so"])
        #expect(outcome.profile.executables[1].sha256 == Digest(of: ELFFixture(machine: 3).bytes))
        #expect(outcome.notes.count == 2)
    }

    static let users: [(String, UserRule?)] = [
        ("", UserRule(uid: 0, gid: 0, name: "root")), ("app", UserRule(uid: 100, gid: 200, groups: [300], name: "app")),
        ("100", UserRule(uid: 100, gid: 200, groups: [300], name: "app")),
        ("app:www", UserRule(uid: 100, gid: 33, name: "app")),
        ("1234", UserRule(uid: 1234, gid: 0)), ("1234:5678", UserRule(uid: 1234, gid: 5678)), ("nobody", nil),
        ("app:nothing", nil),
        ("4294967295", nil), ("-1", nil),
    ]

    @Test("finds the user as engines do", arguments: users)
    func user(_ text: String, _ rule: UserRule?) {
        let people = UserDatabase(
            passwd: Array("root:x:0:0:root:/root:/bin/sh\napp:x:100:200::/:\nbroken:x:y\n".utf8),
            group: Array("extra:x:300:app,www\nwww:x:33:\n".utf8))
        #expect(people.rule(for: text) == rule)
    }

    @Test("takes ports, volumes and the working directory from the image's configuration")
    func configuration() throws {
        var image = Self.base(
            #""Cmd":["sh"],"User":"app","ExposedPorts":{"80/tcp":{},"53/udp":{},"9000-9010":{},"x":{}},"Volumes":{"/data":{},"relative/../v/":{}},"WorkingDir":"/srv/app""#
        )
        image.folder("srv/app")
        let profile = try image.outcome().profile
        #expect(profile.listen.map(\.summary) == ["listen 80/tcp", "listen 9000-9010/tcp", "listen 53/udp"])
        #expect(profile.kernelSettings.map(\.summary) == ["net.ipv4.ip_unprivileged_port_start = 0"])
        #expect(profile.capabilities.isEmpty)
        #expect(profile.volumes.map(\.path) == ["/data", "/v"])
        #expect(profile.verdict(on: .open("/srv/app/x", .read)).isAllowed)
        #expect(!profile.verdict(on: .open("/srv/app/x", .write)).isAllowed)
        #expect(profile.verdict(on: .create("/data/x/y")).isAllowed)
        for event in [
            ProfileEvent.execute("/tmp/x"), .open("/etc/shadow", .read), .systemCall("mount"), .capability(.sysAdmin),
            .user(0, group: nil),
        ] {
            #expect(!profile.verdict(on: event).isAllowed)
        }
        let yaml = profile.yaml
        #expect(try Profile(yaml.span) == profile)
    }

    @Test("reads nginx's configuration with what it includes")
    func nginx() throws {
        var image = Self.base(#""Cmd":["nginx","-g","daemon off;"]"#)
        image.program("usr/bin/nginx")
        image.file(
            "etc/nginx/nginx.conf",
            "user www www; # who\npid \"/run/own/nginx.pid\";\nhttp { include sites/*; client_body_temp_path /var/body 1 2; }\n"
        )
        image.file("etc/nginx/sites/a", "server { listen [::]:8443 ssl; listen unix:/run/web.sock; root /srv/web; }\n")
        image.file("srv/web/index.html", "x")
        image.folder("var/lib/nginx")
        let profile = try image.outcome().profile
        #expect(profile.users.map(\.uid) == [0, 33])
        #expect(profile.capabilities.map(\.capability).contains(.setuid))
        #expect(profile.listen.map(\.summary) == ["listen 8443/tcp"])
        for path in ["/run/own/nginx.pid", "/var/body/1", "/run/web.sock", "/var/lib/nginx/x"] {
            #expect(profile.verdict(on: .create(path)).isAllowed, "\(path)")
        }
        #expect(profile.verdict(on: .open("/srv/web/index.html", .read)).isAllowed)
    }

    @Test("takes directives from arguments and variables")
    func options() throws {
        var image = Self.base(#""Cmd":["redis-server","--dir","/state","--port","7000"]"#)
        image.program("usr/bin/redis-server")
        var profile = try image.outcome().profile
        #expect(profile.verdict(on: .create("/state/dump.rdb")).isAllowed)
        #expect(profile.listen.map(\.summary) == ["listen 7000/tcp"])
        image.settings = #""Cmd":["/bin/sh","-c","gunicorn --bind=0.0.0.0:9000 app:app"]"#
        image.program("usr/bin/gunicorn")
        profile = try image.outcome().profile
        #expect(profile.listen.map(\.summary) == ["listen 9000/tcp"])
    }

    static let broken: [(String, ELFFixture)] = [
        ("more headers than there are", ELFFixture(needed: ["libc.so.6"], claimedCount: .max)),
        ("names beyond the file", ELFFixture(needed: ["libc.so.6"], claimedNames: .max)),
        ("very many libraries", ELFFixture(needed: (0..<5000).map { "lib\($0).so" })),
        ("a name that is a path", ELFFixture(interpreter: "/../../lib64/ld.so", needed: ["../../x"])),
    ]

    @Test("takes broken ELF files for what can be read of them", arguments: broken.map(\.0))
    func brokenFiles(_ name: String) throws {
        let fixture = try #require(Self.broken.first { $0.0 == name }).1
        var image = Self.base(#""Cmd":["serve"]"#)
        image.program("usr/bin/serve", fixture)
        #expect(Self.paths(try image.outcome().profile).contains("/usr/bin/serve"))
        let bytes = fixture.bytes
        for count in stride(from: 0, to: min(bytes.count, 600), by: 7) {
            let cut = Array(bytes[..<count])
            guard let header = ELFHeader(cut.span) else { continue }
            let facts = ELFFacts(header, head: cut.span, dynamic: cut.span, isWhole: true)
            #expect(facts.needed.count <= ELFFacts.neededLimit)
        }
    }

    @Test("makes a document that can be read of an image whose names are made to break it")
    func hostileNames() throws {
        var image = Self.base(
            #""Cmd":["/bin/sh","-c","/a\u001b[2J\nb; c\u0085 d"],"User":"evil","Volumes":{"/v\u0007":{},"/../..":{}},"WorkingDir":"/w\u009b""#
        )
        image.program("a\u{1b}[2J")
        image.program("usr/bin/c\u{85}")
        image.script("entry\n", "#!/bin/sh\u{7}\n")
        image.folder("w\u{9b}")
        image.file("etc/passwd", "evil:x:5:5::/:\n\u{1b}[31m:x:6:6::/:\n")
        let outcome = try image.outcome()
        let yaml = outcome.profile.yaml
        #expect(try Profile(yaml.span) == outcome.profile)
    }

    @Test("says of an image without a command that nothing may be executed")
    func nothing() throws {
        let outcome = try DerivedImage(settings: #""User":"x""#).outcome()
        #expect(outcome.profile.executables.isEmpty && outcome.profile.users.isEmpty)
        #expect(outcome.notes.count == 2)
    }

    @Test("names no call that Linux does not have, and none that leads out")
    func systemCalls() {
        #expect(SystemCallDefaults.names.allSatisfy(SystemCallTable.isKnown))
        for architecture in ["amd64", "arm64", "s390x"] {
            let names = Set(SystemCallDefaults.entries(on: architecture, users: []).map(\.name))
            for name in [
                "mount", "umount2", "bpf", "keyctl", "io_uring_setup", "userfaultfd", "ptrace", "process_vm_readv",
                "kexec_load",
                "init_module", "finit_module", "unshare", "setns", "clone3", "setuid", "chroot", "open_by_handle_at",
                "perf_event_open",
            ] {
                #expect(!names.contains(name), "\(name)")
            }
            #expect(names.isSuperset(of: ["read", "execve", "clone", "socket", "openat", "futex"]))
            // A server makes sure of its user also where it starts as that one.
            let one = SystemCallDefaults.entries(on: architecture, users: [UserRule(uid: 33, gid: 33)]).map(\.rule)
            #expect(one.contains(SystemCallRule("setuid")) && one.contains(SystemCallRule("setresgid")))
            #expect(!one.contains(SystemCallRule("setgroups")))
            // sshd has the capability, and ends without the call.
            let confining = SystemCallDefaults.entries(on: architecture, users: [], capabilities: [.sysChroot])
            #expect(confining.map(\.name).contains("chroot"))
        }
    }
}
