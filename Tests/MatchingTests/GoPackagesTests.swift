import Advisories
import Inventory
import Testing

@testable import Matching

@Suite("Records that name a package inside a Go module")
struct GoPackagesTests {
    private static func identifiers(_ modules: [String], _ candidates: [Candidate]) throws -> [String] {
        try Matcher(source: AdvisoryList(candidates))
            .match(modules.map { installed(.golang, $0, "v0.3.7") }, distribution: nil).matches
            .map { "\($0.id) \($0.packageName)" }
    }

    private static func record(_ id: String, _ name: String, aliases: [String] = []) -> Candidate {
        entry(id, "Go", name, .introduced("0"), .fixed("0.3.8"), kind: .semver, aliases: aliases)
    }

    @Test("the module that the package lies in is concerned, and the reason says so")
    func inside() throws {
        let source = AdvisoryList([Self.record("GHSA-1", "example.org/x/text/language", aliases: ["CVE-2022-1"])])
        let packages = [installed(.golang, "example.org/x/text", "v0.3.7")]
        let match = try #require(try Matcher(source: source).match(packages, distribution: nil).matches.first)
        #expect(match.id == "CVE-2022-1")
        #expect(match.fixedVersions == ["v0.3.8"])
        #expect(match.reason.package == "example.org/x/text/language")
        #expect(match.reason.notes == ["the record names a package inside the module example.org/x/text"])
        let explanation = try Matcher(source: source).explain("CVE-2022-1", in: packages, distribution: nil)
        #expect(explanation.entries.map(\.verdict) == [.affected])
        #expect(explanation.entries.first?.reason == match.reason)
    }

    @Test(
        "a path that may be another module's is not held against the module",
        arguments: [
            "example.org/a/b/v2", "example.org/a/b/v2/sub", "example.org/a/b/sub/v10", "example.org/a/bc",
            "example.org/a", "example.org/a/b/known", "example.org/a/b/known/deep", "example.org/a/b/installed",
            "example.org/a/b/installed/deep",
        ])
    func otherModule(name: String) throws {
        let candidates = [Self.record("GHSA-1", name), Self.record("GO-2022-1", "example.org/a/b/known")]
        let found = try Self.identifiers(["example.org/a/b", "example.org/a/b/installed"], candidates)
        #expect(!found.contains { $0.hasSuffix(" example.org/a/b") })
    }

    @Test(
        "an element that is no major version is a part of the package's path",
        arguments: ["v1", "v", "v1beta1", "vendor", "2", "version2"])
    func noMajorVersion(element: String) throws {
        let candidates = [Self.record("GHSA-1", "example.org/a/b/\(element)/x")]
        #expect(try Self.identifiers(["example.org/a/b"], candidates) == ["GHSA-1 example.org/a/b"])
    }

    @Test("where Go's own database has the vulnerability, it says of which modules")
    func goDatabase() throws {
        let candidates = [
            Self.record("GHSA-1", "example.org/a/b/x", aliases: ["CVE-2022-1", "GO-2022-1"]),
            Self.record("GHSA-2", "example.org/a/b/y", aliases: ["CVE-2022-2", "GO-2022-2"]),
            Self.record("GO-2022-1", "example.org/a/b", aliases: ["CVE-2022-1", "GHSA-1"]),
            Self.record("GO-2022-2", "example.org/other", aliases: ["CVE-2022-2", "GHSA-2"]),
        ]
        let report = try Matcher(source: AdvisoryList(candidates))
            .match([installed(.golang, "example.org/a/b", "v0.1.0")], distribution: nil)
        #expect(report.matches.map(\.id) == ["CVE-2022-1"])
        #expect(report.matches.map(\.records) == [["GHSA-1", "GO-2022-1"]])
        #expect(report.matches.map(\.reason.record) == ["GO-2022-1"])
    }

    @Test("a host alone holds nothing")
    func host() throws {
        #expect(try Self.identifiers(["example.org"], [Self.record("GHSA-1", "example.org/a/b")]).isEmpty)
    }

    @Test("the snapshot's record on a package of golang.org/x/text is found for the module")
    func snapshot() throws {
        let matcher = Matcher(source: try AdvisoryDatabase.embedded())
        let text = installed(.golang, "golang.org/x/text", "v0.3.7")
        let report = try matcher.match([text], distribution: nil)
        #expect(report.matches.contains { $0.records.contains("GHSA-69ch-w2m2-3vjp") })
        // This package has become a module of its own, as Go's database knows.
        let azure = installed(.golang, "github.com/Azure/azure-sdk-for-go", "v0.1.0")
        #expect(try matcher.match([azure], distribution: nil).matches.isEmpty)
        let explanation = try matcher.explain("GHSA-69ch-w2m2-3vjp", in: [text], distribution: nil)
        #expect(explanation.entries.contains { $0.reason.record == "GHSA-69ch-w2m2-3vjp" && $0.verdict == .affected })
    }
}
