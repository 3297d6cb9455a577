import Platform
import Testing

@testable import Runtime

@Suite("Control groups", .enabled(if: isRoot, "it needs root"))
struct ControlGroupsTests {
    private static let groups = ControlGroups()

    @Test(
        "are not left by a process that is gone before it is put into one",
        .enabled(if: groups.isHybrid, "it needs both versions beside each other"))
    func gone() throws {
        let name = "hullmark-\(ProcessLimits.process)-gone"
        let tree = try #require(Self.groups.socketTree)
        // More than any process' number (`PID_MAX_LIMIT`).
        #expect(throws: SystemError.self) { _ = try Self.groups.socketGroup(of: 1 << 22 + 1, name: name) }
        #expect((try? FileStatus(of: "\(tree)/\(name)")) == nil)
    }

    @Test("are removed from every tree, with what runs in them")
    func remove() throws {
        let name = "hullmark-\(ProcessLimits.process)-removed"
        let tree = Self.groups.socketTree ?? "/sys/fs/cgroup/pids"
        try FileHandle(reading: tree).makeFolder(name)
        let program = try StartedProgram("/bin/sleep", ["600"], StartedProgram.Surroundings())
        try FileHandle(appending: "\(tree)/\(name)/cgroup.procs").write(Array("\(program.process)".utf8))
        Self.groups.remove(name)
        #expect(try program.wait() == 128 + 9)
        // Until it was waited for, its group may not go.
        Self.groups.remove(name)
        #expect((try? FileStatus(of: "\(tree)/\(name)")) == nil)
    }
}
