import Advisories
import Inventory
import Testing

@testable import Matching

@Suite("Explanations")
struct ExplanationTests {
    private static let candidates = [
        entry("DSA-1-1", "Debian:12", "x", .introduced("0"), .fixed("1.0-1"), upstream: ["CVE-2023-1", "CVE-2023-7"]),
        entry("x_DEBCL-CVE-2023-1", "Debian:12", "x", .introduced("0"), .fixed("1.0-9"), upstream: ["CVE-2023-1"]),
        entry("DSA-2-1", "Debian:12", "gone", .introduced("0"), .fixed("2"), upstream: ["CVE-2023-1"]),
        entry("GHSA-aaaa-bbbb-cccc", "PyPI", "P.q", .introduced("0"), .fixed("2"), aliases: ["CVE-2023-1"]),
        entry("PYSEC-1", "PyPI", "P.q", .introduced("0"), aliases: ["GHSA-aaaa-bbbb-cccc"], isWithdrawn: true),
        entry("PYSEC-2", "PyPI", "P.q", .introduced("0"), aliases: ["CVE-2023-8"]),
    ]
    private static let packages = [
        installed(.deb, "libx", "1.0-2", source: ("x", "1.0-2")), installed(.pypi, "p_Q", "1", layer: 3),
        installed(.rpm, "r", "1-1"),
    ]

    private func explain(_ identifier: String) throws -> Explanation {
        try Matcher(source: AdvisoryList(Self.candidates))
            .explain(identifier, in: Self.packages, distribution: .bookworm)
    }

    @Test("every record with the identifier says what it makes of each package, or that there is none")
    func verdicts() throws {
        let explanation = try explain("cve-2023-1")
        #expect(explanation.identifier == "CVE-2023-1")
        #expect(explanation.identifiers == ["CVE-2023-1", "GHSA-aaaa-bbbb-cccc", "PYSEC-1", "x_DEBCL-CVE-2023-1"])
        #expect(
            explanation.entries.map { "\($0.reason.record) \($0.verdict.rawValue)" } == [
                "GHSA-aaaa-bbbb-cccc affected", "x_DEBCL-CVE-2023-1 overruled", "DSA-1-1 notAffected",
                "PYSEC-1 withdrawn",
                "DSA-2-1 notInstalled",
            ])
        #expect(explanation.isAffected)
        #expect(explanation.entries[0].layer == 3)
        #expect(explanation.entries[2].reason.comparison == "1.0-2 is not affected: fixed in 1.0-1")
        #expect(explanation.entries[2].package?.description == "pkg:deb/libx@1.0-2")
        #expect(explanation.coverage.filter { !$0.isCovered }.map(\.packages) == [1])
        #expect(explanation.ecosystems == ["Debian:12", "PyPI"])
    }

    @Test("an alias leads to the same records, and an erratum to its own")
    func otherNames() throws {
        #expect(try explain("ghsa-AAAA-bbbb-cccc").entries == explain("CVE-2023-1").entries)
        let erratum = try explain("DSA-1-1")
        #expect(erratum.identifiers == ["DSA-1-1"])
        #expect(erratum.entries.map(\.verdict) == [.notAffected])
    }

    @Test("an identifier that no record has is unknown")
    func unknown() throws {
        let explanation = try explain("CVE-1999-1")
        #expect(!explanation.isKnown)
        #expect(!explanation.isAffected)
        #expect(explanation.coverage.count { !$0.isCovered } == 1)
    }
}
