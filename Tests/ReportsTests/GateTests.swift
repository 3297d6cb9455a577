import Advisories
import Inventory
import Testing
import Versions

@testable import Matching
@testable import Reports

@Suite("The gate")
struct GateTests {
    private static func match(_ severity: Severity, kev: Bool = false, epss: Double? = nil, fixable: Bool = true)
        -> Match
    {
        var facts = ExploitFacts()
        facts.knownExploitedSince = kev ? "2024-01-01" : nil
        facts.epss = epss
        return Match(
            id: "CVE-1", aliases: [], records: ["CVE-1"], status: fixable ? .fixable : .unfixed, severity: severity,
            cvss: nil, ratedBy: nil, package: PackageURL(type: .deb, name: "x", version: "1"), packageType: .deb,
            packageName: "x", installedVersion: "1", sourceName: "x", fixedVersions: fixable ? ["2"] : [],
            reason: MatchReason(
                record: "CVE-1", ecosystem: "Debian:12", package: "x", range: "", comparison: "", notes: []),
            exploit: facts,
            layer: 0, isDerived: false, isApproximate: false, scheme: .dpkg)
    }

    private static func report(
        _ matches: [Match] = [], undetermined: [Match] = [], packages: Int = 1, coverage: [Coverage] = []
    ) -> ScanReport {
        let package = Package(
            PackageRecord(type: .deb, name: "x", version: "1"), purl: PackageURL(type: .deb, name: "x", version: "1"),
            layer: 0, locations: [], cataloger: "dpkg")
        return ScanReport(
            inventory: Inventory(target: "t", packages: Array(repeating: package, count: packages)), matches: matches,
            leftOut: 0, undetermined: undetermined, coverage: coverage, database: DatabaseFacts(shards: [], digest: ""))
    }

    private static func decision(
        _ report: ScanReport, _ condition: String, allowing: Set<Unchecked.Kind> = [], isStrict: Bool = false
    ) throws -> GateDecision {
        GateDecision(report, try #require(Threshold(condition)), allowing: allowing, isStrict: isStrict)
    }

    @Test(
        "a condition is reached by the findings that meet one of its words",
        arguments: [
            ("critical", .critical, false, nil, true, true), ("critical", .high, false, nil, true, false),
            ("HIGH", .critical, false, nil, true, true), ("critical", .low, true, nil, true, true),
            ("low", .unknown, false, nil, true, false), ("low", .unknown, true, nil, true, true),
            ("negligible", .unknown, false, nil, true, false), ("any", .unknown, false, nil, false, true),
            ("exploited", .critical, false, 0.99, true, false), ("exploited", .low, true, nil, true, true),
            ("epss>=0.5", .low, false, 0.5, true, true), ("epss>=0.5", .low, false, 0.49, true, false),
            ("epss >= 0.5", .low, false, 0.6, true, true), ("epss>=0", .low, false, nil, true, false),
            ("fixable", .low, false, nil, true, true), ("fixable", .critical, false, nil, false, false),
            ("critical,fixable", .low, false, nil, true, true), ("critical, exploited", .low, true, nil, true, true),
        ] as [(String, Severity, Bool, Double?, Bool, Bool)])
    func conditions(
        text: String, severity: Severity, kev: Bool, epss: Double?, fixable: Bool, isReached: Bool
    ) throws {
        let match = Self.match(severity, kev: kev, epss: epss, fixable: fixable)
        #expect(try #require(Threshold(text)).isReached(by: match) == isReached)
    }

    @Test(
        "what is none of the words is refused",
        arguments: ["", ",", "high,", "unknown", "epss>=", "epss>=2", "epss>=nan", "epss>=-1", "epss>0.5", "sometimes"])
    func unknownConditions(text: String) { #expect(Threshold(text) == nil) }

    @Test("a finding at the threshold is an answer, whatever else was not checked")
    func failed() throws {
        let uncovered = Coverage(
            ecosystem: "Debian:42", isCovered: false, packages: 1, unversioned: 0, isApproximate: false, note: "")
        let report = Self.report([Self.match(.high)], coverage: [uncovered])
        #expect(try Self.decision(report, "high").outcome == .failed)
        #expect(try Self.decision(report, "critical").outcome == .undecided)
        #expect(try Self.decision(report, "critical", allowing: [.advisories]).outcome == .passed)
        #expect(try Self.decision(report, "critical", allowing: [.advisories]).allowed.map(\.kind) == [.advisories])
    }

    @Test("findings without a rating are counted, and close a strict gate")
    func unrated() throws {
        let report = Self.report([Self.match(.unknown), Self.match(.unknown)])
        let decision = try Self.decision(report, "high")
        #expect(decision.outcome == .passed)
        #expect(decision.remarks == ["Not judged: 2 findings have no rating and were not judged by --fail-on high."])
        #expect(try Self.decision(report, "high", isStrict: true).outcome == .undecided)
        #expect(try Self.decision(report, "exploited").unrated == 0)
    }

    @Test("packages without a source package are checked in part, which closes the gate")
    func unsourced() throws {
        var part = Coverage(
            ecosystem: "Debian:12", isCovered: true, packages: 5, unversioned: 0, isApproximate: false, note: "")
        part.unsourced = 3
        let decision = try Self.decision(Self.report(coverage: [part]), "any")
        #expect(decision.outcome == .undecided)
        #expect(
            decision.unchecked.map(\.reason) == [
                "3 packages of Debian 12 checked in part only: nothing names the source package"
            ])
        #expect(try Self.decision(Self.report(coverage: [part]), "any", allowing: [.advisories]).outcome == .passed)
    }

    @Test("an advisory that cannot be compared closes the gate where it would reach the condition")
    func undetermined() throws {
        let report = Self.report(undetermined: [Self.match(.high)])
        #expect(try Self.decision(report, "high").unchecked.map(\.kind) == [.versions])
        #expect(try Self.decision(report, "critical").outcome == .passed)
        #expect(try Self.decision(report, "critical", isStrict: true).outcome == .undecided)
    }

    @Test(
        "coverage closes the gate unless nobody publishes advisories",
        arguments: [
            (
                Coverage(
                    ecosystem: "Rocky Linux:8", isCovered: false, packages: 155, unversioned: 0, isApproximate: false,
                    note: "", compatible: "AlmaLinux:8"), GateDecision.Outcome.undecided,
                "no advisories for Rocky Linux 8; --compatible checks them against AlmaLinux 8; 155 packages not checked"
            ),
            (
                Coverage(
                    ecosystem: "generic", isCovered: false, packages: 1, unversioned: 0, isApproximate: false, note: "",
                    isPublished: false), .passed,
                "no advisory source covers \"generic\" packages; 1 package not checked"
            ),
            (
                Coverage(
                    ecosystem: "SUSE:x", isCovered: true, packages: 3, unversioned: 0, isApproximate: false,
                    note: "lacks y", missing: ["y"]), .undecided, "3 packages of SUSE x checked in part only: lacks y"
            ),
            (
                Coverage(
                    ecosystem: "PyPI", isCovered: true, packages: 3, unversioned: 2, isApproximate: false, note: ""),
                .passed, "2 packages of PyPI without a version not checked"
            ),
        ])
    func coverage(part: Coverage, outcome: GateDecision.Outcome, reason: String) throws {
        let report = Self.report(coverage: [part])
        #expect(report.unchecked.map(\.reason) == [reason])
        #expect(try Self.decision(report, "any").outcome == outcome)
        #expect(try Self.decision(report, "any", isStrict: true).outcome == .undecided)
    }

    @Test("a sample of advisories closes the gate")
    func sample() throws {
        var part = Coverage(
            ecosystem: "npm", isCovered: true, packages: 2, unversioned: 0, isApproximate: false, note: "")
        part.samples = ["npm"]
        let decision = try Self.decision(Self.report(coverage: [part]), "any")
        #expect(decision.unchecked.map(\.reason) == ["2 packages of npm checked against a sample of advisories only"])
    }

    @Test("an image in which nothing was recognised passes no gate")
    func empty() throws {
        let decision = try Self.decision(Self.report(packages: 0), "any")
        #expect(decision.unchecked == [Unchecked(.packages, "no package was found in it")])
    }
}
