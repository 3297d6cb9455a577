import JSON
import Platform
import Profiles
import TestSupport
import Testing

@testable import Runtime

@Suite("A container's bundle")
struct BundleTests {
    private func bundle(_ change: (inout Confinement) -> Void) -> ContainerBundle {
        var confinement = Confinement()
        confinement.users = [33]
        confinement.capabilities = ["CAP_KILL"]
        confinement.writable = ["/run", "/tmp"]
        change(&confinement)
        let user = ImageUser(user: 33, group: 33, groups: [4])
        let process = ContainerProcess(
            arguments: ["/bin/sh", "-c", "true"], environment: ["A=1"], workingDirectory: "/srv", user: user,
            hasTerminal: false)
        var bundle = ContainerBundle(
            identifier: "abc", folder: "/hm/abc", hostName: "abc", process: process, confinement: confinement,
            identities: confinement.users.map { IdentityMap(range: 0, users: $0, groups: [33, 4]) }, openFiles: 1024,
            architecture: "SCMP_ARCH_X86_64")
        bundle.volumes = [Volume(source: "/data", destination: "/srv/data", isWritable: false)]
        return bundle
    }

    @Test("is what it was")
    func golden() throws {
        let bytes = bundle { $0.systemCalls = SystemCallFilter([], users: [33], groups: [33], families: []) }.document()
        let path = "\(projectFolder)/Tests/Golden/bundle.json"
        if environment("HULLMARK_RECORD") == "1" { try AtomicFile.write(bytes, to: path) }
        #expect(
            String(decoding: bytes, as: UTF8.self) == String(decoding: try TestFiles.bytes(at: path), as: UTF8.self))
    }

    @Test("lets nothing be executed where something can be written")
    func execution() throws {
        let document = bundle { _ in }.document()
        let json = try JSONValue(document.span)
        #expect(json["root"]?["readonly"]?.bool == true)
        for mount in json["mounts"]?.array ?? [] {
            let options = (mount["options"]?.array ?? []).compactMap(\.string)
            let destination = mount["destination"]?.string ?? ""
            let isHeld = options.contains("noexec") || options.contains("ro") || destination == "/dev"
            #expect(isHeld && options.contains("nosuid"), "\(destination)")
        }
        #expect(json["process"]?["noNewPrivileges"]?.bool == true)
    }

    @Test("raises no limit of open files")
    func limits() throws {
        let document = bundle { $0.resources.openFiles = 1 << 30 }.document()
        let json = try JSONValue(document.span)
        #expect(json["process"]?["rlimits"]?[0]?["hard"]?.integer == 1024)
    }

    @Test("has no user namespace where the kernel has none")
    func withoutUsers() throws {
        let document = bundle { $0.users = nil }.document()
        let json = try JSONValue(document.span)
        let kinds = (json["linux"]?["namespaces"]?.array ?? []).compactMap { $0["type"]?.string }
        #expect(kinds == ["pid", "network", "ipc", "uts", "mount"])
        #expect(json["linux"]?["uidMappings"] == nil)
    }

    @Test("shares another's network, and mounts what shows its devices from without")
    func sharedNetwork() throws {
        var bundle = bundle { $0.settings = ["net.core.somaxconn": "9", "kernel.domainname": "x"] }
        bundle.network = .container("other")
        bundle.networkProcess = 77
        bundle.hostsFolder = "/hm/other"
        let document = bundle.document()
        let json = try JSONValue(document.span)
        let space = try #require(json["linux"]?["namespaces"]?.array?.first { $0["type"]?.string == "network" })
        #expect(space["path"]?.string == "/proc/77/ns/net")
        #expect(json["linux"]?["sysctl"]?.members?.map(\.name) == ["kernel.domainname"])
        let sources = (json["mounts"]?.array ?? []).reduce(into: [String: String]()) { sources, mount in
            sources[mount["destination"]?.string ?? ""] = mount["source"]?.string
        }
        #expect(sources["/sys"] == "/hm/abc/stage/y")
        #expect(sources["/etc/hosts"] == "/hm/other/etc/hosts")
        #expect(sources["/etc/hostname"] == "/hm/abc/etc/hostname")
        bundle.network = .host
        bundle.networkProcess = nil
        let other = bundle.document()
        let kinds = (try JSONValue(other.span)["linux"]?["namespaces"]?.array ?? []).compactMap { $0["type"]?.string }
        #expect(!kinds.contains("network"))
    }

    @Test("gives a command that is run later the same means")
    func later() throws {
        let bundle = bundle { _ in }
        var process = bundle.process
        process.isLater = true
        let document = process.document(confinement: bundle.confinement, openFiles: 1024)
        let json = try JSONValue(document.span)
        #expect(
            json["args"]?.array?.prefix(4).compactMap(\.string) == [
                "/.hullmark/init", "init", "exec", "/.hullmark/policy",
            ])
        #expect(json["noNewPrivileges"]?.bool == true)
        #expect(json["capabilities"]?["ambient"]?[0]?.string == "CAP_KILL")
    }
}

@Suite("What is asked of a container")
struct ContainerRequestTests {
    @Test(
        "names volumes, read-only unless said otherwise",
        arguments: [
            ("/a:/b", Volume(source: "/a", destination: "/b", isWritable: false)),
            ("/a:/b:ro", Volume(source: "/a", destination: "/b", isWritable: false)),
            ("/a:/b:rw", Volume(source: "/a", destination: "/b", isWritable: true)),
        ])
    func volumes(text: String, expected: Volume) throws { #expect(try Volume(text) == expected) }

    @Test(
        "refuses what is no volume",
        arguments: ["", "/a", "a:/b", "/a:b", "/a:/", "/a:/b:x", "/a:/b:rw:x", "/a:/b/../c"])
    func noVolumes(text: String) { #expect(throws: RuntimeError.self) { try Volume(text) } }

    @Test("sets variables, the user's own last")
    func environment() {
        let user = ImageUser(user: 0, group: 0, home: "/root")
        let values = ContainerProcess.environment(
            image: ["PATH=/bin", "broken", "=x"], user: user, terminal: true, more: ["A=1", "PATH=/usr/bin"])
        #expect(values == ["PATH=/usr/bin", "HOME=/root", "TERM=xterm", "A=1"])
    }

    @Test("requires kernel features by their names")
    func requirements() throws {
        #expect(try Requirement("all") == .all)
        #expect(try Requirement("memfd-noexec,landlock.net") == .features([.memoryPrograms, .landlockNetwork]))
        #expect(throws: RuntimeError.self) { try Requirement("landlock") }
        #expect(throws: RuntimeError.self) { try Requirement.all.check([.seccomp]) }
        #expect(throws: Never.self) { try Requirement.features([.overlay]).check([.seccomp]) }
    }
}
