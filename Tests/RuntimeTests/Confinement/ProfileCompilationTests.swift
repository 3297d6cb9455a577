import Bytes
import Images
import Platform
import Profiles
import TestSupport
import Testing

@testable import Runtime

@Suite("A profile compiled", .enabled(if: isRoot, "its files are a layer's, which needs root"))
struct ProfileCompilationTests {
    private let place: RuntimePlace
    private let files: LayeredFiles

    init() throws {
        place = try RuntimePlace()
        let archive = TarBlocks.archive { tar in
            for path in ["usr/bin/sh", "usr/bin/curl", "usr/lib/libc.so", "etc/conf/a", "srv/data/x", "var/file"] {
                tar.file(path, path)
            }
            tar.append(.init("bin", type: "2").with { $0.link = Array("usr/bin".utf8) })
        }
        files = try LayeredFiles(lowestFirst: LayerStore(place.runtime).folders(of: place.image([archive])))
    }

    private func confinement(_ change: (inout Profile) -> Void) -> Confinement {
        var profile = Profile(image: ImageIdentity(name: "sample", platform: "linux/amd64"))
        change(&profile)
        return Confinement(profile, files: files)
    }

    private func entry<Subject: Rule>(_ rule: Subject) -> Entry<Subject> { Entry(rule, .declared) }

    @Test("maps its users and groups")
    func users() {
        let confinement = confinement { profile in
            profile.users = [entry(UserRule(uid: 0, gid: 0)), entry(UserRule(uid: 33, gid: 34, groups: [4]))]
        }
        #expect(confinement.users == [0, 33])
        #expect(confinement.groups == [0, 34, 4])
        let user = ImageUser(user: 33, group: 34, groups: [4, 5])
        #expect(throws: Never.self) { try confinement.permitted(user) }
        #expect((try? confinement.permitted(user))?.groups == [4])
        #expect(throws: RuntimeError.self) { try confinement.permitted(ImageUser(user: 1, group: 34)) }
        #expect(throws: RuntimeError.self) { try confinement.permitted(ImageUser(user: 33, group: 33)) }
    }

    @Test("permits no file that it does not name")
    func nothing() {
        let confinement = confinement { $0.files = [] }
        #expect(confinement.landlock.paths == [:])
        #expect(confinement.landlock.domains == [.files, .scope, .bind, .connect])
        let terminal = self.confinement { $0.files = [entry(FileRule(path: "/dev/tty", access: .write))] }
        #expect(terminal.landlock.paths == ["/dev/tty": [.read, .write, .control, .alone]])
    }

    @Test("executes what it names, its interpreters and loaders, and nothing that it reads only")
    func executables() {
        let confinement = confinement { profile in
            profile.executables = [
                entry(
                    ExecutableRule(
                        path: "/usr/bin/sh", sha256: Digest(of: Array("usr/bin/sh".utf8)), loader: "/lib/ld.so"))
            ]
            profile.files = [entry(FileRule(path: "/usr", isTree: true))]
        }
        let paths = confinement.landlock.paths
        #expect(paths["/usr/bin/sh"] == [.execute, .read])
        #expect(paths["/lib/ld.so"] == [.execute, .read])
        // The folder of programs is no part of what can be read: a loader could run what lies in it.
        #expect(paths["/usr"] == nil)
        #expect(paths["/usr/bin"] == nil)
        #expect(paths["/usr/lib"] == [.read, .list])
        #expect(throws: Never.self) { try confinement.verifyExecutables(in: files) }
    }

    @Test("is not started when an executable is another")
    func verification() {
        let other = confinement { profile in
            profile.executables = [entry(ExecutableRule(path: "/bin/sh", sha256: Digest(of: [])))]
        }
        #expect(throws: RuntimeError.self) { try other.verifyExecutables(in: files) }
        let missing = confinement { profile in
            profile.executables = [entry(ExecutableRule(path: "/bin/none", sha256: Digest(of: [])))]
        }
        #expect(throws: RuntimeError.self) { try missing.verifyExecutables(in: files) }
    }

    @Test("mounts what can be written, once")
    func writable() {
        let confinement = confinement { profile in
            profile.files = [
                entry(FileRule(path: "/srv", isTree: true, access: .write, mayCreate: true)),
                entry(FileRule(path: "/srv/data", isTree: true, access: .write, mayCreate: true)),
                entry(FileRule(path: "/var/file", access: .write)), entry(FileRule(path: "/var/none", access: .write)),
                entry(FileRule(path: "/dev/shm", isTree: true, access: .write, mayCreate: true)),
            ]
            profile.volumes = [entry(VolumeRule(path: "/var/lib/db", access: .write))]
        }
        #expect(confinement.writable == ["/srv", "/var/file", "/var/lib/db"])
        #expect(confinement.landlock.paths["/srv"] == [.read, .write, .list, .create])
        #expect(confinement.landlock.paths["/var/file"] == [.read, .write, .alone])
    }

    private static let port = PortRange(8080) ?? .all

    @Test("restricts ports unless all are permitted")
    func ports() throws {
        let all = confinement { profile in
            profile.connect = [entry(ConnectRule(to: .any, ports: .all))]
            profile.listen = [entry(ListenRule(ports: Self.port))]
        }
        #expect(all.landlock.domains == [.files, .scope, .bind])
        #expect(all.landlock.ports == [8080: .bind])
        #expect(confinement { _ in }.landlock.domains == [.files, .scope, .bind, .connect])
    }

    @Test("limits resources")
    func resources() {
        let confinement = confinement { profile in
            profile.resources = [
                entry(ResourceRule(.memory, limit: 1 << 30)), entry(ResourceRule(.cpus, limit: 1500)),
                entry(ResourceRule(.pids, limit: 100)), entry(ResourceRule(.descriptors, limit: 1024)),
            ]
        }
        #expect(confinement.resources.memory == 1 << 30)
        #expect(confinement.resources.processors == 1.5)
        #expect(confinement.resources.processes == 100)
        #expect(confinement.resources.openFiles == 1024)
        #expect(confinement.needs.isSuperset(of: [.memoryLimit, .processorLimit, .processLimit, .memoryPrograms]))
    }
}
