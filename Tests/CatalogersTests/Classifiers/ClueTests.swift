import Testing

@testable import Catalogers

@Suite("Clues")
struct ClueTests {
    private func version(_ clue: Clue, in text: String, base: Int = 0, isEnd: Bool = true) -> String? {
        var effort = 1_000_000
        let bytes = Array(text.utf8)
        guard let match = clue.match(in: ClueWindow(bytes.span, base: base, isEnd: isEnd), from: 0, effort: &effort)
        else { return nil }
        return String(decoding: bytes[match.version], as: UTF8.self)
    }

    static let cases: [(Clue, String, String?)] = [
        ("a/\(.version)", "a/1.2", "1.2"), ("a/\(.version)", "a/1", nil),
        ("a/\(.version)", "a/x a/1.2.3.4.5", "1.2.3.4"),
        ("a/\(.version)", "a/1.2.", "1.2"), ("a/\(.version)", "a/1..2", nil), ("a/\(.version)", "a/", nil),
        ("\(.version)-b", "1.2.3-b", "1.2.3"), ("\(.version)-b", "x1.2.3-b", "1.2.3"), ("\(.version)-b", "-b", nil),
        ("\(.version)-b", "1.2.3-rc1-b", "1.2.3-rc1"), ("\0\(.release(3))\0", "1.2.3\0\01.2.3\0", "1.2.3"),
        ("\0\(.release(3))\0", "\01.2.3.4\0\01.2\0", nil), ("a\(.zeros)\(.version)", "a\0\0\01.2", "1.2"),
        ("a\(.zeros)\(.version)", "a1.2", nil), ("\(.version)\(.zeros)a", "1.2\0\0a", "1.2"),
        ("\(.version)\(.gap(3))abc", "1.2...abc", "1.2"), ("\(.version)x\(.gap(3))abc", "1.2x....abc", nil),
        ("abc\(.gap(3))=\(.version)", "abcxx=1.2", "1.2"), ("\(.version)\(.hex(4))-z", "1.2.11a2b3-z", "1.2.11"),
        ("\(.start)v\(.version)", "v1.2", "1.2"), ("\(.start)v\(.version)", " v1.2", nil),
        ("\(.start)\(.version)", "1.2\n", "1.2"),
        ("n_\(.digits)-\(.version(2, 3, .build)).jar", "n_2.1-3.4-x.jar", "3.4-x"),
        ("\(.word) \(.version)!", "?abc_d 1.2!", "1.2"), (.only("a\(.version)", beginning: "3."), "a1.2 a3.4", "3.4"),
        (.only("a\(.version)", notAfter: "-"), "-a1.2", nil),
        (.only("a\(.version(1, 4, .build))", content: "-z-"), "a1-y-2 a1-z-2", "1-z-2"),
        ("a/\(.version)", "a/1234567890123.1", nil),
    ]

    @Test("fit where their pieces do", arguments: cases.indices)
    func fit(_ index: Int) {
        let (clue, text, expected) = Self.cases[index]
        #expect(version(clue, in: text) == expected, "\(text)")
    }

    @Test("wait for what comes after a version at the end of a part")
    func lookahead() {
        #expect(version("a/\(.version)", in: "a/1.2", isEnd: false) == nil)
        #expect(version("a/\(.version)", in: "a/1.2" + String(repeating: " ", count: 24), isEnd: false) == "1.2")
        #expect(version("\(.start)\(.version)", in: "1.2", base: 10) == nil)
    }

    @Test("give up when too many places look like them")
    func effort() {
        let bytes = Array(String(repeating: "a/x", count: 1000).utf8)
        var effort = 100
        let clue: Clue = "a/\(.gap(20))b\(.version)"
        #expect(clue.match(in: ClueWindow(bytes.span), from: 0, effort: &effort) == nil)
        #expect(effort <= 0 && effort > -100)
    }

    @Test(
        "know the tails of versions",
        arguments: [
            ("1.1.1w ", [.letters], "1.1.1w"), ("1.1.1zb ", [.letters], "1.1.1zb"), ("1.1.1abc", [.letters], "1.1.1"),
            ("9.2p1 x", [.letters], "9.2p1"), ("3.1.2p20 (", [.letters], "3.1.2p20"),
            ("1.0-rc1,", .prerelease, "1.0-rc1"),
            ("15beta4 ", .prerelease, "15beta4"), ("1.7.0-dev-3\0", .prerelease, "1.7.0-dev-3"),
            ("1.0-developer", .prerelease, "1.0"), ("1.12.0-beta.0\0", .prerelease, "1.12.0-beta.0"),
            ("8.4.0RC1\0", .prerelease, "8.4.0RC1"), ("1.6.7~rc0\0", .prerelease, "1.6.7~rc0"),
            ("3.12.0-2 [", .revision, "3.12.0-2"), ("3.12.0-2x", .revision, "3.12.0"), ("1.0-", .revision, "1.0"),
            ("17.0.8+7-LTS\0", .build, "17.0.8+7-LTS"), ("1.8.0_352-b08\0", .build, "1.8.0_352-b08"),
            ("1.2", [], "1.2"),
        ] as [(String, VersionGrammar.Tails, String)])
    func tails(_ text: String, _ tails: VersionGrammar.Tails, _ expected: String) {
        let bytes = Array(text.utf8)
        let end = VersionGrammar(fewest: 1, most: 4, tails: tails).end(in: bytes.span, from: 0, stop: [])
        #expect(end.map { String(decoding: bytes[..<$0], as: UTF8.self) } == expected)
    }

    @Test(
        "are shorter than what is carried from part to part, and can be searched for", arguments: Classifier.all.indices
    )
    func table(_ index: Int) {
        let classifier = Classifier.all[index]
        #expect(!classifier.clues.isEmpty && !classifier.files.isEmpty && !classifier.cpes.isEmpty)
        for clue in classifier.clues {
            #expect(clue.pieces.filter(\.isVersion).count == 1)
            #expect(clue.anchorBytes != nil || clue.pieces.first == .start)
            for case .gap(let width) in clue.pieces { #expect(width <= Clue.gapLimit) }
        }
        for pattern in classifier.files {
            #expect(
                pattern.isExact
                    || pattern.prefix.count >= 3 && (classifier.form == .executable || !pattern.suffix.isEmpty),
                "\(pattern)")
        }
        for cpe in classifier.cpes { #expect(cpe.split(separator: ":").count == 2) }
    }
}
