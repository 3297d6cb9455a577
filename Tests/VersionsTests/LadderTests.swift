import Testing
import Versions

@Suite("The order of versions")
struct LadderTests {
    @Test("each version stands where its ecosystem puts it", arguments: Ladder.systems + Ladder.languages)
    func everyPair(_ ladder: Ladder) throws {
        try ladder.check()
    }

    @Test("every scheme has a ladder of at least fifteen pairs", arguments: VersionScheme.allCases)
    func everyScheme(_ scheme: VersionScheme) {
        let versions = (Ladder.systems + Ladder.languages).filter { $0.scheme == scheme }.map {
            $0.rungs.joined().count
        }
        #expect(versions.reduce(0) { $0 + $1 * ($1 - 1) / 2 } >= 15)
    }

    @Test("zero is a version and none is older that is not a pre-release", arguments: VersionScheme.allCases)
    func zero(_ scheme: VersionScheme) throws {
        #expect(scheme.isValid("0"))
        #expect(try scheme.compare("0", "0") == .equal)
        #expect(try scheme.compare("0", "1") == .less)
        #expect(try scheme.compare("0", "0.0.1") == .less)
        #expect(try scheme.compare("0", "1.2.3") == .less)
    }

    @Test("numbers of any length are compared by value", arguments: VersionScheme.allCases)
    func hugeNumbers(_ scheme: VersionScheme) throws {
        let nines = String(repeating: "9", count: 1000)
        #expect(try scheme.compare(nines, "1" + nines) == .less)
        #expect(try scheme.compare("1.1" + nines, "1.1" + nines.dropLast() + "8") == .greater)
    }
}
