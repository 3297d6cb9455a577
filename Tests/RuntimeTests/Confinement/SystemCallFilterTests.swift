import JSON
import Profiles
import Testing

@testable import Runtime

@Suite("A filter of system calls")
struct SystemCallFilterTests {
    private func filter(_ names: [String], users: [UInt32] = [0], groups: [UInt32] = [0]) -> SystemCallFilter {
        SystemCallFilter(names.map { SystemCallRule($0) }, users: users, groups: groups, families: [1, 2])
    }

    private func conditions(_ filter: SystemCallFilter, _ name: String) -> [[ArgumentCondition]] {
        filter.rules.filter { $0.names.contains(name) }.map(\.conditions)
    }

    @Test("allows what is named and what the start needs")
    func plain() {
        let filter = filter(["uname"])
        #expect(conditions(filter, "uname") == [[]])
        #expect(conditions(filter, "execve") == [[]])
        #expect(conditions(filter, "landlock_restrict_self") == [[]])
        #expect(conditions(filter, "mount").isEmpty)
        #expect(filter.unknown.isEmpty)
    }

    @Test("keeps clone from making namespaces, and hides clone3")
    func clone() {
        let filter = filter(["clone", "clone3"])
        #expect(conditions(filter, "clone") == [[ArgumentCondition(argument: 0, .maskedEqual, 0, mask: 0x7e02_0000)]])
        #expect(conditions(filter, "clone3").isEmpty)
        #expect(filter.unknown == ["clone3"])
    }

    @Test("hides clone3 from libraries also where the profile has conditions of its own on clone")
    func conditionedClone() {
        let condition = ArgumentCondition(argument: 0, .maskedEqual, 0, mask: 0x7e02_0000)
        let filter = SystemCallFilter(
            [SystemCallRule("clone", when: [condition])], users: [0], groups: [0], families: [])
        #expect(conditions(filter, "clone") == [[condition]])
        #expect(filter.unknown == ["clone3"])
    }

    @Test("allows sockets of some families only")
    func sockets() {
        #expect(
            conditions(filter(["socket"]), "socket") == [
                [ArgumentCondition(argument: 0, .equal, 1)], [ArgumentCondition(argument: 0, .equal, 2)],
            ])
    }

    @Test("lets a process become who is permitted")
    func identities() {
        let filter = filter(["setuid", "setgid", "setresuid"], users: [0, 33], groups: [33])
        let low: UInt64 = 0xffff_ffff
        #expect(
            conditions(filter, "setuid") == [
                [ArgumentCondition(argument: 0, .maskedEqual, 0, mask: low)],
                [ArgumentCondition(argument: 0, .maskedEqual, 33, mask: low)],
            ])
        #expect(conditions(filter, "setgid").count == 1)
        // Each of three is one of two, or stays.
        #expect(conditions(filter, "setresuid").count == 27)
    }

    @Test("leaves many identities to the user namespace")
    func manyIdentities() {
        #expect(conditions(filter(["setuid"], users: [0, 1, 2, 3]), "setuid") == [[]])
    }

    @Test("takes conditions of the profile as they are")
    func conditioned() {
        let condition = ArgumentCondition(argument: 1, .less, 10)
        let filter = SystemCallFilter(
            [SystemCallRule("ioctl", when: [condition])], users: [0], groups: [0], families: [])
        #expect(conditions(filter, "ioctl") == [[condition]])
    }

    @Test("is written as the runtime specification has it")
    func document() throws {
        var writer = JSONWriter(indent: 0)
        writer.object { filter(["personality", "clone"]).write(into: &$0, architecture: "SCMP_ARCH_X86_64") }
        let bytes = writer.finish()
        let json = try JSONValue(bytes.span)
        let seccomp = json["seccomp"]
        #expect(seccomp?["defaultAction"]?.string == "SCMP_ACT_ERRNO")
        #expect(seccomp?["architectures"]?[0]?.string == "SCMP_ARCH_X86_64")
        let calls = seccomp?["syscalls"]?.array ?? []
        let clone = try #require(calls.first { $0["names"]?[0]?.string == "clone" })
        #expect(clone["args"]?[0]?["value"]?.integer == 0x7e02_0000)
        #expect(clone["args"]?[0]?["valueTwo"]?.integer == 0)
        #expect(clone["args"]?[0]?["op"]?.string == "SCMP_CMP_MASKED_EQ")
        #expect(calls.filter { $0["names"]?[0]?.string == "personality" }.count == 5)
        #expect(calls.last?["errnoRet"]?.integer == 38)
    }
}
