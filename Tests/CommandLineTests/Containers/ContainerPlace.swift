import Glibc
import Platform
import Profiles
import TestSupport
import Testing

/// A home with a runtime folder of its own, whose containers go with it.
final class ContainerPlace: Sendable {
    let home: Workplace
    let image: String

    /// Whether containers of the slim image can be run here: it was built, we are root, and runc is installed.
    static let isPossible =
        getuid() == 0 && RealImages.slim.layout != nil && RunningProgram.path("runc") != nil

    /// - Parameter isUnpacked: whether the image's layers are in the store already.
    init(isUnpacked: Bool = true) throws {
        home = try Workplace(hasAdvisories: false)
        // Containers' own users pass through it.
        chmod(home.folder.path, 0o711)
        image = try #require(RealImages.slim.layout)
        guard isUnpacked, let store = Self.unpacked else { return }
        _ = try ChildProcess.run("/bin/cp", ["-al", store.home("runtime"), root])
    }

    /// A place whose store has the image's layers, for others to link to.
    private static let unpacked: ContainerPlace? = {
        guard isPossible, let place = try? ContainerPlace(isUnpacked: false) else { return nil }
        return (try? place.shell("true", profile: nil))?.code == 0 ? place : nil
    }()

    deinit {
        guard let run = try? hullmark("ps", "-a") else { return }
        for line in run.text.split(separator: "\n").dropFirst() {
            if let identifier = line.split(separator: " ").first { _ = try? hullmark("rm", "-f", String(identifier)) }
        }
    }

    var root: String { home("runtime") }

    /// Runs hullmark.
    @discardableResult
    func hullmark(_ arguments: String...) throws -> HullmarkRun { try hullmark(arguments) }

    /// Runs hullmark with a list of arguments.
    @discardableResult
    func hullmark(_ arguments: [String]) throws -> HullmarkRun {
        try home.run(
            arguments, environment: ["HULLMARK_ROOT": root, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"],
            timeLimit: .seconds(120))
    }

    /// Runs hullmark beside other runs of this place; gives what went otherwise than it should.
    func failure(_ arguments: [String], code: Int32) -> String? {
        let variables = [
            "HULLMARK_ROOT=\(root)", "XDG_CACHE_HOME=\(home("cache"))", "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
        ]
        do {
            let outcome = try ChildProcess.run(
                "/usr/bin/env",
                variables + ["/bin/sh", "-c", "exec \"$@\" 2>&1", "sh", try Program.path()] + arguments,
                timeout: .seconds(120))
            if outcome.end == .exited(code) { return nil }
            return "\(code): \(outcome.end) \(String(decoding: outcome.output, as: UTF8.self))"
        } catch {
            return "\(code): \(error)"
        }
    }

    /// Runs a shell command in a container of the image that goes at its end, held to a profile or to nothing.
    func shell(_ command: String, _ options: String..., profile: Profile?) throws -> HullmarkRun {
        try hullmark(["run", "--rm"] + options + (try held(to: profile)) + [image, "/bin/sh", "-c", command])
    }

    /// The options that hold a container to a profile.
    func held(to profile: Profile?) throws -> [String] {
        guard let profile else { return ["--unconfined"] }
        return ["--profile", try home.folder.write("profile.json", profile.json)]
    }

    /// Waits until something is so.
    static func await(_ condition: () throws -> Bool) throws -> Bool {
        for _ in 0..<200 {
            if try condition() { return true }
            usleep(50_000)
        }
        return false
    }

    /// What the containers of this place left: folders, groups, mounts.
    func leftovers() throws -> [String] {
        var found = try Directory.names(at: "\(root)/containers") + Directory.names(at: "\(root)/names")
        found += try Directory.names(at: "\(root)/engine")
        for folder in ["layers", "trees"] {
            found += try Directory.names(at: "\(root)/\(folder)").filter { $0.hasPrefix(".") }
        }
        let mounts = String(
            decoding: try FileHandle(reading: "/proc/self/mountinfo").read(0..<(1 << 20)), as: UTF8.self)
        found += mounts.split(separator: "\n").filter { $0.contains(home.folder.path) }.map(String.init)
        return found
    }

    /// Control groups of containers in which nobody is, in any tree.
    static func emptyGroups() throws -> Set<String> {
        var found: Set<String> = []
        let base = "/sys/fs/cgroup"
        for tree in try [base] + Directory.names(at: base).map({ "\(base)/\($0)" }) {
            for name in (try? Directory.names(at: tree)) ?? [] where name.hasPrefix("hullmark-") {
                // That of a network has nobody in it, ever.
                if name.hasPrefix("hullmark-hb") { continue }

                guard let file = try? FileHandle(reading: "\(tree)/\(name)/cgroup.procs"),
                    let bytes = try? file.read(0..<1)
                else { continue }
                if bytes.isEmpty { found.insert("\(tree)/\(name)") }
            }
        }
        return found
    }

    /// Expects that the next start works, and that nothing is left of those before it.
    func expectNothing() throws {
        #expect(
            try Self.await {
                let run = try hullmark("run", "--rm", "--name", "web", "--unconfined", image, "true")
                return try run.code == 0 && leftovers() == []
            })
        #expect(try leftovers() == [])
        #expect(try Self.await { try processes() == [] })
    }

    /// What runs of this place's monitors, engines and containers: command lines that name it.
    func processes() throws -> [String] {
        try Directory.names(at: "/proc").compactMap { name in
            guard Int32(name) != nil, Int32(name) != getpid(),
                let file = try? FileHandle(reading: "/proc/\(name)/cmdline"),
                let bytes = try? file.read(0..<65_536)
            else { return nil }
            let words = String(decoding: bytes.map { $0 == 0 ? 0x20 : $0 }, as: UTF8.self)
            return words.contains(root) ? words : nil
        }
    }
}
