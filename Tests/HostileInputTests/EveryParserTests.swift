import Bytes
import Catalogers
import TestSupport
import Testing

@Suite("Every parser")
struct EveryParserTests {
    @Test("has a target of its own name")
    func names() {
        let repeated = Dictionary(grouping: ParserTarget.all, by: \.name).filter { $1.count > 1 }.keys.sorted()
        #expect(repeated.isEmpty)
    }

    @Test("of a cataloger's files is given seeds that say something")
    func seedsThatSpeak() { #expect(ParserTarget.mute == []) }

    @Test("has a target for every input that once broke one")
    func regressions() {
        for name in Regressions.targets { #expect(ParserTarget.named(name) != nil) }
    }

    @Test("takes its seeds, and what once broke it", arguments: ParserTarget.all.map(\.name))
    func seeds(_ name: String) throws {
        let target = try #require(ParserTarget.named(name))
        for seed in target.seeds() { #expect(target.complaint(about: seed.span) == nil) }
    }

    @Test("survives every beginning of its seeds", arguments: ParserTarget.all.map(\.name))
    func prefixes(_ name: String) throws {
        try survive(name) { mutations, most in mutations.prefixes(most * 4) }
    }

    @Test("survives changed bytes", arguments: ParserTarget.all.map(\.name))
    func flips(_ name: String) throws {
        try survive(name) { mutations, most in mutations.flips(most) + mutations.splices(most / 2) }
    }

    @Test("survives random bytes", arguments: ParserTarget.all.map(\.name))
    func noise(_ name: String) throws {
        try survive(name) { mutations, most in mutations.noise(most / 2) }
    }

    /// Gives a target broken versions of its seeds, of the larger ones fewer: the fuzzer and the modules' own tests go further.
    private func survive(_ name: String, _ versions: (inout Mutations, Int) -> [[UInt8]]) throws {
        let target = try #require(ParserTarget.named(name))
        for (number, seed) in target.seeds().prefix(6).enumerated() {
            var mutations = Mutations(of: seed, seed: UInt64(number))
            let most = max(6, min(40, (32 << 10) / max(1, seed.count)))
            for bytes in versions(&mutations, most) { #expect(target.complaint(about: bytes.span) == nil) }
        }
    }
}
