import Advisories
import Testing
import Versions

@testable import Matching

@Suite("Ranges")
struct RangeEvaluationTests {
    private static func evaluate(
        _ version: String, _ ecosystem: String, _ ranges: [[VersionRange.Event]], kind: VersionRange.Kind = .ecosystem,
        versions: [String] = []
    ) throws -> RangeEvaluation {
        var affected = AffectedPackage(ecosystem: ecosystem, name: "x")
        affected.ranges = ranges.map { VersionRange(kind: kind, events: $0) }
        affected.versions = versions
        return RangeEvaluation(
            InstalledVersion(version, scheme: try #require(VersionScheme(ecosystem: ecosystem))), in: affected)
    }

    @Test(
        "events decide as the OSV algorithm says",
        arguments: [
            ("1.0.0", .notAffected), ("1.1.0", .affected), ("1.1.9", .affected), ("1.2.0", .notAffected),
            ("2.0.0-alpha", .notAffected), ("2.0.0", .affected), ("2.3.0", .affected), ("2.3.1", .notAffected),
        ] as [(String, RangeEvaluation.Outcome)])
    func events(version: String, outcome: RangeEvaluation.Outcome) throws {
        let events: [VersionRange.Event] = [
            .introduced("1.1.0"), .fixed("1.2.0"), .introduced("2.0.0"), .lastAffected("2.3.0"),
        ]
        #expect(try Self.evaluate(version, "npm", [events], kind: .semver).outcome == outcome)
        #expect(try Self.evaluate(version, "npm", [events.reversed()], kind: .semver).outcome == outcome)
        #expect(try Self.evaluate(version, "npm", [Array(events[..<2]), Array(events[2...])]).outcome == outcome)
    }

    @Test(
        "zero is before every version, those of an epoch and before a release too",
        arguments: [
            ("0~~", "Debian:12"), ("1:0~0", "Debian:12"), ("0.0.0-0", "npm"), ("0_alpha", "Alpine:v3.19"),
            ("0.dev0", "PyPI"),
        ])
    func zero(version: String, ecosystem: String) throws {
        #expect(try Self.evaluate(version, ecosystem, [[.introduced("0")]]).outcome == .affected)
    }

    @Test("a bare introduced zero affects even what cannot be compared")
    func unreadableButAll() throws {
        #expect(try Self.evaluate("(devel)", "npm", [[.introduced("0")]]).outcome == .affected)
    }

    @Test(
        "what is no version is undetermined in every ecosystem, before and behind every fix",
        arguments: [
            "*", "1.2.*", "unknown", "UNKNOWN", "NOASSERTION", "${project.version}", "$(VERSION)", "@VERSION@",
            "latest",
            "dev-main", "(devel)", "n/a", "",
        ],
        [
            "Debian:12", "Alpine:v3.19", "AlmaLinux:9", "PyPI", "npm", "Maven", "Go", "RubyGems", "crates.io", "NuGet",
            "Packagist", "Hex", "Pub", "Hackage", "CRAN", "ConanCenter", "opam", "Bitnami", "SwiftURL", "Julia",
        ])
    func placeholders(version: String, ecosystem: String) throws {
        #expect(try Self.evaluate(version, ecosystem, [[.introduced("0"), .fixed("2.0")]]).outcome == .undetermined)
        #expect(try Self.evaluate(version, ecosystem, [[.introduced("0")]]).outcome == .affected)
        #expect(try Self.evaluate(version, ecosystem, [], versions: ["1.0"]).outcome == .undetermined)
        #expect(try Self.evaluate(version, ecosystem, [], versions: [version]).outcome == .affected)
    }

    @Test("what cannot be compared is undetermined and never clean")
    func unreadable() throws {
        let fixed = try Self.evaluate("not a version", "npm", [[.introduced("0"), .fixed("1.0.0")]], kind: .semver)
        #expect(fixed.outcome == .undetermined)
        #expect(fixed.comparison.hasPrefix("not a version cannot be compared"))
        let event = try Self.evaluate("1.0.0", "npm", [[.introduced("0"), .fixed("git:abc")]], kind: .semver)
        #expect(event.outcome == .undetermined)
        let other = try Self.evaluate(
            "1.0.0", "npm", [[.introduced("0"), .fixed("git:abc")], [.introduced("0"), .fixed("2.0.0")]], kind: .semver)
        #expect(other.outcome == .affected)
    }

    @Test("a version that the record names is affected, however it is spelt")
    func named() throws {
        #expect(try Self.evaluate("1.0", "PyPI", [], versions: ["0.9", "1.0.0"]).ground == .named)
        #expect(try Self.evaluate("1.1", "PyPI", [], versions: ["0.9", "1.0.0"]).outcome == .notAffected)
        #expect(
            try Self.evaluate("weird", "PyPI", [[.introduced("0"), .fixed("1")]], versions: ["weird"]).outcome
                == .affected)
    }

    @Test("limits bound a range, and a star does not")
    func limits() throws {
        let bounded: [VersionRange.Event] = [.introduced("0"), .limit("2.0.0")]
        #expect(try Self.evaluate("1.0.0", "npm", [bounded]).outcome == .affected)
        #expect(try Self.evaluate("2.0.0", "npm", [bounded]).outcome == .notAffected)
        #expect(try Self.evaluate("2.0.0", "npm", [[.introduced("0"), .limit("*")]]).outcome == .affected)
    }

    @Test(
        "the reason names the comparison that decided",
        arguments: [
            (
                "5.2.15-2", [.introduced("0"), .fixed("5.2.15-2+deb12u1")],
                "5.2.15-2 is in the affected range: before 5.2.15-2+deb12u1"
            ),
            (
                "5.2.15-3", [.introduced("0"), .fixed("5.2.15-2+deb12u1")],
                "5.2.15-3 is not affected: fixed in 5.2.15-2+deb12u1"
            ),
            ("1", [.introduced("2")], "1 is not affected: the range begins at 2"),
            ("3", [.introduced("2")], "3 is in the affected range: from 2, no fix is known"),
            (
                "3", [.introduced("2"), .lastAffected("3")],
                "3 is in the affected range: from 2, up to and including 3"
            ),
            ("4", [.introduced("2"), .lastAffected("3")], "4 is not affected: the last affected version is 3"),
            ("4", [.introduced("0")], "every version is affected, and no fix is known"),
        ] as [(String, [VersionRange.Event], String)])
    func reasons(version: String, events: [VersionRange.Event], comparison: String) throws {
        #expect(try Self.evaluate(version, "Debian:12", [events]).comparison == comparison)
    }

    @Test(
        "a range that ends before it begins is undetermined where its beginning would count",
        arguments: [
            ("5.3.0", [.introduced("3.0"), .lastAffected("3.0.0.M2")], .undetermined),
            ("5.3.0", [.lastAffected("3.0.0.M2"), .introduced("3.0")], .undetermined),
            ("5.3.0", [.introduced("3.0"), .fixed("2.0")], .undetermined),
            ("2.5", [.introduced("3.0"), .lastAffected("3.0.0.M2")], .notAffected),
            ("3.0", [.introduced("3.0"), .lastAffected("3.0")], .affected),
            ("3.0", [.introduced("3.0"), .fixed("3.0")], .notAffected),
            ("5.3.0", [.introduced("0"), .lastAffected("3.0.0.M2")], .notAffected),
            ("5.3.0", [.fixed("2.0"), .introduced("3.0"), .fixed("6.0")], .affected),
            (
                "5.3.0", [.introduced("0"), .fixed("2.0"), .introduced("3.0"), .fixed("3.0.0.M2")],
                .undetermined
            ),
            ("1.0", [.introduced("0"), .fixed("2.0"), .introduced("3.0"), .fixed("3.0.0.M2")], .affected),
            ("2.5", [.introduced("0"), .fixed("2.0"), .introduced("3.0"), .fixed("3.0.0.M2")], .notAffected),
            ("5.3.0", [.introduced("3.0"), .fixed("3.0.0.M2"), .introduced("4.0"), .fixed("6.0")], .affected),
        ] as [(String, [VersionRange.Event], RangeEvaluation.Outcome)])
    func contradictions(version: String, events: [VersionRange.Event], outcome: RangeEvaluation.Outcome) throws {
        let found = try Self.evaluate(version, "Maven", [events])
        #expect(found.outcome == outcome)
        guard outcome == .undetermined else { return }
        #expect(found.comparison.contains("before it begins (introduced 3.0)"))
        // Another range that holds the version decides.
        #expect(try Self.evaluate(version, "Maven", [events, [.introduced("0")]]).outcome == .affected)
    }

    @Test("the fix is that of the line that the version is on")
    func fixes() throws {
        let events: [VersionRange.Event] = [
            .introduced("0"), .fixed("1.21.8"), .introduced("1.22.0-0"), .fixed("1.22.1"),
        ]
        #expect(try Self.evaluate("1.20.1", "Go", [events], kind: .semver).fixedVersion == "1.21.8")
        #expect(try Self.evaluate("1.22.0", "Go", [events], kind: .semver).fixedVersion == "1.22.1")
        #expect(try Self.evaluate("go1.22.0", "Go", [events], kind: .semver).fixedVersion == "1.22.1")
    }
}
