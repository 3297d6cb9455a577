internal import CPlatform
internal import Glibc

/// A connection to the kernel's networking, which takes messages and says of each whether it was done (netlink(7)).
package final class NetlinkSocket: Sendable {
    /// What is spoken to.
    package enum Family: Int32, Sendable {
        /// Devices, addresses and routes.
        case route = 0
        /// The packet filter.
        case netfilter = 12
    }

    /// Whose devices and rules are meant.
    package enum Space: Sendable {
        /// This process' own network namespace.
        case own
        /// The namespace of a process.
        case of(Int32)
        /// A new one, which goes with the socket.
        case new
    }

    private let handle: FileHandle

    package init(_ family: Family, in space: Space = .own) throws(SystemError) {
        switch space {
        case .own: handle = FileHandle(owning: try retrying("socket") { hm_netlink_socket(family.rawValue, -1) })
        case .new: handle = FileHandle(owning: try retrying("unshare") { hm_netlink_socket(family.rawValue, -2) })
        case .of(let process):
            let file = try FileHandle(reading: "/proc/\(process)/ns/net")
            let descriptor = file.descriptor
            handle = FileHandle(owning: try retrying("setns") { hm_netlink_socket(family.rawValue, descriptor) })
        }
    }

    /// Sends messages at once and waits until the kernel answered those that are numbered, each from 1 on.
    ///
    /// - Parameter acknowledged: how many of them ask for an answer; of a question the answer's parts are given.
    /// - Returns: the parts of answers, each with its header of 16 bytes.
    package func exchange(_ messages: [UInt8], acknowledged: Int) throws(SystemError) -> [[UInt8]] {
        let socket = handle.descriptor
        let room = messages.count > 65_536 ? Int32(clamping: messages.count * 2) : 0
        _ = try retrying("setsockopt") {
            hm_netlink_limits(socket, 10_000, room)
        }
        _ = try retrying("send") { send(socket, messages, messages.count, 0) }
        var parts: [[UInt8]] = []
        var left = acknowledged
        var failure: SystemError?
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while left > 0 {
            let count = try retrying("recv") { recv(socket, &buffer, buffer.count, 0) }
            var offset = 0
            while count - offset >= 16 {
                let length = Int(Self.number(buffer, offset))
                guard length >= 16, length <= count - offset else {
                    throw SystemError(number: EBADMSG, call: "recv")
                }
                switch Self.number(buffer, offset + 4) & 0xffff {
                case 2 where length >= 20:
                    // NLMSG_ERROR: 0 says that it was done.
                    let number = Int32(bitPattern: Self.number(buffer, offset + 16))
                    if number != 0, failure == nil { failure = SystemError(number: -number, call: "netlink") }
                    left -= 1
                case 3: left -= 1
                default: parts.append(Array(buffer[offset..<offset + length]))
                }
                offset += (length + 3) & ~3
            }
            // A batch that fails as a whole is answered once.
            if failure != nil { break }
        }
        if let failure { throw failure }
        return parts
    }

    private static func number(_ bytes: [UInt8], _ offset: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << UInt32($1 * 8) }
    }
}
