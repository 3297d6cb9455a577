import Bytes
import Platform
import Profiles
import Testing

@testable import Runtime

/// The kernel's machine, as far as the programs use it: what is asked about, and whether it may be.
private struct SocketQuestion {
    var address: String
    var port: UInt16
    var transport: Transport = .tcp
    var ownPort: UInt16 = 0

    /// Runs a program; nothing where it does what the machine does not know.
    func answer(of program: [UInt64]) -> UInt64? {
        var registers = [UInt64](repeating: 0, count: 11)
        let bytes = IPAddress(address)?.bytes ?? []
        // The question, and the socket that it leads to.
        registers[1] = 2000
        func word(_ bytes: some Sequence<UInt8>) -> UInt64 {
            bytes.enumerated().reduce(0) { $0 | UInt64($1.element) << UInt64($1.offset * 8) }
        }
        var place = 0
        for _ in 0..<100_000 {
            guard program.indices.contains(place) else { return nil }
            let code = program[place]
            let to = Int(code >> 8 & 15)
            let from = Int(code >> 12 & 15)
            let offset = Int(Int16(truncatingIfNeeded: code >> 16))
            let number = code >> 32
            place += 1
            switch code & 0xff {
            case 0xb7: registers[to] = number
            case 0x79 where registers[from] == 2000 && offset == 64: registers[to] = 1000
            case 0x61 where registers[from] == 1000 && offset == 44: registers[to] = UInt64(ownPort)
            case 0x61 where registers[from] == 2000:
                switch offset {
                case 4 where bytes.count == 4: registers[to] = word(bytes)
                case 8, 12, 16, 20:
                    guard bytes.count == 16 else { return nil }
                    registers[to] = word(bytes[offset - 8..<offset - 4])
                case 24: registers[to] = UInt64(port.byteSwapped)
                case 36: registers[to] = UInt64(transport.number)
                default: return nil
                }
            case 0xdc: registers[to] = UInt64(UInt16(truncatingIfNeeded: registers[to]).byteSwapped)
            case 0x54: registers[to] = (registers[to] & number) & 0xffff_ffff
            case 0xa4: registers[to] = (registers[to] ^ number) & 0xffff_ffff
            case 0x4c: registers[to] = (registers[to] | registers[from]) & 0xffff_ffff
            case 0xbc: registers[to] = registers[from] & 0xffff_ffff
            case 0x14: registers[to] = (registers[to] &- number) & 0xffff_ffff
            case 0x56: if registers[to] & 0xffff_ffff != number { place += offset }
            case 0x26: if registers[to] & 0xffff_ffff > number { place += offset }
            case 0x95: return registers[0]
            default: return nil
            }
        }
        return nil
    }
}

@Suite("Programs that are asked about sockets")
struct SocketFilterTests {
    private func filter(ownsLoopback: Bool = true) -> SocketFilter {
        SocketFilter(NetworkSample.policy, resolved: NetworkSample.resolved, ownsLoopback: ownsLoopback)
    }

    @Test(
        "let pass what the profile names, and nothing else",
        arguments: [
            ("192.0.2.7", 443, Transport.tcp, true), ("192.0.2.7", 443, .udp, false), ("192.0.2.7", 444, .tcp, false),
            ("192.0.2.8", 443, .tcp, false), ("198.51.100.0", 8000, .tcp, true), ("198.51.100.255", 8010, .tcp, true),
            ("198.51.100.255", 7999, .tcp, false), ("198.51.100.255", 8011, .tcp, false),
            ("198.51.101.0", 8000, .tcp, false), ("10.127.255.255", 53, .udp, true), ("10.128.0.0", 53, .udp, false),
            ("203.0.113.9", 5432, .tcp, true), ("8.8.8.8", 80, .tcp, true), ("8.8.8.8", 80, .udp, false),
            ("169.254.169.254", 80, .tcp, false), ("169.254.169.254", 5432, .tcp, false),
            ("169.254.169.254", 8775, .tcp, true), ("169.254.169.253", 8775, .tcp, false),
            ("100.100.100.200", 80, .tcp, false), ("127.0.0.1", 9, .tcp, true), ("0.0.0.0", 9, .udp, true),
        ])
    func version4(address: String, port: UInt16, transport: Transport, expected: Bool) {
        let question = SocketQuestion(address: address, port: port, transport: transport)
        #expect(question.answer(of: filter().program(for: .connect4)) == (expected ? 1 : 0))
        #expect(question.answer(of: filter().program(for: .send4)) == (expected ? 1 : 0))
        // The same address asked for by a socket of version 6.
        let mapped = SocketQuestion(address: "::ffff:\(address)", port: port, transport: transport)
        #expect(mapped.answer(of: filter().program(for: .connect6)) == (expected ? 1 : 0))
    }

    @Test(
        "know version 6",
        arguments: [
            ("2001:db8:7fff::1", 443, true), ("2001:db8:8000::1", 443, false), ("2001:db8:1::9", 5432, true),
            ("2001:db8:1::8", 5432, false), ("2001:4860::1", 80, true), ("fd00:ec2::254", 80, false),
            ("fe80::1", 80, false), ("::1", 9, true), ("::", 9, true), ("::2", 9, false),
        ])
    func version6(address: String, port: UInt16, expected: Bool) {
        let question = SocketQuestion(address: address, port: port)
        #expect(question.answer(of: filter().program(for: .connect6)) == (expected ? 1 : 0))
    }

    @Test("hold to this machine's own loopback addresses, where that is not the container's")
    func loopback() {
        for (address, attachment) in [("127.0.0.1", SocketProgram.Attachment.connect4), ("::1", .connect6)] {
            let question = SocketQuestion(address: address, port: 9)
            #expect(question.answer(of: filter(ownsLoopback: false).program(for: attachment)) == 0)
        }
    }

    @Test(
        "let wait where the profile does",
        arguments: [
            (8080, Transport.tcp, true), (8081, .tcp, false), (8080, .udp, false), (0, .tcp, true), (0, .udp, true),
            (5352, .udp, false), (5353, .udp, true), (5355, .udp, true), (5356, .udp, false),
        ])
    func binding(port: UInt16, transport: Transport, expected: Bool) {
        for (address, attachment) in [("0.0.0.0", SocketProgram.Attachment.bind4), ("::", .bind6)] {
            let question = SocketQuestion(address: address, port: port, transport: transport)
            #expect(question.answer(of: filter().program(for: attachment)) == (expected ? 1 : 0))
        }
    }

    @Test("let answer from a port of the profile")
    func answers() {
        var question = SocketQuestion(address: "192.0.2.99", port: 40_000, transport: .udp, ownPort: 5353)
        #expect(question.answer(of: filter().program(for: .send4)) == 1)
        question.ownPort = 5352
        #expect(question.answer(of: filter().program(for: .send4)) == 0)
    }

    @Test(
        "are taken by the kernel, however many rules they have", .enabled(if: isRoot, "it needs root"),
        arguments: [0, 4000])
    func loading(count: Int) throws {
        let policy = NetworkPolicy(
            leading: (0..<count).compactMap { PortRange($0 + 1) }.flatMap { port in
                [Destination("10.0.0.0/9"), Destination("2001:db8::/33")].compactMap { $0 }
                    .map { NetworkPolicy.Leading(destination: $0, ports: port, transport: .tcp) }
            })
        let filter = SocketFilter(policy, resolved: [:], ownsLoopback: true)
        for attachment in SocketProgram.Attachment.allCases {
            _ = try SocketProgram(filter.program(for: attachment), for: attachment)
        }
    }
}
