import Advisories
import Inventory
import TestSupport
import Testing

@testable import Matching

#if canImport(Glibc)
import Glibc
#endif

@Suite("Matching with the snapshot of real advisories")
struct RealAdvisoriesTests {
    private struct Expectation {
        let type: PackageType
        let name: String
        let version: String
        let identifiers: [String]
    }

    /// Reads `expected-matches.jsonl`: each line's quoted texts are the keys and values in a fixed order.
    private static func expectations() throws -> [Expectation] {
        let path = try #require(Corpus.advisories.folder) + "/expected-matches.jsonl"
        let file = try #require(fopen(path, "r"))
        defer { fclose(file) }
        var text: [UInt8] = []
        while true {
            let byte = getc(file)
            guard byte >= 0 else { break }
            text.append(UInt8(truncatingIfNeeded: byte))
        }
        return String(decoding: text, as: UTF8.self).split(separator: "\n").map { line in
            let parts = line.split(separator: "\"", omittingEmptySubsequences: false).map(String.init)
            let quoted = parts.indices.filter { !$0.isMultiple(of: 2) }.map { parts[$0] }
            return Expectation(
                type: quoted[1] == "Go" ? .golang : .pypi, name: quoted[3], version: quoted[5],
                identifiers: Array(quoted[7...]))
        }
    }

    @Test(
        "what OSV's own service answered is found, and nothing more but what came later",
        .enabled(if: Corpus.advisories.folder != nil))
    func expectedMatches() throws {
        let matcher = Matcher(source: try AdvisoryDatabase.embedded())
        let expectations = try Self.expectations()
        #expect(expectations.count == 9)
        for expected in expectations {
            let report = try matcher.match(
                [installed(expected.type, expected.name, expected.version)], distribution: nil)
            let names = report.matches.map { Set([$0.id] + $0.aliases + $0.records) }
            for identifier in expected.identifiers {
                #expect(names.contains { $0.contains(identifier) }, "\(expected.name) \(identifier)")
            }
            let more = names.filter { $0.isDisjoint(with: expected.identifiers) }
            // The records of Go's database from GO-2026-5026 on were changed after the service was asked.
            #expect(more.count == (expected.name == "stdlib" ? 7 : 0), "\(expected.name) \(more)")
            #expect(report.undetermined.isEmpty)
        }
    }

    @Test("a known hole in bookworm's first release is found by its source package and explained")
    func bookworm() throws {
        let matcher = Matcher(source: try AdvisoryDatabase.embedded())
        let packages = [
            installed(.deb, "libpython3.11-stdlib", "3.11.2-6+deb12u6", source: ("python3.11", "3.11.2-6+deb12u6"))
        ]
        let report = try matcher.match(packages, distribution: .bookworm)
        let match = try #require(report.matches.first { $0.id == "CVE-2026-6100" })
        #expect(match.fixedVersions == ["3.11.2-6+deb12u8"])
        #expect(match.isDerived)
        #expect(match.severity == .critical)
        #expect(report.coverage.map(\.isCovered) == [true])
        let explanation = try matcher.explain("CVE-2026-6100", in: packages, distribution: .bookworm)
        #expect(explanation.isAffected)
    }
}
