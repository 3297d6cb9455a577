internal import Bytes
internal import Profiles

/// One rule of a packet filter: what must be so of a packet, and what is done then.
///
/// Its description is how nft(8) writes it.
struct PacketRule: Sendable, Equatable, CustomStringConvertible {
    /// One condition.
    enum Condition: Sendable, Equatable {
        /// Where it came in, or goes out.
        case device(isOutput: Bool, String, isEqual: Bool)
        /// Its source or destination.
        case address(isSource: Bool, Subnet)
        /// Its version of the protocol.
        case version(Int)
        /// Its destination's ports.
        case ports(Transport, PortRange)
        /// That it belongs to what was permitted before.
        case known
        /// That it goes where a published port led it.
        case translated
        /// That it goes to an address of this machine.
        case local
        /// That one neighbour finds another by it, or answers (ICMPv6 of types 135 and 136).
        case neighbour(isAnswer: Bool)
    }

    /// What is done with the packet.
    enum Verdict: Sendable, Equatable {
        case accept
        case drop
        /// Tells the sender that it is forbidden.
        case reject
        /// Leads it to another address and port.
        case translate(IPAddress, UInt16)
        /// Lets it go on as if it came from here.
        case masquerade
    }

    let conditions: [Condition]
    let verdict: Verdict

    init(_ conditions: [Condition], _ verdict: Verdict) {
        self.conditions = conditions
        self.verdict = verdict
    }

    /// Lets neighbours find each other.
    static let neighbours = [false, true].map { PacketRule([.neighbour(isAnswer: $0)], .accept) }

    var description: String { (conditions.map(\.description) + [verdict.description]).joined(separator: " ") }
}

extension PacketRule.Condition: CustomStringConvertible {
    var description: String {
        switch self {
        case .device(let isOutput, let name, let isEqual):
            "\(isOutput ? "oifname" : "iifname") \(isEqual ? "" : "!= ")\"\(name)\""
        case .address(let isSource, let subnet):
            "\(subnet.base.isVersion6 ? "ip6" : "ip") \(isSource ? "saddr" : "daddr") \(subnet.shown)"
        case .version(let number): "meta nfproto ipv\(number)"
        case .ports(let transport, let ports): "\(transport.rawValue) dport \(ports)"
        case .known: "ct state established,related"
        case .translated: "ct status dnat"
        case .local: "fib daddr type local"
        case .neighbour(let isAnswer): "icmpv6 type nd-neighbor-\(isAnswer ? "advert" : "solicit")"
        }
    }
}

extension PacketRule.Verdict: CustomStringConvertible {
    var description: String {
        switch self {
        case .accept: "accept"
        case .drop: "drop"
        case .reject: "reject with icmpx admin-prohibited"
        case .translate(let address, let port):
            address.isVersion6 ? "dnat ip6 to [\(address)]:\(port)" : "dnat ip to \(address):\(port)"
        case .masquerade: "masquerade"
        }
    }
}

extension Subnet {
    /// A single address without its length.
    var shown: String { length == base.bytes.count * 8 ? "\(base)" : "\(self)" }
}

/// A named set of chains of rules, of one network namespace.
struct PacketTable: Sendable, Equatable, CustomStringConvertible {
    /// Where the kernel asks a chain (`enum nf_inet_hooks`).
    enum Hook: UInt32, Sendable {
        case prerouting = 0
        case input = 1
        case forward = 2
        case output = 3
        case postrouting = 4
    }

    /// What a chain may do.
    enum Kind: String, Sendable {
        case filter
        case nat
    }

    /// Rules that the kernel asks in turn until one decides.
    struct Chain: Sendable, Equatable {
        let name: String
        let kind: Kind
        let hook: Hook
        /// Chains of lower priority are asked first.
        let priority: Int32
        /// What becomes of a packet of which no rule decides.
        let isOpen: Bool
        var rules: [PacketRule] = []
    }

    let name: String
    var chains: [Chain] = []

    var description: String {
        var lines = ["table inet \(name) {"]
        for (index, chain) in chains.enumerated() {
            if index > 0 { lines.append("") }
            lines.append("\tchain \(chain.name) {")
            lines.append(
                "\t\ttype \(chain.kind) hook \(chain.hook) priority \(chain.priority); policy \(chain.isOpen ? "accept" : "drop");"
            )
            lines += chain.rules.map { "\t\t\($0)" }
            lines.append("\t}")
        }
        return (lines + ["}"]).joined(separator: "\n") + "\n"
    }
}
