import Platform
import TestSupport
import Testing

@testable import Runtime

@Suite("Audit records")
struct AuditEventTests {
    private static let call =
        #"arch=c000003e syscall=257 success=no exit=-13 a0=ffffff9c a1=7fadf6b7a450 a2=80000 a3=0 items=0 ppid=6232 pid=6291 auid=4294967295 uid=33 gid=0 tty=(none) comm="cat" exe="/usr/bin/cat" key=(null)"#
    private static let file =
        #"audit(1795376495.730:2): domain=1521a49df blockers=fs.read_file path="/etc/shadow" dev="vda" ino=611"#
    private static let seccomp =
        #"audit(1795376495.731:9): auid=4294967295 uid=33 gid=0 ses=4294967295 pid=77 comm="x" exe="/usr/bin/x" sig=0 arch=c000003e syscall=165 compat=0 ip=0x7f2b code=0x50001"#

    private func event(_ records: [(AuditSocket.Kind, String)]) -> AuditEvent {
        var event = AuditEvent()
        for (kind, text) in records { if let read = AuditEvent.read(text) { event.add(kind, read.fields) } }
        return event
    }

    #if arch(x86_64)
    @Test("of Landlock and of the call beside it say what was refused to whom")
    func landlock() throws {
        let event = event([(.landlockAccess, Self.file), (.systemCall, "audit(1795376495.730:2): " + Self.call)])
        let call = try #require(event.refusedCall(inner: 5))
        #expect(call.name == "openat" && call.error == "EACCES" && call.texts[1] == "/etc/shadow")
        #expect(call.process == 5 && call.hostProcess == 6291 && call.user == 33 && call.command == "cat")
        #expect(call.arguments.prefix(3) == [0xffff_ff9c, 0x7fad_f6b7_a450, 0x80000])
        #expect(event.domain == "1521a49df" && event.program == "/usr/bin/cat")
    }

    @Test("of connections and listeners have their address")
    func network() throws {
        let connect = "audit(1.2:3): domain=1 blockers=net.connect_tcp daddr=10.0.0.1 dest=443"
        let first = event([(.landlockAccess, connect), (.systemCall, "audit(1.2:3): " + Self.call)])
        #expect(first.refusedCall(inner: 1)?.addresses[0].prefix(8) == [2, 0, 1, 0xbb, 10, 0, 0, 1])
        let bind = "audit(1.2:3): domain=1 blockers=net.bind_tcp saddr=2001:db8::1 src=80"
        let second = event([(.landlockAccess, bind), (.systemCall, "audit(1.2:3): " + Self.call)])
        #expect(
            second.refusedCall(inner: 1)?.addresses[0].prefix(12) == [10, 0, 0, 80, 0, 0, 0, 0, 0x20, 1, 0xd, 0xb8])
    }

    @Test("of seccomp say which call, and are none where a call is only unknown")
    func filtered() {
        let call = event([(.seccomp, Self.seccomp)]).refusedCall(inner: 1)
        #expect(call?.name == "mount" && call?.error == "EPERM" && call?.hostProcess == 77)
        let unknown = Self.seccomp.replacing("code=0x50001", with: "code=0x50026")
        #expect(event([(.seccomp, unknown)]).refusedCall(inner: 1) == nil)
    }
    #endif

    @Test("have texts that processes choose in hexadecimal digits, so that they say nothing else")
    func hidden() throws {
        let text = #"audit(1.2:3): comm=22206578653D22 exe="/a b" path=2F746D702FC3A4 pid=(none) domain="#
        let read = try #require(AuditEvent.read(text))
        #expect(read.number == "3")
        #expect(read.fields["comm"] == #"" exe=""# && read.fields["path"] == "/tmp/ä" && read.fields["exe"] == "/a b")
        #expect(AuditEvent.read("audit(1.2:3): comm=(null) x")?.fields["comm"] == nil)
        #expect(AuditEvent.read("no record") == nil && AuditEvent.read("audit(") == nil)
    }

    @Test("that are cut or crafted are no harm")
    func hostile() {
        for text in [Self.file, Self.seccomp, "audit(1.2:3): " + Self.call] {
            for count in 0...text.count {
                let part = String(text.prefix(count))
                for kind in [AuditSocket.Kind.landlockAccess, .systemCall, .seccomp] {
                    _ = event([(kind, part)]).refusedCall(inner: 1)
                }
            }
        }
        var random = SeededGenerator(seed: 7)
        for _ in 0..<2000 {
            let bytes = (0..<Int.random(in: 0..<200, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            let text = "audit(1:2): " + String(decoding: bytes, as: UTF8.self)
            _ = event([(.systemCall, text), (.landlockAccess, text)]).refusedCall(inner: 1)
        }
        let odd =
            "audit(1.2:3): syscall=-1 pid=99999999999 uid=-5 exit=-9223372036854775809 a0=zz dest=70000 daddr=x code=0x"
        #expect(event([(.seccomp, odd), (.landlockAccess, odd)]).refusedCall(inner: 1) == nil)
    }
}
