import TestSupport
import Testing

@testable import Profiles

@Suite("The digests of passwords")
struct PasswordTests {
    private static func image(_ settings: String) -> DerivedImage {
        var image = DerivedImage(settings: settings)
        image.link("bin", to: "usr/bin")
        image.program("usr/bin/sh", ELFFixture(needed: ["libc.so.6"]))
        for name in ["cat", "su"] { image.program("usr/bin/\(name)") }
        image.program("usr/bin/checker", ELFFixture(needed: ["libpam.so.0"]))
        for name in ["libc.so.6", "libpam.so.0"] { image.program("usr/lib/\(name)", ELFFixture(), mode: 0o644) }
        image.file("etc/passwd", "root:x:0:0:root:/root:/bin/sh\napp:x:100:200::/:\n")
        image.file("etc/group", "root:x:0:\napp:x:200:\n")
        image.file("etc/own/a", "a")
        image.file("etc/security/limits.conf", "")
        for name in ["shadow", "shadow-", "gshadow", "security/opasswd"] {
            image.entries.append(TarWriter.Entry("etc/\(name)", Array("root:$y$:1::::::\n".utf8), mode: 0o640))
        }
        image.link("etc/passwords", to: "shadow")
        return image
    }

    static let others = [
        #""Cmd":["/usr/bin/cat","/etc/shadow"]"#, #""Cmd":["/usr/bin/cat","/etc/passwords"]"#,
        #""Cmd":["/usr/bin/sh","-c","cat /etc/shadow; . /etc/shadow-"]"#,
        #""Cmd":["/usr/bin/sh"],"WorkingDir":"/etc""#,
        #""Cmd":["/usr/bin/checker"],"User":"app""#, #""Cmd":["/usr/bin/su"],"User":"app""#,
    ]

    @Test("cannot be read, whatever names them", arguments: others)
    func refuses(_ settings: String) throws {
        let profile = try Self.image(settings).outcome().profile
        for path in PasswordFiles.paths {
            #expect(!profile.verdict(on: .open(path, .read)).isAllowed, "\(path)")
        }
    }

    @Test("are left out of a folder, of which the rest is kept, and that is said")
    func folder() throws {
        let outcome = try Self.image(#""Cmd":["/usr/bin/cat","/etc/shadow"],"WorkingDir":"/etc""#).outcome()
        for path in ["/etc", "/etc/passwd", "/etc/own/a", "/etc/own/new", "/etc/security/limits.conf"] {
            #expect(outcome.profile.verdict(on: .open(path, .read)).isAllowed, "\(path)")
        }
        #expect(outcome.notes.filter { $0.hasPrefix("/etc/shadow is left out") }.count == 1)
    }

    @Test(
        "can be read where a permitted program checks passwords, by whom may read them",
        arguments: [#""Cmd":["/usr/bin/checker"]"#, #""Cmd":["/usr/bin/sh","-c","exec su app -c cat"]"#])
    func checks(_ settings: String) throws {
        let outcome = try Self.image(settings).outcome()
        #expect(outcome.profile.verdict(on: .open("/etc/shadow", .read)).isAllowed)
        #expect(outcome.profile.verdict(on: .open("/etc/gshadow", .read)).isAllowed)
        #expect(!outcome.profile.verdict(on: .open("/etc/shadow-", .read)).isAllowed)
        #expect(!outcome.profile.verdict(on: .open("/etc/shadow", .write)).isAllowed)
        #expect(outcome.notes.isEmpty)
    }

    @Test("a shell may write over a file that is there, and nothing beside it")
    func overwriting() throws {
        let profile = try Self.image(
            #""Cmd":["/usr/bin/sh","-c","cat x > /etc/own/a; cat x > /srv/new"]"#
        ).outcome().profile
        #expect(profile.verdict(on: .open("/etc/own/a", .write)).isAllowed)
        #expect(!profile.verdict(on: .create("/etc/own/b")).isAllowed)
        #expect(profile.verdict(on: .create("/srv/new")).isAllowed)
    }
}
