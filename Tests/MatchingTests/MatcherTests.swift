import Advisories
import Inventory
import Testing

@testable import Matching

@Suite("Matching")
struct MatcherTests {
    @Test("a Debian package matches by its source's name and version")
    func debianSource() throws {
        let report = try match(
            [
                installed(.deb, "libssl3", "3.0.9-1+b2", source: ("openssl", "3.0.9-1"), layer: 2),
                installed(.deb, "openssl", "3.0.9-1", source: ("openssl", "3.0.9-1")),
            ], .bookworm,
            [
                entry(
                    "DSA-1-1", "Debian:12", "openssl", .introduced("0"), .fixed("3.0.9-1+deb12u1"),
                    upstream: ["CVE-2023-1", "CVE-2023-2"]),
                entry("DSA-2-1", "Debian:12", "openssl", .introduced("0"), .fixed("3.0.9-1"), upstream: ["CVE-2023-3"]),
                entry("DSA-3-1", "Debian:12", "libssl3", .introduced("0"), upstream: ["CVE-2023-4"]),
                entry("DSA-4-1", "Debian:11", "openssl", .introduced("0"), upstream: ["CVE-2023-5"]),
            ])
        #expect(report.matches.map(\.id) == ["CVE-2023-1", "CVE-2023-1", "CVE-2023-2", "CVE-2023-2"])
        let first = try #require(report.matches.first)
        #expect(first.packageName == "libssl3")
        #expect(first.layer == 2)
        #expect(first.status == .fixable)
        #expect(first.fixedVersions == ["3.0.9-1+deb12u1"])
        #expect(first.records == ["DSA-1-1"])
        #expect(first.aliases == [])
        #expect(
            first.reason.description
                == "DSA-1-1 on openssl in Debian:12 (introduced 0, fixed 3.0.9-1+deb12u1): 3.0.9-1 is in the affected range: before 3.0.9-1+deb12u1"
        )
        #expect(
            report.coverage == [
                Coverage(
                    ecosystem: "Debian:12", isCovered: true, packages: 2, unversioned: 0, isApproximate: false,
                    note: "",
                    sources: ["Debian:12"])
            ])
    }

    @Test("a binary rebuild is not newer than its source's fix")
    func rebuild() throws {
        let candidates = [
            entry("DSA-1-1", "Debian:12", "x", .introduced("0"), .fixed("1.0-1+a1"), upstream: ["CVE-2023-1"])
        ]
        #expect(try match([installed(.deb, "x", "1.0-1+b7")], .bookworm, candidates).matches.count == 1)
        #expect(try match([installed(.deb, "x", "1.0-1+a1")], .bookworm, candidates).matches.isEmpty)
    }

    @Test("a CVE and its aliases are one row, over any number of steps")
    func aliases() throws {
        let report = try match(
            [installed(.pypi, "Some.Package", "1.0")], nil,
            [
                entry(
                    "PYSEC-2023-1", "PyPI", "some-package", .introduced("0"), .fixed("1.2"),
                    aliases: ["GHSA-aaaa-bbbb-cccc"]),
                entry(
                    "GHSA-aaaa-bbbb-cccc", "PyPI", "some-package", .introduced("0"), .fixed("1.1"),
                    aliases: [" CVE-2023-9 "]),
                entry("GHSA-dddd-bbbb-cccc", "PyPI", "some-package", .introduced("0"), related: ["CVE-2023-9"]),
                entry("PYSEC-2023-2", "PyPI", "some-package", .introduced("0"), aliases: ["GHSA-dddd-bbbb-cccc"]),
                entry("PYSEC-2023-3", "PyPI", "some-package", .introduced("0")),
            ])
        #expect(report.matches.map(\.id) == ["CVE-2023-9", "GHSA-dddd-bbbb-cccc", "PYSEC-2023-3"])
        #expect(report.matches[0].aliases == ["GHSA-aaaa-bbbb-cccc", "PYSEC-2023-1"])
        #expect(report.matches[0].fixedVersions == ["1.2"])
        #expect(report.matches[1].aliases == ["PYSEC-2023-2"])
        #expect(report.matches[1].status == .unfixed)
    }

    @Test("a record of several CVEs lends its other names to none of their rows, and adds no row to its neighbours")
    func several() throws {
        let report = try match(
            [installed(.golang, "example.org/a", "v1.0.0")], nil,
            [
                entry(
                    "GO-1", "Go", "example.org/a", .introduced("0"), .fixed("1.3.0"),
                    aliases: ["CVE-1", "CVE-2", "GHSA-1", "GHSA-2", "GHSA-3"]),
                entry("GHSA-1", "Go", "example.org/a", .introduced("0"), .fixed("1.1.0"), aliases: ["CVE-1", "GO-1"]),
                entry("GHSA-2", "Go", "example.org/a", .introduced("0"), .fixed("1.2.0"), aliases: ["CVE-2", "GO-1"]),
                entry("PYSEC-1", "Go", "example.org/a", .introduced("0"), .fixed("1.1.5"), aliases: ["GHSA-1"]),
            ])
        #expect(report.matches.map(\.id) == ["CVE-1", "CVE-2"])
        #expect(report.matches.map(\.aliases) == [["GHSA-1", "PYSEC-1"], ["GHSA-2"]])
        #expect(report.matches.map(\.fixedVersions) == [["v1.3.0"], ["v1.3.0"]])
        #expect(report.matches[1].records == ["GHSA-2", "GO-1"])
    }

    @Test("withdrawn records and errata of mere bugs are left out")
    func leftOut() throws {
        let report = try match(
            [installed(.rpm, "x", "1-1.el9")], .alma9,
            [
                entry("ALBA-2023:1", "AlmaLinux:9", "x", .introduced("0"), .fixed("2-1.el9")),
                entry("ALSA-2023:2", "AlmaLinux:9", "x", .introduced("0"), .fixed("2-1.el9")),
                entry("ALBA-2023:3", "AlmaLinux:9", "x", .introduced("0"), .fixed("2-1.el9"), related: ["CVE-2023-3"]),
                entry(
                    "ALSA-2023:4", "AlmaLinux:9", "x", .introduced("0"), .fixed("2-1.el9"), related: ["CVE-2023-4"],
                    isWithdrawn: true),
            ])
        #expect(report.matches.map(\.id) == ["ALSA-2023:2", "CVE-2023-3"])
    }

    @Test("a package that the distribution owns, and a key, are not counted")
    func owned() throws {
        var owned = installed(.pypi, "x", "1")
        owned.owner = PackageURL(type: .deb, name: "python3-x")
        let report = try match(
            [owned, installed(.rpm, "gpg-pubkey", "1-1")], .alma9, [entry("PYSEC-1", "PyPI", "x", .introduced("0"))])
        #expect(report == MatchReport(coverage: []))
    }

    @Test("a package that a lock file names and installation left out is not counted")
    func lockedOnly() throws {
        var package = installed("npm", "x", "1.0.0")
        package.attributes["installed"] = "false"
        let candidates = [entry("GHSA-1", "npm", "x", .introduced("0"), kind: .semver)]
        #expect(try match([package], nil, candidates) == MatchReport(coverage: []))
    }

    @Test("what cannot be compared is reported apart")
    func undetermined() throws {
        let report = try match(
            [installed("npm", "x", "file:../x"), installed("npm", "y", "")], nil,
            [entry("GHSA-1", "npm", "x", .introduced("0"), .fixed("1.0.0"), kind: .semver, aliases: ["CVE-2023-1"])])
        #expect(report.matches.isEmpty)
        #expect(report.undetermined.map(\.id) == ["CVE-2023-1"])
        #expect(report.undetermined.map(\.status) == [.undetermined])
        #expect(report.coverage.map(\.unversioned) == [1])
    }
}
