import Advisories
import Inventory
import Testing

@testable import Matching

@Suite("Records derived from changelogs")
struct DerivedRecordTests {
    @Test("a security team's record is believed before one derived from changelogs")
    func derived() throws {
        let team = entry("DSA-1-1", "Debian:12", "x", .introduced("0"), .fixed("1.0-1"), upstream: ["CVE-2023-1"])
        let derived = entry(
            "x_DEBCL-CVE-2023-1", "Debian:12", "x", .introduced("0"), .fixed("1.0-9"), upstream: ["CVE-2023-1"])
        let other = entry(
            "x_DEBCL-CVE-2023-2", "Debian:12", "x", .introduced("0"), .fixed("1.0-9"), upstream: ["CVE-2023-2"])
        let fixed = try match([installed(.deb, "x", "1.0-2")], .bookworm, [derived, team, other])
        #expect(fixed.matches.map(\.id) == ["CVE-2023-2"])
        #expect(fixed.matches.first?.isDerived == true)
        #expect(fixed.matches.first?.aliases == ["x_DEBCL-CVE-2023-2"])
        #expect(fixed.matches.first?.reason.notes.isEmpty == false)
        let open = try match([installed(.deb, "x", "0.9")], .bookworm, [derived, team])
        #expect(open.matches.map(\.records) == [["DSA-1-1"]])
        #expect(open.matches.first?.fixedVersions == ["1.0-1"])
        #expect(open.matches.first?.isDerived == false)
    }

    /// A record derived from a changelog, by its fix.
    private static func record(fixed: String) -> Candidate {
        entry("x_DEBCL-CVE-2023-1", "Debian:12", "x", .introduced("0"), .fixed(fixed), upstream: ["CVE-2023-1"])
    }

    @Test(
        "a build of the fixed version for an older release has the fix",
        arguments: [
            ("5:7.0.15-1~deb12u10", "5:7.0.15-1"), ("2.9.14+dfsg-1.3~deb12u6", "2.9.14+dfsg-1.3"),
            ("590-2.1~deb12u2", "590-2.1"), ("17.0.8+7-1~deb12u1", "17.0.8+7-1"), ("1.0-1~bpo12+1", "1.0-1"),
            ("1.0-1~bpo70+1", "1.0-1"), ("1.0-1~deb12u1.1", "1.0-1"), ("1.0-1~deb12u1~bpo11+1", "1.0-1"),
            ("1.0-1~deb12u1~bpo11+1", "1.0-1~deb12u1"),
        ])
    func backport(installed version: String, fixed: String) throws {
        let package = installed(.deb, "x", version)
        let report = try match([package], .bookworm, [Self.record(fixed: fixed)])
        #expect(report.matches.isEmpty && report.undetermined.isEmpty)
        let explanation = try Matcher(source: AdvisoryList([Self.record(fixed: fixed)]))
            .explain("CVE-2023-1", in: [package], distribution: .bookworm)
        #expect(explanation.entries.map(\.verdict) == [.notAffected])
        #expect(
            explanation.entries.first?.reason.comparison
                == "\(version) is not affected: it is a build of the fixed \(fixed) for an older release")
    }

    @Test(
        "what stands before the fix in another way is affected",
        arguments: [
            ("1.0-1~exp1", "1.0-1"), ("1.0-1~rc1", "1.0-1"), ("1.0-1~deb12u1~rc1", "1.0-1"), ("1.0-1~deb12u", "1.0-1"),
            ("1.0-1~debu1", "1.0-1"), ("1.0-1~deb12u1.", "1.0-1"), ("1.0-1~deb12u1", "1.0-10"),
            ("1.0-1~bpo12+1", "1.0-1~deb12u1"),
            ("1.0-1~deb12u1", "1.0-1~deb12u2"), ("1.0-1", "1.0-1+deb12u1"), ("1.0-1", "2:1.1-1"),
            ("1:1.0-1", "2:1.1-1"),
        ])
    func stillAffected(installed version: String, fixed: String) throws {
        #expect(try match([installed(.deb, "x", version)], .bookworm, [Self.record(fixed: fixed)]).matches.count == 1)
    }

    @Test("a security team's fix is taken by the word, backport or not")
    func team() throws {
        let record = entry("DSA-1-1", "Debian:12", "x", .introduced("0"), .fixed("1.0-1"), upstream: ["CVE-2023-1"])
        #expect(try match([installed(.deb, "x", "1.0-1~deb12u1")], .bookworm, [record]).matches.count == 1)
        #expect(try match([installed(.deb, "x", "1.1-1")], .bookworm, [record]).matches.isEmpty)
        let epoch = entry("DSA-1-1", "Debian:12", "x", .introduced("0"), .fixed("1:0.9"), upstream: ["CVE-2023-1"])
        #expect(try match([installed(.deb, "x", "1.0-1")], .bookworm, [epoch]).matches.count == 1)
    }

    @Test(
        "a fix that is later by its epoch alone is neither asserted nor dropped",
        arguments: [("1.19.8-2", "2:1.6.1-1"), ("1:3.0-1", "2:3.0-1"), ("3.0-1~deb12u1", "1:3.0-1")])
    func foreignEpoch(installed version: String, fixed: String) throws {
        let package = installed(.deb, "x", version)
        let report = try match([package], .bookworm, [Self.record(fixed: fixed)])
        #expect(report.matches.isEmpty)
        #expect(report.undetermined.map(\.id) == ["CVE-2023-1"])
        let explanation = try Matcher(source: AdvisoryList([Self.record(fixed: fixed)]))
            .explain("CVE-2023-1", in: [package], distribution: .bookworm)
        #expect(explanation.entries.map(\.verdict) == [.undetermined])
        #expect(explanation.isUndetermined && !explanation.isAffected)
        #expect(explanation.entries.first?.reason.comparison.contains("by its epoch alone") == true)
    }
}
