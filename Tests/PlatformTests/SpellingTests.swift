import Platform
import Testing

@Suite("Mistyped words")
struct SpellingTests {
    private static let words = ["scan", "sbom", "explain", "diff", "profile", "critical", "high", "PyPI", "docker"]

    @Test(
        "the closest word is found where one is near",
        arguments: [
            ("scna", "scan"), ("scann", "scan"), ("explian", "explain"), ("hgih", "high"), ("pypi", "PyPI"),
            ("crit", nil), ("critcal", "critical"), ("CRITICAL", "critical"), ("dcoker", "docker"), ("d", nil),
            ("", nil), ("entirely", nil), ("proifle", "profile"), ("xyz", nil),
        ] as [(String, String?)])
    func closest(_ word: String, _ expected: String?) {
        #expect(Spelling.closest(to: word, among: Self.words) == expected)
    }

    @Test("long words are passed over")
    func long() {
        #expect(Spelling.closest(to: String(repeating: "x", count: 100_000), among: Self.words) == nil)
    }
}
