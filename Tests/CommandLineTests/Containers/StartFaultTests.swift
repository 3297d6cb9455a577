import Glibc
import Platform
import TestSupport
import Testing

/// Starts are killed at the n-th system call of each kind that changes something, for every n until none is left to be killed at.
@Suite(
    "Starts survive a kill at each step", .serialized,
    .enabled(
        if: ContainerPlace.isPossible && RunningProgram.path("strace") != nil,
        "it needs root, runc, strace and the slim image")
)
struct StartFaultTests {
    /// What changes something that others see, or begins or tells another process.
    private static let calls = """
        mkdir mkdirat rmdir rename renameat renameat2 unlink unlinkat link linkat symlink symlinkat mknodat write pwrite64 ftruncate \
        flock fchmod fchown fchownat clone clone3 vfork execve mount umount2 open_tree move_mount mount_setattr setns unshare bind \
        sendto sendmsg socketpair pipe2 prctl exit_group
        """.split(separator: " ").map(String.init)

    private let place: ContainerPlace
    private let options: [String]

    init() throws {
        place = try ContainerPlace()
        options = try place.held(to: SampleProfiles.shell)
    }

    private var run: [String] {
        ["run", "--name", "web", "--rm"] + options + [place.image, "/bin/true"]
    }

    /// The words that run a program which is killed at its n-th call; with all that it starts, each at its own n-th.
    private static func killed(at number: Int, of call: String, all: Bool = false) -> [String] {
        ["strace", "-qq", "-o", "/dev/null"] + (all ? ["-f"] : [])
            + ["-e", "trace=\(call)", "-e", "inject=\(call):signal=KILL:when=\(number)"]
    }

    @Test("hullmark itself")
    func caller() throws {
        #expect(try place.hullmark(run).code == 0)
        try strike(in: place, atLeast: 40) { number, call in try start(before: Self.killed(at: number, of: call)) }
    }

    @Test("hullmark itself, while it unpacks")
    func unpacking() throws {
        let place = try ContainerPlace(isUnpacked: false)
        try strike(in: place, atLeast: 40, isDense: false) { number, call in
            try start(before: Self.killed(at: number, of: call), in: place)
        }
    }

    @Test("its monitor, and its monitor with the engine", arguments: [false, true])
    func monitor(withEngine: Bool) throws {
        // In the place of hullmark-init stands a script that has its monitor killed.
        #expect(try place.hullmark(run).code == 0)
        let folder = "\(place.root)/programs"
        let name = try #require(try Directory.names(at: folder).first)
        let real = "\(place.root)/real-init"
        #expect(rename("\(folder)/\(name)", real) == 0)
        try strike(in: place, atLeast: 12, isDense: !withEngine) { number, call in
            let words = Self.killed(at: number, of: call, all: withEngine).joined(separator: " ")
            let script = """
                #!/bin/sh
                [ "$1" != monitor ] || exec \(words) -D \(real) "$@"
                exec \(real) "$@"

                """
            try AtomicFile.write(Array(script.utf8), to: "\(folder)/\(name)", isDurable: false)
            chmod("\(folder)/\(name)", 0o555)
            return try start(before: [])
        }
    }

    /// Kills at one call after the other; each start stands on what those before left.
    ///
    /// - Parameter isDense: whether each call is tried; otherwise ever fewer, the more there are.
    private func strike(
        in place: ContainerPlace, atLeast: Int, isDense: Bool = true, _ body: (Int, String) throws -> ChildProcess.End
    ) throws {
        var struck = 0
        for call in Self.calls {
            var number = 1
            while true {
                let end = try body(number, call)
                // What is being cleared away may still be in the way, but not for long.
                let isFree = try ContainerPlace.await { try place.hullmark(["rm", "-f", "web"]).code != 0 }
                #expect(isFree, "after \(call) \(number): \(end)")
                if end == .exited(0) { break }
                struck += 1
                number += isDense ? 1 : max(1, number / 2)
            }
        }
        #expect(struck >= atLeast)
        try place.expectNothing()
    }

    private func start(
        before tracer: [String], in place: ContainerPlace? = nil
    ) throws -> ChildProcess.End {
        let place = place ?? self.place
        let variables = [
            "HULLMARK_ROOT=\(place.root)", "XDG_CACHE_HOME=\(place.home("cache"))",
            "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
        ]
        return try ChildProcess.run(
            "/usr/bin/env",
            variables + ["/bin/sh", "-c", "exec \"$@\" 2>/dev/null", "sh"] + tracer + [try Program.path()]
                + run, timeout: .seconds(60)
        ).end
    }
}
