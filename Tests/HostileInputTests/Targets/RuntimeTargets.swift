import Bytes

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
    ]

    private static var policies: [[UInt8]] {
        var policy = LandlockPolicy([.files, .bind, .connect, .scope])
        policy.allow("/usr/bin/sh", [.read, .execute])
        policy.allow("/tmp", [.read, .write, .list, .create, .control])
        policy.allow(port: 443, .connect)
        policy.allow(port: 80, [.bind, .connect])
        return [try? policy.encoded(), try? LandlockPolicy().encoded()].compactMap { $0 }
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
