import Bytes
import Profiles
import Testing

@testable import Runtime

@Suite("What is asked of a network")
struct NetworkRequestTests {
    @Test(
        "publishes ports",
        arguments: [
            ("8080:80", "8080:80/tcp"), ("8080:80/tcp", "8080:80/tcp"), ("5353:53/udp", "5353:53/udp"),
            ("127.0.0.1:8080:80", "127.0.0.1:8080:80/tcp"), ("[::1]:8080:80/udp", "[::1]:8080:80/udp"),
            ("[fd00:0::1]:1:65535", "[fd00::1]:1:65535/tcp"),
        ])
    func ports(text: String, shown: String) throws {
        let port = try PublishedPort(text)
        #expect(port.description == shown)
        #expect(try PublishedPort(shown) == port)
    }

    @Test(
        "refuses what publishes nothing",
        arguments: [
            "", "80", ":80", "80:", ":", "::", "0:80", "80:0", "65536:80", "80:65536", "80-90:80", "80:80-90", "a:b",
            "80:80/sctp", "80:80/", "80:80/tcp/udp", "::1:80:80", "[127.0.0.1]:80:80", "[::1]80:80", "[::1:80:80",
            "localhost:80:80", ":80:80", "1.2.3:80:80", "-1:80", "+1:80", " 80:80", "80:80\n", "80:80\u{0}", "[]:80:80",
            "1.2.3.4:5.6.7.8:80:80",
        ])
    func noPorts(text: String) { #expect(throws: RuntimeError.self) { try PublishedPort(text) } }

    @Test("tells ports that collide")
    func collisions() throws {
        let all = try PublishedPort("80:1")
        let one = try PublishedPort("127.0.0.1:80:2")
        let other = try PublishedPort("127.0.0.2:80:3")
        #expect(all.collides(with: one) && one.collides(with: all) && one.collides(with: one))
        #expect(!one.collides(with: other))
        #expect(!all.collides(with: try PublishedPort("80:1/udp")))
        #expect(!all.collides(with: try PublishedPort("81:1")))
    }

    @Test("names a network")
    func modes() throws {
        #expect(try NetworkMode("none") == .none)
        #expect(try NetworkMode("host") == .host)
        #expect(try NetworkMode("container:web") == .container("web"))
        #expect(try NetworkMode("web-1.a_b") == .network("web-1.a_b"))
    }

    @Test(
        "refuses what names none",
        arguments: [
            "", ".", "..", "a/b", "../a", "-a", "a b", "a:b", "\u{e9}", "a\u{0}", String(repeating: "a", count: 65),
        ])
    func noModes(text: String) { #expect(throws: RuntimeError.self) { try NetworkMode(text) } }

    @Test("takes the usual network for a port alone, and no port without a network of its own")
    func usual() throws {
        let policy = NetworkPolicy(listening: [.init(ports: .all, transport: .tcp)])
        #expect(try NetworkRequest(network: nil, publishing: [], policy: nil).mode == .none)
        #expect(try NetworkRequest(network: nil, publishing: ["1:1"], policy: policy).mode == .network("default"))
        for mode in ["none", "host", "container:a"] {
            #expect(throws: RuntimeError.self) { try NetworkRequest(network: mode, publishing: ["1:1"], policy: nil) }
        }
        #expect(throws: RuntimeError.self) {
            try NetworkRequest(network: "a", publishing: ["1:1", "1:2"], policy: nil)
        }
        // What the profile does not listen on would lead nowhere.
        #expect(throws: RuntimeError.self) {
            try NetworkRequest(network: "a", publishing: ["1:1/udp"], policy: policy)
        }
    }

    @Test("rests on what holds a container there")
    func needs() {
        var confinement = Confinement()
        confinement.network = NetworkPolicy()
        #expect(confinement.needs.isDisjoint(with: [.packetFilter, .socketPrograms]))
        confinement.networkMode = .network("a")
        #expect(confinement.needs.isSuperset(of: [.packetFilter, .socketPrograms]))
        confinement.networkMode = .host
        #expect(!confinement.needs.contains(.packetFilter) && confinement.needs.contains(.socketPrograms))
        confinement.network = nil
        #expect(!confinement.needs.contains(.socketPrograms))
    }
}

@Suite("A subnet")
struct SubnetTests {
    @Test(
        "is read as it is written",
        arguments: ["10.0.0.0/8", "10.1.2.128/25", "0.0.0.0/0", "1.2.3.4/32", "fd00::/64", "::/0", "fd00::1/128"])
    func texts(text: String) { #expect(Subnet(text)?.description == text) }

    @Test(
        "is nothing else",
        arguments: [
            "", "/", "10.0.0.0", "10.0.0.1/8", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/9", "fd00::/129", "fd00::1/64",
            "a/8", "10.0.0.0/ 8",
        ])
    func noTexts(text: String) { #expect(Subnet(text) == nil) }

    @Test(
        "of a network of containers is one that machines can have, and has room",
        arguments: [
            "127.0.0.0/24", "169.254.0.0/24", "224.0.0.0/24", "0.0.0.0/8", "10.0.0.0/30", "10.0.0.0/31", "1.0.0.0/7",
            "fe80::/64", "ff00::/64", "::/64", "fd00::/126", "2000::/3", "10.0.0.1/24", "nothing",
        ])
    func unusable(text: String) { #expect(throws: RuntimeError.self) { try Subnet(ofNetwork: text) } }

    @Test("counts its addresses")
    func addresses() throws {
        let small = try #require(Subnet("10.0.0.0/29"))
        #expect(
            (0...8).map { small.address($0)?.description } == [
                nil, "10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.5", "10.0.0.6", nil, nil,
            ])
        #expect(small.room == 5)
        let large = try #require(Subnet("10.0.0.0/8"))
        #expect(large.address(65_534)?.description == "10.0.255.254")
        #expect(large.address(65_536)?.description == "10.1.0.0")
        let six = try #require(Subnet("fd00::/64"))
        #expect(six.address(0x1_0002)?.description == "fd00::1:2")
        #expect(six.room == 65_533)
    }

    @Test("overlaps what it shares addresses with")
    func overlaps() throws {
        let one = try #require(Subnet("10.1.0.0/16"))
        for (text, expected) in [
            ("10.0.0.0/8", true), ("10.1.2.0/24", true), ("10.2.0.0/16", false), ("fd00::/8", false),
        ] {
            let other = try #require(Subnet(text))
            #expect(one.overlaps(other) == expected && other.overlaps(one) == expected)
        }
    }
}
