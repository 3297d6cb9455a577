internal import Bytes
internal import Platform
internal import Profiles

/// The programs by which the kernel asks, for every socket of a container's control group, where it may lead and wait.
///
/// They hold one container where a network namespace is shared, and also one that may change its namespace's packet filter. A program
/// goes through the rules in turn; each loads what it compares anew, so that the kernel's check of it knows one state only at its end.
struct SocketFilter: Sendable, Equatable {
    /// Instructions that a program can have: as many as the kernel looks at.
    static let limit = 500_000

    let listening: [NetworkPolicy.Listening]
    let openings: [NetworkPolicy.Opening]
    let ownsLoopback: Bool

    /// - Parameter ownsLoopback: whether what goes to the loopback device stays in a network namespace of the container's own.
    init(_ policy: NetworkPolicy, resolved: [String: [IPAddress]], ownsLoopback: Bool) {
        listening = policy.listening
        openings = policy.openings(resolved)
        self.ownsLoopback = ownsLoopback
    }

    /// Holds the processes of a control group, now and later, in the place of what held them before.
    func hold(group: borrowing FileHandle) throws {
        for attachment in SocketProgram.Attachment.allCases {
            let instructions = program(for: attachment)
            guard instructions.count <= Self.limit else {
                throw RuntimeError(.invalid, "the profile names more destinations than the kernel's programs can hold")
            }
            try SocketProgram(instructions, for: attachment).attach(to: group)
        }
    }

    /// The instructions of one of the programs.
    func program(for attachment: SocketProgram.Attachment) -> [UInt64] {
        if attachment == .receive { return reception }
        var code = SocketCode(attachment)
        switch attachment {
        case .receive: break
        case .bind4, .bind6:
            // Port 0 is one that the kernel chooses, by which somebody who asks is answered.
            code.rule(.accept) { $0.require(ports: 0...0) }
            for rule in listening {
                code.rule(.accept) { code in
                    code.require(protocol: rule.transport.number)
                    code.require(ports: rule.ports.first...rule.ports.last)
                }
            }
        case .connect4, .connect6, .send4, .send6:
            let isVersion6 = attachment == .connect6 || attachment == .send6
            // An answer goes where the question came from, which no rule knows. The packet filter, which does, refuses what is no answer.
            for rule in listening where rule.transport == .udp {
                code.rule(.accept) { code in
                    code.require(protocol: rule.transport.number)
                    code.require(ownPorts: rule.ports.first...rule.ports.last)
                }
            }
            addRules(for: openings, to: &code, isVersion6: isVersion6, loopback: Self.loopback)
        }
        return code.end()
    }

    /// Writes the rules about addresses: those of the loopback device, and those of the profile, by which alone metadata is reached.
    func addRules(
        for openings: [NetworkPolicy.Opening], to code: inout SocketCode, isVersion6: Bool, loopback: [Subnet]
    ) {
        if ownsLoopback {
            for subnet in loopback { code.rule(.accept) { $0.require(subnet, isVersion6: isVersion6) } }
        }
        let named = openings.filter(NetworkPolicy.namesMetadata)
        for opening in named { code.rule(opening, isVersion6: isVersion6) }
        for subnet in NetworkPolicy.metadata { code.rule(.refuse) { $0.require(subnet, isVersion6: isVersion6) } }
        for opening in openings where !NetworkPolicy.namesMetadata(opening) {
            code.rule(opening, isVersion6: isVersion6)
        }
    }

    /// Addresses of a machine's own; nothing in place of an address means the loopback one.
    private static let loopback = ["127.0.0.0/8", "0.0.0.0/32", "::1/128", "::/128"].compactMap { Subnet($0) }
}
