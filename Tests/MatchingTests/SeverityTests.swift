import Advisories
import Testing

@testable import Matching

@Suite("Severity")
struct SeverityTests {
    private static let critical = Rating(kind: .cvss3, text: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")
    private static let low = Rating(kind: .cvss3, text: "CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N")
    private static let high4 = Rating(
        kind: .cvss4, text: "CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N")
    private static let broken = Rating(kind: .cvss3, text: "CVSS:3.1/AV:N")

    private static func word(_ text: String, _ kind: Rating.Kind) -> Rating { Rating(kind: kind, text: text) }

    @Test(
        "one severity is chosen from all ratings",
        arguments: [
            ([], [], .unknown),
            ([], [critical], .critical),
            ([low], [critical], .low),
            ([], [critical, high4], .high),
            ([], [low, critical], .critical),
            ([], [broken, word("MODERATE", .word)], .medium),
            ([], [critical, word("LOW", .word)], .critical),
            ([word("negligible", .ubuntu)], [critical], .negligible),
            ([critical], [word("medium", .ubuntu)], .medium),
            ([word("unimportant", .debian)], [], .negligible),
            ([word("not yet assigned", .debian)], [critical], .critical),
            ([word("end-of-life", .debian)], [], .unknown),
            ([word("low**", .debian)], [], .low),
            ([], [word("Important", .word)], .high),
            // Scores in the place of vectors, and vectors with a slash at the end.
            ([], [word("9.8", .cvss3)], .critical), ([], [word("9.8", .cvss2)], .high),
            ([], [word("0.0", .cvss3)], .negligible), ([], [word("10", .cvss4)], .critical),
            ([], [word("10.1", .cvss3)], .unknown), ([], [word("-1", .cvss3)], .unknown),
            ([], [word("nan", .cvss3)], .unknown), ([], [word("", .cvss3)], .unknown),
            ([], [word("9.8", .cvss3), low], .low), ([word("4", .cvss3)], [critical], .medium),
            ([], [word("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/", .cvss3)], .critical),
            ([], [word("AV:N/AC:L/Au:N/C:C/I:C/A:C/", .cvss2)], .high),
        ] as [([Rating], [Rating], Severity)])
    func choice(own: [Rating], general: [Rating], severity: Severity) {
        let candidate = entry("X-1", "Debian:12", "x", ratings: general, ownRatings: own)
        #expect(SeverityChoice([(candidate.advisory, candidate.affected)]).severity == severity)
    }

    @Test("the score is kept beside the distribution's word")
    func score() {
        let candidate = entry(
            "X-1", "Debian:12", "x", ratings: [Self.critical], ownRatings: [Self.word("low", .debian)])
        let choice = SeverityChoice([(candidate.advisory, candidate.affected)])
        #expect(choice.severity == .low)
        #expect(choice.cvss?.score == 9.8)
    }

    @Test("severities have an order and read their own words")
    func order() {
        #expect(Severity.allCases == Severity.allCases.sorted())
        for severity in Severity.allCases { #expect(Severity(severity.description) == severity) }
        #expect(Severity("HIGH") == .high)
        #expect(Severity("worst") == nil)
    }
}
