import Bytes
import Glibc
import Platform
import TestSupport
import Testing

@testable import Runtime

@Suite("Networks of containers", .serialized, .enabled(if: isRoot, "it needs root"))
struct ContainerNetworksTests {
    private let place: RuntimePlace
    private let networks: ContainerNetworks

    init() throws {
        place = try RuntimePlace()
        networks = ContainerNetworks(place.runtime, resolver: NameResolver { _ in [] })
    }

    private func hasDevice(_ name: String) throws -> Bool { try NetworkDevices().index(of: name) != nil }

    @Test("are made once, and nothing is left of them")
    func lifetime() throws {
        let network = try networks.create("web", subnets: [], isInternal: false)
        #expect(network.subnets.count == (NetworkKernel().hasVersion6 ? 2 : 1))
        #expect(try hasDevice(network.bridge))
        #expect(networks.store.record("web") == network)
        #expect(throws: RuntimeError.self) { try networks.create("web") }
        let other = try networks.create("other", isInternal: true)
        #expect(other.subnets.allSatisfy { subnet in !network.subnets.contains(where: subnet.overlaps) })
        #expect(throws: RuntimeError.self) { try networks.create("third", subnets: [network.subnets[0]]) }
        try networks.remove("web")
        try networks.remove("other")
        #expect(throws: RuntimeError.self) { try networks.remove("web") }
        #expect(try !hasDevice(network.bridge) && !hasDevice(other.bridge))
        #expect(try Directory.names(at: place.runtime.networks) == ["lock"])
    }

    @Test("are mended where the kernel lost its part, and can be removed then")
    func mending() throws {
        let network = try networks.create("web")
        try networks.kernel.remove(network)
        try networks.refresh()
        #expect(try hasDevice(network.bridge))
        try networks.kernel.remove(network)
        try networks.remove("web")
        #expect(try Directory.names(at: place.runtime.networks) == ["lock"])
    }

    @Test("know nothing of what was not written whole")
    func halfMade() throws {
        try Directory.make("\(place.runtime.networks)/web/members")
        #expect(try networks.store.all() == [])
        let network = try networks.create("web")
        try AtomicFile.write(Array("{".utf8), to: "\(place.runtime.networks)/web/members/broken")
        try networks.refresh()
        #expect(networks.members(of: network) == [])
        try networks.remove("web")
    }

    @Test("connect a container, and let go of it when it is gone", arguments: [true, false])
    func member(isDetached: Bool) throws {
        let network = try networks.create("web")
        defer { try? networks.remove("web") }
        let folder = place.folder("container")
        try Directory.make("\(folder)/etc")
        let identifier = "0123456789abcdef0123456789abcdef"
        var device = ""
        do {
            let space = try NetworkSpace()
            let policy = NetworkSample.policy
            let port = try PublishedPort("127.0.0.1:48123:8080")
            let notes = try networks.attach(
                NetworkedContainer(
                    identifier: identifier, name: "a", process: space.process, folder: folder,
                    request: NetworkRequest(.network("web"), ports: [port], policy: policy)))
            #expect(notes.count == 1 && notes[0].hasPrefix("db.internal"))
            let member = try #require(networks.members(of: network).first)
            device = member.device
            #expect(try hasDevice(device))
            let shown = try space.run("ip", "-br", "address", "show", "eth0")
            for address in member.addresses { #expect(shown.contains("\(address)/")) }
            let hosts = String(decoding: try TestFiles.bytes(at: "\(folder)/etc/hosts"), as: UTF8.self)
            #expect(hosts.contains("\(member.addresses[0])\ta a.web\n"))
            // Another cannot have the port.
            let other = try NetworkSpace()
            #expect(throws: RuntimeError.self) {
                try networks.attach(
                    NetworkedContainer(
                        identifier: "f" + identifier.dropFirst(), name: "b", process: other.process, folder: folder,
                        request: NetworkRequest(.network("web"), ports: [port], policy: policy)))
            }
            #expect(networks.members(of: network).map(\.name) == ["a"])
            #expect(throws: RuntimeError.self) { try networks.remove("web") }
            if isDetached { try networks.detach(identifier) }
        }
        // Whoever comes next clears away what a process that was killed had.
        if !isDetached { try networks.refresh() }
        #expect(networks.store.members(of: "web") == [])
        #expect(try !hasDevice(device))
        ControlGroups().remove(ContainerBundle.controlGroup(identifier))
        try networks.remove("web")
    }

    @Test("keep lists of hosts in their place")
    func hosts() throws {
        let path = place.folder("hosts")
        try AtomicFile.write(Array("127.0.0.1 a-name-that-is-long\n".utf8), to: path)
        let inode = try FileStatus(of: path).inode
        for text in ["1.2.3.4 b\n", "1.2.3.4 b\n5.6.7.8 another\n", ""] {
            try HostsFile.write(text, to: path)
            #expect(try TestFiles.bytes(at: path) == Array(text.utf8))
        }
        #expect(try FileStatus(of: path).inode == inode)
    }
}
