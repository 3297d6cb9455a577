package import Bytes
internal import JSON

/// What is written down of a network of containers (`networks/NAME/network`).
package struct NetworkRecord: Sendable, Equatable {
    package let name: String
    /// The device of this machine that its containers hang on.
    package let bridge: String
    /// One of version 4, and one of version 6 where the kernel has it.
    package let subnets: [Subnet]
    /// Whether nothing leads out of it.
    package let isInternal: Bool

    package init(name: String, bridge: String, subnets: [Subnet], isInternal: Bool) {
        self.name = name
        self.bridge = bridge
        self.subnets = subnets
        self.isInternal = isInternal
    }

    /// Letters, digits, dots, dashes and underscores, the first a letter or a digit; none that means something else.
    static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 64, text != "none", text != "host" else { return false }
        let isLetter = { (byte: UInt8) in (0x61...0x7a).contains(byte | 0x20) || (0x30...0x39).contains(byte) }
        return isLetter(first) && text.utf8.allSatisfy { isLetter($0) || [0x2d, 0x2e, 0x5f].contains($0) }
    }

    /// The name of the bridge of a network of a runtime folder, which no other has.
    static func bridge(_ name: String, in folder: String) -> String {
        "hb\(Digest(of: Array("\(folder)\0\(name)".utf8)).hex.prefix(12))"
    }

    /// Its addresses on this machine, by which containers go out.
    var gateways: [IPAddress] { subnets.compactMap { $0.address(1) } }

    var document: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("name", name)
            writer.member("bridge", bridge)
            writer.member("subnets", subnets.map(\.description))
            writer.member("internal", isInternal)
        }
        return writer.finish()
    }

    /// Reads a record; nothing where it is none.
    init?(_ bytes: [UInt8]) {
        guard let json = try? JSONValue(bytes.span), let name = json["name"]?.string, Self.isName(name),
            let bridge = json["bridge"]?.string, bridge.hasPrefix("hb"), bridge.utf8.count <= 15,
            let texts = json["subnets"]?.array
        else { return nil }
        let subnets = texts.compactMap { $0.string.flatMap { Subnet($0) } }
        guard !subnets.isEmpty, subnets.count == texts.count else { return nil }
        self.init(name: name, bridge: bridge, subnets: subnets, isInternal: json["internal"]?.bool ?? false)
    }
}

/// A container that is in a network (`networks/NAME/members/ID`), or in the namespace of one that is.
package struct NetworkMember: Sendable, Equatable {
    package let identifier: String
    package let name: String
    /// Its first process and when it began; it is a member until this one ends.
    let process: Int32
    let startTime: UInt64
    package var addresses: [IPAddress] = []
    package var ports: [PublishedPort] = []
    /// Nothing where it is held to nothing.
    var policy: NetworkPolicy?
    /// The addresses of the names in its profile.
    var resolved: [String: [IPAddress]] = [:]
    /// The container whose namespace it shares; nothing for its own.
    package internal(set) var host: String?
    /// Its folder, whose `etc/hosts` it sees.
    let folder: String

    init(_ container: NetworkedContainer, startTime: UInt64) {
        identifier = container.identifier
        name = container.name
        process = container.process
        self.startTime = startTime
        folder = container.folder
        policy = container.request.policy
    }

    /// Its device on this machine.
    var device: String { "hm\(identifier.prefix(13))" }

    var document: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("id", identifier)
            writer.member("name", name)
            writer.member("process", Int(process))
            writer.member("startTime", Int(clamping: startTime))
            writer.member("folder", folder)
            writer.member("addresses", addresses.map(\.description))
            writer.member("ports", ports.map(\.description))
            writer.member(ifPresent: "host", host)
            if let policy {
                writer.object("policy") { policy.write(into: &$0) }
                writer.object("resolved") { writer in
                    for (name, addresses) in resolved.sorted(by: { $0.key < $1.key }) {
                        writer.member(name, addresses.map(\.description))
                    }
                }
            }
        }
        return writer.finish()
    }

    /// Reads a record; nothing where it is none.
    init?(_ bytes: [UInt8]) {
        guard let json = try? JSONValue(bytes.span), let identifier = json["id"]?.string,
            let name = json["name"]?.string, let process = json["process"]?.integer.flatMap({ Int32(exactly: $0) }),
            let startTime = json["startTime"]?.integer.flatMap({ UInt64(exactly: $0) }),
            let folder = json["folder"]?.string
        else { return nil }
        self.identifier = identifier
        self.name = name
        self.process = process
        self.startTime = startTime
        self.folder = folder
        addresses = (json["addresses"]?.array ?? []).compactMap { $0.string.flatMap { IPAddress($0) } }
        ports = (json["ports"]?.array ?? []).compactMap { $0.string.flatMap { try? PublishedPort($0) } }
        host = json["host"]?.string
        // A policy that cannot be read holds to everything, not to nothing.
        policy = json["policy"].map { NetworkPolicy($0) ?? NetworkPolicy() }
        for member in json["resolved"]?.members ?? [] {
            resolved[member.name] = (member.value.array ?? []).compactMap { $0.string.flatMap { IPAddress($0) } }
        }
    }
}
