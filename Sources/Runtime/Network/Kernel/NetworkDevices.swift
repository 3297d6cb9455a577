internal import Bytes
internal import Platform

/// The devices, addresses and routes of one network namespace, by rtnetlink(7).
struct NetworkDevices {
    private let socket: NetlinkSocket

    init(in space: NetlinkSocket.Space = .own) throws(SystemError) { socket = try NetlinkSocket(.route, in: space) }

    /// Errors that say that what is wanted is so already, or that what is to go is not there.
    private static let exists: Int32 = 17
    private static let missing: Set<Int32> = [2, 19]

    /// Makes a bridge unless there is one; gives its number.
    func makeBridge(_ name: String, address: [UInt8]) throws(SystemError) -> UInt32 {
        if let known = try index(of: name) { return known }
        var messages = NetlinkMessages()
        messages.message(16, [.acknowledge, .create, .exclusive], header: Self.link()) { message in
            message.attribute(3, name)
            // Of its own, so that it does not change with the devices that come and go.
            message.attribute(1, address)
            message.nest(18) { $0.attribute(1, "bridge") }
        }
        do throws(SystemError) { try messages.send(by: socket) } catch {
            guard error.number == Self.exists else { throw error }
        }
        guard let made = try index(of: name) else { throw SystemError(number: 19, call: "netlink", path: name) }
        return made
    }

    /// Makes a pair of devices: one here that is part of a bridge, the other in the namespace of a process.
    func makePair(
        _ name: String, bridge: UInt32, other: String, process: Int32, address: [UInt8]
    ) throws(SystemError) {
        var messages = NetlinkMessages()
        messages.message(16, [.acknowledge, .create, .exclusive], header: Self.link(flags: 1, change: 1)) { message in
            message.attribute(3, name)
            message.attribute(10, bridge)
            message.nest(18) { message in
                message.attribute(1, "veth")
                message.nest(2) { message in
                    message.nest(1) { message in
                        message.append(Self.link())
                        message.attribute(3, other)
                        message.attribute(1, address)
                        message.attribute(19, UInt32(bitPattern: process))
                    }
                }
            }
        }
        try messages.send(by: socket)
    }

    /// Gives a device addresses and lets it run.
    func start(_ device: UInt32, addresses: [(address: IPAddress, length: Int)]) throws(SystemError) {
        for (address, length) in addresses {
            var messages = NetlinkMessages()
            let family: UInt8 = address.isVersion6 ? 10 : 2
            let header = [family, UInt8(clamping: length), 0, 0] + NetlinkMessages.bytes(device)
            messages.message(20, [.acknowledge, .create, .exclusive], header: header) { message in
                message.attribute(2, address.bytes)
                message.attribute(1, address.bytes)
                // Addresses are given once, by us: nobody has to be asked whether they are another's (IFA_F_NODAD).
                message.attribute(8, 0x02)
            }
            do throws(SystemError) { try messages.send(by: socket) } catch {
                guard error.number == Self.exists else { throw error }
            }
        }
        var messages = NetlinkMessages()
        messages.message(16, .acknowledge, header: Self.link(index: device, flags: 1, change: 1))
        try messages.send(by: socket)
    }

    /// Sends what goes nowhere else by a gateway.
    func route(by gateway: IPAddress, device: UInt32) throws(SystemError) {
        var messages = NetlinkMessages()
        // The main table, by an administrator, everywhere, unicast.
        let header = [gateway.isVersion6 ? 10 : 2, 0, 0, 0, 254, 4, 0, 1, 0, 0, 0, 0] as [UInt8]
        messages.message(24, [.acknowledge, .create, .exclusive], header: header) { message in
            message.attribute(5, gateway.bytes)
            message.attribute(4, device)
        }
        do throws(SystemError) { try messages.send(by: socket) } catch {
            guard error.number == Self.exists else { throw error }
        }
    }

    /// Removes a device; one that is missing is fine.
    func remove(_ name: String) throws(SystemError) {
        var messages = NetlinkMessages()
        messages.message(17, .acknowledge, header: Self.link()) { $0.attribute(3, name) }
        do throws(SystemError) { try messages.send(by: socket) } catch {
            guard Self.missing.contains(error.number) else { throw error }
        }
    }

    /// The number of a device; nothing where there is none of this name.
    func index(of name: String) throws(SystemError) -> UInt32? {
        var messages = NetlinkMessages()
        messages.message(18, .acknowledge, header: Self.link()) { $0.attribute(3, name) }
        do throws(SystemError) {
            guard let answer = try messages.send(by: socket).first, answer.count >= 32 else { return nil }
            return (0..<4).reduce(0) { $0 | UInt32(answer[20 + $1]) << UInt32($1 * 8) }
        } catch {
            guard Self.missing.contains(error.number) else { throw error }
            return nil
        }
    }

    /// The networks that addresses and routes of this namespace lead to, but for the routes to everywhere.
    func knownNetworks() throws(SystemError) -> [Subnet] {
        var networks: [Subnet] = []
        for family in [2, 10] as [UInt8] {
            var addresses = NetlinkMessages()
            addresses.message(22, .list, header: [family, 0, 0, 0, 0, 0, 0, 0])
            for answer in try addresses.send(by: socket) where answer.count >= 24 {
                let found = NetlinkMessages.attributes(of: answer, behind: 8)[1]
                if let found, let address = IPAddress(bytes: Array(found)) {
                    networks.append(Subnet(around: address, length: Int(answer[17])))
                }
            }
            var routes = NetlinkMessages()
            routes.message(26, .list, header: [family] + [UInt8](repeating: 0, count: 11))
            for answer in try routes.send(by: socket) where answer.count >= 28 && answer[17] > 0 {
                let found = NetlinkMessages.attributes(of: answer, behind: 12)[1]
                if let found, let address = IPAddress(bytes: Array(found)) {
                    networks.append(Subnet(around: address, length: Int(answer[17])))
                }
            }
        }
        return networks
    }

    /// The header of messages about devices (`struct ifinfomsg`).
    private static func link(index: UInt32 = 0, flags: UInt32 = 0, change: UInt32 = 0) -> [UInt8] {
        [0, 0, 0, 0] + NetlinkMessages.bytes(index) + NetlinkMessages.bytes(flags) + NetlinkMessages.bytes(change)
    }
}
