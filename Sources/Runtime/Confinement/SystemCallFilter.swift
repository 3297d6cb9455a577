package import JSON
package import Profiles

/// System calls that a container may make, as the runtime specification has them (`linux.seccomp`).
package struct SystemCallFilter: Sendable, Equatable {
    /// Calls that are allowed, when all conditions hold.
    package struct Rule: Sendable, Equatable {
        package let names: [String]
        package let conditions: [ArgumentCondition]
    }

    package private(set) var rules: [Rule] = []
    /// Calls that fail as if the kernel did not know them, upon which libraries do without.
    package private(set) var unknown: [String] = []
    /// Whether refusals are told to the machine's audit.
    package var isLogged = false

    /// What hullmark-init calls before it becomes the program, and the engine before that.
    package static let ofTheStart = [
        "arch_prctl", "brk", "capget", "capset", "chdir", "close", "close_range", "execve", "exit", "exit_group",
        "fchdir",
        "fchown", "fcntl", "fstat", "fstatfs", "futex", "getcwd", "getdents64", "getpid", "getppid", "gettid",
        "landlock_add_rule", "landlock_create_ruleset", "landlock_restrict_self", "mmap", "mprotect", "munmap",
        "newfstatat", "openat", "openat2", "prctl", "read", "readlinkat", "rt_sigaction", "rt_sigprocmask",
        "rt_sigreturn", "sched_yield", "set_tid_address", "setgroups", "sigaltstack", "statx", "tgkill", "write",
    ]

    /// Bits of `clone(2)` that make new namespaces.
    private static let namespaces: UInt64 = 0x7e02_0000
    /// Values of `personality(2)` that change nothing that protects: what it is, and Linux, with and without the UTS name of 2.6.
    private static let personalities: [UInt64] = [0, 0x8, 0x20000, 0x20008, 0xffff_ffff]

    /// What `fcntl(2)` may do: all but leases (1024) and signals for what happens in a folder (1026).
    ///
    /// Containers of one image share its files, and whoever has a lease on one keeps all others from opening it.
    private static let fileCommands: [UInt64] = Array(0...11) + [15, 16, 36, 37, 38, 1025] + Array(1027...1038)

    /// - Parameter calls: what the profile permits; those with conditions are taken as they are.
    /// - Parameter users: the users that a process may become.
    /// - Parameter groups: the groups that a process may become.
    /// - Parameter families: the address families of sockets (`AF_…`).
    package init(
        _ calls: some Sequence<SystemCallRule>, users: some Sequence<UInt32>, groups: some Sequence<UInt32>,
        families: [Int]
    ) {
        var plain = Set(calls.filter(\.conditions.isEmpty).map(\.name)).union(Self.ofTheStart)
        let users = Set(users).sorted()
        let groups = Set(groups).sorted()
        for call in calls where !call.conditions.isEmpty && !plain.contains(call.name) {
            add([call.name], call.conditions)
        }
        if plain.remove("clone3") != nil || calls.contains(where: { $0.name == "clone" }) {
            // Its flags lie in memory, where no filter can look; libraries fall back to clone, but only from a call that is not there.
            unknown = ["clone3"]
        }
        if plain.remove("clone") != nil {
            add(["clone"], [ArgumentCondition(argument: 0, .maskedEqual, 0, mask: Self.namespaces)])
        }
        if plain.remove("socket") != nil {
            for family in families.sorted() {
                add(["socket"], [ArgumentCondition(argument: 0, .equal, UInt64(max(0, family)))])
            }
        }
        if plain.remove("personality") != nil {
            for value in Self.personalities {
                add(["personality"], [ArgumentCondition(argument: 0, .equal, value)])
            }
        }
        if plain.remove("fcntl") != nil {
            for command in Self.fileCommands {
                add(["fcntl"], [ArgumentCondition(argument: 1, .maskedEqual, command, mask: 0xffff_ffff)])
            }
        }
        for (calls, identities) in [
            (["setuid", "setfsuid"], users), (["setgid", "setfsgid"], groups),
        ] { plain = restrict(plain, calls, arguments: 1, to: identities, takesNone: false) }
        plain = restrict(plain, ["setreuid"], arguments: 2, to: users, takesNone: true)
        plain = restrict(plain, ["setregid"], arguments: 2, to: groups, takesNone: true)
        plain = restrict(plain, ["setresuid"], arguments: 3, to: users, takesNone: true)
        plain = restrict(plain, ["setresgid"], arguments: 3, to: groups, takesNone: true)
        rules.insert(Rule(names: plain.sorted(), conditions: []), at: 0)
    }

    private mutating func add(_ names: [String], _ conditions: [ArgumentCondition]) {
        rules.append(Rule(names: names, conditions: conditions))
    }

    /// Takes calls out of those allowed whatever their arguments, and allows them for identities only.
    ///
    /// With more than three identities the combinations are too many: the user namespace, which maps no others, is left to hold them.
    private mutating func restrict(
        _ plain: Set<String>, _ calls: [String], arguments: Int, to identities: [UInt32], takesNone: Bool
    ) -> Set<String> {
        let wanted = calls.filter(plain.contains)
        guard !wanted.isEmpty, identities.count <= 3 else { return plain }
        // -1 leaves the identity as it is.
        let values = identities.map(UInt64.init) + (takesNone ? [0xffff_ffff] : [])
        var combinations: [[UInt64]] = [[]]
        for _ in 0..<arguments { combinations = combinations.flatMap { start in values.map { start + [$0] } } }
        for combination in combinations {
            // Registers have 64 bits, identities 32.
            let conditions = combination.enumerated().map {
                ArgumentCondition(argument: $0.offset, .maskedEqual, $0.element, mask: 0xffff_ffff)
            }
            add(wanted, conditions)
        }
        return plain.subtracting(wanted)
    }

    /// Writes the object `seccomp`.
    package func write(into writer: inout JSONWriter, architecture: String) {
        writer.object("seccomp") { writer in
            writer.member("defaultAction", "SCMP_ACT_ERRNO")
            writer.member("defaultErrnoRet", 1)
            if isLogged { writer.member("flags", ["SECCOMP_FILTER_FLAG_LOG"]) }
            // Programs of 32 bits have other calls and other arguments.
            writer.member("architectures", [architecture])
            writer.array("syscalls") { writer in
                for rule in rules {
                    writer.object { writer in
                        writer.member("names", rule.names)
                        writer.member("action", "SCMP_ACT_ALLOW")
                        if rule.conditions.isEmpty { return }
                        writer.array("args") { writer in
                            for condition in rule.conditions { condition.write(into: &writer) }
                        }
                    }
                }
                if !unknown.isEmpty {
                    writer.object { writer in
                        writer.member("names", unknown)
                        writer.member("action", "SCMP_ACT_ERRNO")
                        writer.member("errnoRet", 38)
                    }
                }
            }
        }
    }
}

extension ArgumentCondition {
    /// Writes the element of `args`; its numbers are unsigned and have 64 bits.
    fileprivate func write(into writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("index", argument)
            writer.name("value")
            writer.value(.number("\(comparison == .maskedEqual ? mask : value)"))
            if comparison == .maskedEqual {
                writer.name("valueTwo")
                writer.value(.number("\(value)"))
            }
            writer.member("op", operation)
        }
    }

    private var operation: String {
        switch comparison {
        case .equal: "SCMP_CMP_EQ"
        case .notEqual: "SCMP_CMP_NE"
        case .less: "SCMP_CMP_LT"
        case .lessOrEqual: "SCMP_CMP_LE"
        case .greater: "SCMP_CMP_GT"
        case .greaterOrEqual: "SCMP_CMP_GE"
        case .maskedEqual: "SCMP_CMP_MASKED_EQ"
        }
    }
}
