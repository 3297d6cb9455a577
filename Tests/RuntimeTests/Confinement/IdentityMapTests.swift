import Testing

@testable import Runtime

@Suite("A map of identities")
struct IdentityMapTests {
    @Test("maps what is permitted and 0, into a range of its own")
    func lines() {
        let map = IdentityMap(range: 1, users: [33, 1000], groups: [33])
        #expect(map.base == 524_288 + 65_536)
        #expect(map.users.map(\.inside) == [0, 33, 1000])
        #expect(map.groups.map(\.inside) == [0, 33])
        #expect(map.outside(user: 33) == map.base + 33)
        #expect(map.outside(user: 34) == nil)
    }

    @Test("keeps users beyond the range inside it")
    func large() {
        let map = IdentityMap(range: 0, users: [1_000_650_000, 65_534], groups: [])
        #expect(map.outside(user: 65_534) == map.base + 65_280)
        #expect(map.outside(user: 1_000_650_000) == map.base + 65_281)
        let lines = map.mountLines(map.users)
        #expect(lines == "0 524288 65280\n65534 589568 1\n1000650000 589569 1\n")
    }

    @Test("has at most as many lines as the kernel takes")
    func many() {
        #expect(IdentityMap(range: 0, users: 0..<2000, groups: 70_000..<72_000).users.count == 340)
        #expect(IdentityMap(range: 0, users: [], groups: 70_000..<72_000).groups.count == 257)
    }

    @Test("stays below the numbers that 32 bits hold, whatever the range")
    func ranges() {
        #expect(IdentityMap(range: .max, users: [], groups: []).base < 1_879_048_192)
    }
}
