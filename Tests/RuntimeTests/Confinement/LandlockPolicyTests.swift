import TestSupport
import Testing

@testable import Runtime

@Suite("A Landlock policy")
struct LandlockPolicyTests {
    private static var sample: LandlockPolicy {
        var policy = LandlockPolicy([.files, .connect])
        policy.allow("/usr/bin/sh", [.read, .execute])
        policy.allow("/a", .write)
        policy.allow("/a", .read)
        policy.allow("relative", .read)
        policy.allow(port: 443, .connect)
        policy.allow(port: 80, [.bind, .connect])
        return policy
    }

    @Test("has the form that the program reads")
    func form() throws {
        let bytes = try Self.sample.encoded()
        var expected = Array("HMP1".utf8) + [5, 0, 0, 0, 52, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0]
        expected += [5, 0, 2, 0] + Array("/a\0".utf8)
        expected += [3, 0, 11, 0] + Array("/usr/bin/sh\0".utf8)
        expected += [80, 0, 3, 0, 187, 1, 2, 0]
        expected[8] = UInt8(expected.count)
        #expect(bytes == expected)
        #expect(LandlockPolicy.problem(in: bytes) == nil)
    }

    @Test("is refused when it is cut or longer")
    func cut() throws {
        let bytes = try Self.sample.encoded()
        for count in 0..<bytes.count { #expect(LandlockPolicy.problem(in: Array(bytes.prefix(count))) != nil) }
        #expect(LandlockPolicy.problem(in: bytes + [0]) != nil)
    }

    @Test("is refused with rights, flags or paths that are none")
    func malformed() throws {
        let bytes = try Self.sample.encoded()
        // The magic, a flag, the size, the counts, a right, a length, the path's slash, its end.
        for place in [0, 4, 8, 12, 16, 21, 22, 24, 26] {
            var broken = bytes
            broken[place] ^= 0xc0
            #expect(LandlockPolicy.problem(in: broken) != nil, "byte \(place)")
        }
    }

    @Test("is read without harm whatever its bytes are")
    func noise() throws {
        var mutations = Mutations(of: try Self.sample.encoded(), seed: 1)
        for bytes in mutations.flips(2000) + mutations.splices(500) + mutations.noise(500) {
            _ = LandlockPolicy.problem(in: bytes)
        }
    }
}
