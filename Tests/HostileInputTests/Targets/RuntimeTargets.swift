import Bytes
import Profiles

@testable import Runtime

extension ParserTarget {
    /// What the runtime reads again.
    static let runtime: [ParserTarget] = [
        ParserTarget("landlock-policy", seeds: policies) { bytes in
            _ = LandlockPolicy.problem(in: bytes.array)
        },
        ParserTarget("container-record", seeds: [record]) { bytes in
            guard let record = ContainerRecord(bytes.array) else { return }
            try require(ContainerRecord(record.document) == record, "a record written anew is another")
        },
        ParserTarget("container-log", documents: ["2026-01-02T03:04:05.000000006Z stderr P a b", "t stdout F "]) {
            bytes in
            _ = ContainerLog.piece(bytes.array[...])
        },
        ParserTarget("network-record", seeds: networks) { bytes in
            if let network = NetworkRecord(bytes.array) {
                try require(NetworkRecord(network.document) == network, "a network written anew is another")
            }
            if let member = NetworkMember(bytes.array) {
                try require(NetworkMember(member.document) == member, "a member written anew is another")
            }
        },
        ParserTarget("netlink", seeds: [[UInt8](repeating: 0, count: 24) + [8, 0, 1, 0, 10, 0, 0, 1]]) { bytes in
            _ = NetlinkMessages.attributes(of: bytes.array, behind: 8)
        },
        ParserTarget("published-port", documents: ["127.0.0.1:8080:80/udp", "[::1]:8080:80", "10.0.0.0/8"]) { bytes in
            let text = String(decoding: bytes.array, as: UTF8.self)
            if let port = try? PublishedPort(text) {
                try require(try PublishedPort("\(port)") == port, "a port written anew is another")
            }
            _ = try? Subnet(ofNetwork: text)
        },
    ]

    private static var policies: [[UInt8]] {
        var policy = LandlockPolicy([.files, .bind, .connect, .scope])
        policy.allow("/usr/bin/sh", [.read, .execute])
        policy.allow("/tmp", [.read, .write, .list, .create, .control])
        policy.allow(port: 443, .connect)
        policy.allow(port: 80, [.bind, .connect])
        return [try? policy.encoded(), try? LandlockPolicy().encoded()].compactMap { $0 }
    }

    private static var networks: [[UInt8]] {
        let network = NetworkRecord(
            name: "web", bridge: "hb0123456789ab", subnets: ["10.0.0.0/24", "fd00::/64"].compactMap { Subnet($0) },
            isInternal: true)
        var member = NetworkMember(
            NetworkedContainer(
                identifier: "abc", name: "web", process: 12, folder: "/",
                request: NetworkRequest(
                    .none, policy: NetworkPolicy(leading: [.init(destination: .any, ports: .all, transport: .udp)]))),
            startTime: 34)
        member.addresses = network.gateways
        member.ports = [try? PublishedPort("80:80")].compactMap { $0 }
        member.resolved = ["db": network.gateways]
        return [network.document, member.document]
    }

    private static var record: [UInt8] {
        var record = ContainerRecord(
            identifier: "abc", name: "web", target: "image", command: ["sh"], created: 1, engine: "/usr/sbin/runc",
            stopSignal: "SIGQUIT", keepsLog: true, isRemovedAtEnd: false)
        record.process = 12
        record.startTime = 34
        record.environment = ["A=1"]
        record.groups = [4]
        record.identityBase = 524_288
        return record.document
    }
}
