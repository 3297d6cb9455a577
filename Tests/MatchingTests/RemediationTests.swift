import Advisories
import Inventory
import Testing

@testable import Matching

@Suite("What to do")
struct RemediationTests {
    private func plan(_ packages: [Package], _ candidates: [Candidate]) throws -> [Remediation] {
        try Matcher(source: AdvisoryList(candidates)).match(packages, distribution: .bookworm).remediations
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

    @Test(
        "the version that is offered is asked of every record, and what it leaves is said",
        arguments: [
            // The lowest fix is in the range of another record.
            (
                [
                    entry("A", "PyPI", "x", .introduced("0"), .fixed("3.2")),
                    entry("B", "PyPI", "x", .introduced("3.1"), .fixed("4.2")),
                ], "4.2", ["A"], []
            ),
            // A fix of a record that does not concern the installed version is the lowest clean one.
            (
                [
                    entry("A", "PyPI", "x", .introduced("0"), .fixed("3.2")),
                    entry("B", "PyPI", "x", .introduced("3.1"), .fixed("3.2.1")),
                    entry("C", "PyPI", "x", .introduced("5.0"), .fixed("5.1")),
                ], "3.2.1", ["A"], []
            ),
            // Nothing fixes one of them.
            (
                [
                    entry("A", "PyPI", "x", .introduced("0"), .fixed("3.2")), entry("B", "PyPI", "x", .introduced("0")),
                ], "3.2", ["A"], ["B"]
            ),
            // The fix of one range begins another range of the same record.
            (
                [
                    entry("A", "PyPI", "x", .introduced("0"), .fixed("3.2"), .introduced("3.2"), .fixed("3.3")),
                    entry("B", "PyPI", "x", .introduced("0"), .fixed("2.0")),
                ], "3.3", ["A"], []
            ),
            // The one that leaves least wins over the highest.
            (
                [
                    entry("A", "PyPI", "x", .introduced("0"), .fixed("3.2")),
                    entry("B", "PyPI", "x", .introduced("3.5")), entry("C", "PyPI", "x", .introduced("0")),
                    entry("D", "PyPI", "x", .introduced("0"), .fixed("4.0")),
                ], "3.2", ["A"], ["C", "D"]
            ),
        ] as [([Candidate], String, [String], [String])])
    func checked(records: [Candidate], target: String, fixes: [String], leaves: [String]) throws {
        let upgrade = try #require(try plan([installed(.pypi, "x", "3.0")], records).first?.upgrades.first)
        #expect(upgrade.target == target)
        #expect(upgrade.fixes == fixes)
        #expect(upgrade.leaves == leaves)
        let later = try Matcher(source: AdvisoryList(records)).match(
            [installed(.pypi, "x", upgrade.target)], distribution: nil)
        #expect(later.matches.map(\.id) == leaves, "scanned again, the target has what it was said to leave")
    }

    @Test("a distribution's fix that another of its records calls affected gives way to that record's fix")
    func distribution() throws {
        let plan = try plan(
            [installed(.deb, "x", "1.0-1")],
            [
                entry("DSA-1-1", "Debian:12", "x", .introduced("0"), .fixed("1.0-2"), upstream: ["CVE-2023-1"]),
                entry("DSA-2-1", "Debian:12", "x", .introduced("1.0-2"), .fixed("1.0-3"), upstream: ["CVE-2023-2"]),
            ])
        #expect(plan.flatMap(\.upgrades).map(\.target) == ["1.0-3"])
        #expect(plan.flatMap(\.leaves).isEmpty)
    }

    @Test("an upgrade that ends nothing is not offered")
    func useless() throws {
        let plan = try plan(
            [installed(.pypi, "x", "1.0")],
            [entry("A", "PyPI", "x", .introduced("0"), .fixed("2.0"), .introduced("2.0"))])
        #expect(plan.isEmpty)
    }
}
