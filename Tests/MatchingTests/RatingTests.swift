import Advisories
import Inventory
import Testing

@testable import Matching

@Suite("Ratings of matches")
struct RatingTests {
    @Test("what the records leave unrated is rated by those of other ecosystems about the same CVE alone")
    func borrowedRating() throws {
        let rating = Rating(kind: .cvss3, text: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")
        let packages = [installed(.deb, "x", "1")]
        let candidates = [
            entry("DSA-1-1", "Debian:12", "x", .introduced("0"), upstream: ["CVE-2023-1", "CVE-2023-2"]),
            entry("BIT-x-1", "Bitnami", "x", aliases: ["CVE-2023-1"], ratings: [rating]),
            entry("JLSEC-1", "Julia", "x", aliases: ["CVE-2023-2", "CVE-2023-3"], ratings: [rating]),
        ]
        let report = try match(packages, .bookworm, candidates)
        #expect(report.matches.map(\.severity) == [.critical, .unknown])
        #expect(report.matches.map(\.ratedBy) == ["BIT-x-1", nil])
        let matcher = Matcher(source: AdvisoryList(candidates), options: MatchingOptions())
        for match in report.matches {
            let explanation = try matcher.explain(match.id, in: packages, distribution: .bookworm)
            #expect(explanation.severity.severity == match.severity, "an explanation rates as a scan does")
            #expect(explanation.ratedBy == match.ratedBy)
        }
    }

    @Test("an erratum's rating gives way to the CVE's own where the erratum is of several")
    func ratingOfErratum() throws {
        let worst = Rating(kind: .cvss3, text: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")
        let low = Rating(kind: .cvss3, text: "CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N")
        let report = try match(
            [installed(.deb, "x", "1")], .bookworm,
            [
                entry(
                    "DSA-1-1", "Debian:12", "x", .introduced("0"), upstream: ["CVE-2023-1", "CVE-2023-2"],
                    ratings: [worst]),
                entry("BIT-x-1", "Bitnami", "x", aliases: ["CVE-2023-1"], ratings: [low]),
            ])
        #expect(report.matches.map(\.severity) == [.low, .critical])
    }

    @Test("what to fix first is exploited, then likely to be, then severe, then fixable")
    func priority() throws {
        func rated(_ id: String, _ word: String, fixed: Bool = true) -> Candidate {
            let rating = Rating(kind: .word, text: word)
            return fixed
                ? entry(id, "PyPI", "x", .introduced("0"), .fixed("2"), ratings: [rating])
                : entry(id, "PyPI", "x", .introduced("0"), ratings: [rating])
        }
        var known = ExploitFacts()
        known.knownExploitedSince = "2024-01-01"
        var likely = ExploitFacts()
        likely.epss = 0.4
        var unlikely = ExploitFacts()
        unlikely.epss = 0.05
        let report = try match(
            [installed(.pypi, "x", "1")], nil,
            [
                rated("CVE-1-1", "HIGH"), rated("CVE-1-2", "HIGH", fixed: false),
                rated("CVE-1-3", "CRITICAL", fixed: false),
                rated("CVE-1-4", "LOW"), rated("CVE-1-5", "LOW"), rated("CVE-1-6", "HIGH"), rated("CVE-1-10", "HIGH"),
            ], facts: ["CVE-1-4": known, "CVE-1-5": likely, "CVE-1-6": unlikely])
        #expect(
            report.byPriority.map(\.id)
                == ["CVE-1-4", "CVE-1-5", "CVE-1-3", "CVE-1-6", "CVE-1-1", "CVE-1-10", "CVE-1-2"])
        #expect(report.matches.map(\.id) == report.matches.map(\.id).sorted(by: IdentifierOrder.precedes))
        #expect(report.matches.last?.id == "CVE-1-10")
    }
}
