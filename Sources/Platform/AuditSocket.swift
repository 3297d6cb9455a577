internal import CPlatform
internal import Glibc

/// The stream of this machine's audit records, read beside whoever else reads it (`linux/audit.h`, the group `AUDIT_NLGRP_READLOG`).
package struct AuditSocket: ~Copyable {
    /// The kinds of records that tell of something refused.
    package enum Kind: UInt16, Sendable {
        case systemCall = 1300
        case endOfEvent = 1320
        case landlockAccess = 1423
        case landlockDomain = 1424
        case seccomp = 1326
    }

    private let handle: FileHandle

    /// Begins to read; fails with ENODATA where audit is switched off, which is not ours to change.
    package init() throws(SystemError) {
        guard try retrying("audit", { hm_audit_is_on() }) == 1 else {
            throw SystemError(number: ENODATA, call: "audit")
        }
        handle = FileHandle(owning: try retrying("socket") { hm_audit_socket() })
    }

    /// The descriptor that can be read when there are records.
    package var descriptor: Int32 { handle.descriptor }

    /// The next record of a kind that is known; nothing where there is none yet.
    package func next() -> (kind: Kind, text: String)? {
        var buffer = [UInt8](repeating: 0, count: 9000)
        while true {
            let count = recv(handle.descriptor, &buffer, buffer.count, 0)
            if count < 0 && (errno == EINTR || errno == ENOBUFS) { continue }
            guard count >= 16 else { return nil }
            guard let kind = Kind(rawValue: UInt16(buffer[4]) | UInt16(buffer[5]) << 8) else { continue }
            return (kind, String(decoding: buffer[16..<count].prefix { $0 != 0 }, as: UTF8.self))
        }
    }
}
