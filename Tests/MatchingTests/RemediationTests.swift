import Advisories
import Inventory
import Testing

@testable import Matching

@Suite("What to do")
struct RemediationTests {
    private func plan(_ packages: [Package], _ candidates: [Candidate]) throws -> [Remediation] {
        Remediation.plan(
            try Matcher(source: AdvisoryList(candidates)).match(packages, distribution: .bookworm).matches)
    }

    @Test("one upgrade of a source counts each vulnerability once, and goes to the highest fix")
    func source() throws {
        let high = [Rating(kind: .word, text: "HIGH")]
        let plan = try plan(
            [
                installed(.deb, "libssl3", "3.0-1", source: ("openssl", "3.0-1")), installed(.deb, "openssl", "3.0-1"),
                installed(.pypi, "x", "1.0"), installed(.pypi, "x", "1.1"),
            ],
            [
                entry("DSA-1-1", "Debian:12", "openssl", .introduced("0"), .fixed("3.0-9"), upstream: ["CVE-2023-1"]),
                entry("DSA-2-1", "Debian:12", "openssl", .introduced("0"), .fixed("3.0-10"), upstream: ["CVE-2023-2"]),
                entry("DSA-3-1", "Debian:12", "openssl", .introduced("0"), upstream: ["CVE-2023-3"]),
                entry("GHSA-1", "PyPI", "x", .introduced("0"), .fixed("1.1"), aliases: ["CVE-2023-4"], ratings: high),
            ])
        #expect(plan.map(\.name) == ["x", "openssl"])
        #expect(plan[0].upgrades.map(\.installed) == ["1.0"])
        #expect(plan[0].severities == [.high: 1])
        #expect(plan[1].removes == ["CVE-2023-1", "CVE-2023-2"])
        #expect(plan[1].upgrades.map(\.package) == ["libssl3", "openssl"])
        #expect(plan[1].upgrades.map(\.target) == ["3.0-10", "3.0-10"])
        #expect(plan[1].severities == [.unknown: 2])
    }
}
