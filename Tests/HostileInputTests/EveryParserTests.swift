import Bytes
import Catalogers
import TestSupport
import Testing

@Suite("Every parser")
struct EveryParserTests {
    @Test("has a target of its own name")
    func names() {
        let names = ParserTarget.all.map(\.name)
        #expect(Set(names).count == names.count)
    }

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
        try survive(name) { mutations in mutations.prefixes(256) }
    }

    @Test("survives changed bytes", arguments: ParserTarget.all.map(\.name))
    func flips(_ name: String) throws {
        try survive(name) { mutations in mutations.flips(100) + mutations.splices(50) }
    }

    @Test("survives random bytes", arguments: ParserTarget.all.map(\.name))
    func noise(_ name: String) throws {
        let target = try #require(ParserTarget.named(name))
        var mutations = Mutations(of: target.seeds().first ?? [], seed: 3)
        for bytes in mutations.noise(64) { #expect(target.complaint(about: bytes.span) == nil) }
    }

    /// Gives a target broken versions of its seeds, of the larger ones fewer.
    private func survive(_ name: String, _ versions: (inout Mutations) -> [[UInt8]]) throws {
        let target = try #require(ParserTarget.named(name))
        for (number, seed) in target.seeds().prefix(8).enumerated() {
            var mutations = Mutations(of: seed, seed: UInt64(number))
            for bytes in versions(&mutations) { #expect(target.complaint(about: bytes.span) == nil) }
        }
    }
}
