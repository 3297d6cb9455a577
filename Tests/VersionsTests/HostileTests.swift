import Testing
import Versions

@Suite("Hostile versions")
struct HostileTests {
    static let samples: [String] = [
        "1:2.36.1-8+deb12u1~bpo1", "0:3.10.0-229.1.2.el7^git~x", "1.2.3a_alpha1_p2~abcdef-r10", "1.2.3-alpha.1+build.2",
        "v2.1.0-pre.0.20200101000000-abcdefabcdef+incompatible", "go1.21rc1 X:boring", "1!2.3.4rc5.post6.dev7+local.8",
        "1.0.Final-redhat-1a2b3m4-SNAPSHOT", "1-1.foo-bar-1-baz-0.1", "1.0.0.pre.0.0-a.0", "1.2.3.#.beta-dev_p1",
        "0.1-bulbasaur-dev-pre",
    ]

    @Test(
        "every beginning of a version is compared with every scheme without a trap", arguments: VersionScheme.allCases)
    func beginnings(_ scheme: VersionScheme) {
        for sample in Self.samples {
            for length in 0...sample.utf8.count {
                let cut = String(decoding: sample.utf8.prefix(length), as: UTF8.self)
                let order = answer(scheme, cut, sample)
                #expect(order == answer(scheme, sample, cut)?.reversed)
                #expect((order == nil) == (!scheme.isValid(cut) || !scheme.isValid(sample)))
            }
        }
    }

    @Test("random bytes are compared without a trap and both ways alike", arguments: VersionScheme.allCases)
    func randomBytes(_ scheme: VersionScheme) {
        var generator = SeededGenerator(seed: 99)
        let alphabet = Array("0019..--__++~~^^::!!aAbrvxXp#* \u{0}\u{7F}é".utf8)
        for _ in 0..<1500 {
            let (a, b) = (text(alphabet, &generator), text(alphabet, &generator))
            #expect(answer(scheme, a, b) == answer(scheme, b, a)?.reversed, "\(a) and \(b)")
            if scheme.isValid(a) { #expect(answer(scheme, a, a) == .equal, "\(a)") }
        }
    }

    @Test("ranges and pseudo-versions of random bytes are read without a trap")
    func randomRanges() {
        var generator = SeededGenerator(seed: 5)
        let alphabet = Array("001923..--<>==~^|| \tvxX*,!alpha+".utf8)
        for _ in 0..<20_000 {
            let range = text(alphabet, &generator)
            let version = text(alphabet, &generator)
            do { _ = try NpmRange(range).contains(version) } catch { #expect(error.code == .invalidRange) }
            do { _ = try PEP440SpecifierSet(range).contains(version) } catch { #expect(error.code == .invalidRange) }
            do { _ = try GoPseudoVersion("v" + range) } catch { #expect(error.code == .invalid) }
        }
    }

    static let repeats = [
        "0", "9", ".", "-", "_", "~", "^", "+", "a", "0.", "1.", "1-", "a1", "a.", "0-", "0a", "-0", ".0", "_p", "_p1",
        "-a", "pre-", "1!", "#.",
        "ga-", "~~a", "0.a.",
    ]

    @Test("a long run of anything is compared both ways alike", arguments: VersionScheme.allCases)
    func longRuns(_ scheme: VersionScheme) {
        for unit in Self.repeats {
            let long = "1." + String(repeating: unit, count: 8_000 / unit.utf8.count)
            let longer = long + "1"
            #expect(answer(scheme, long, longer) == answer(scheme, longer, long)?.reversed)
        }
    }

    @Test("a megabyte is compared in linear time", arguments: VersionScheme.allCases)
    func megabyte(_ scheme: VersionScheme) {
        for unit in ["0.", "0a-"] {
            let long = "1." + String(repeating: unit, count: 1_000_000 / unit.utf8.count)
            #expect(answer(scheme, long, long) == (scheme.isValid(long) ? .equal : nil))
        }
    }

    @Test("a long range is read in linear time")
    func longRanges() throws {
        for unit in ["1.2.3 ", ">1 ", "1||", "||", "^1.2 ", "1 - 2||", "~", " ", "9"] {
            let text = String(repeating: unit, count: 20_000)
            do { #expect(try NpmRange(text).contains("0.0.1") || true) } catch { #expect(error.code == .invalidRange) }
        }
        for unit in [">=1,", "==1.*,", ",", "1", "~=1.", " "] {
            let text = String(repeating: unit, count: 20_000)
            do { #expect(try PEP440SpecifierSet(text).contains("0.1") || true) } catch {
                #expect(error.code == .invalidRange)
            }
        }
    }

    private func answer(_ scheme: VersionScheme, _ a: String, _ b: String) -> Ordering? {
        do { return try scheme.compare(a, b) } catch { return nil }
    }

    private func text(_ alphabet: [UInt8], _ generator: inout SeededGenerator) -> String {
        let bytes = (0..<Int.random(in: 0...14, using: &generator)).map { _ in
            alphabet[Int.random(in: alphabet.indices, using: &generator)]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
