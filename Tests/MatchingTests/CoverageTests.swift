import Advisories
import Inventory
import Testing

@testable import Matching

@Suite("Coverage")
struct CoverageTests {
    @Test("what Ubuntu fixes for subscribers only is affected, without a fix unless Pro is attached")
    func ubuntuPro() throws {
        let candidates = [
            entry(
                "UBUNTU-CVE-2025-1", "Ubuntu:Pro:16.04:LTS", "sudo", .introduced("0"),
                .fixed("1.8.16-0ubuntu1.10+esm3"), related: ["CVE-2025-1"]),
            entry(
                "UBUNTU-CVE-2020-2", "Ubuntu:16.04:LTS", "sudo", .introduced("0"), .fixed("1.8.16-0ubuntu1.9"),
                related: ["CVE-2020-2"]),
            entry(
                "UBUNTU-CVE-2020-2", "Ubuntu:Pro:16.04:LTS", "sudo", .introduced("0"), .fixed("9"),
                related: ["CVE-2020-2"]),
        ]
        let plain = try match([installed(.deb, "sudo", "1.8.16-0ubuntu1.10")], .xenial, candidates)
        #expect(plain.matches.map(\.id) == ["CVE-2025-1"])
        #expect(plain.matches.first?.status == .unfixed)
        #expect(
            plain.matches.first?.reason.notes == [
                "1.8.16-0ubuntu1.10+esm3 comes with Ubuntu Pro, which is not attached"
            ])
        #expect(plain.matches.first?.aliases == ["UBUNTU-CVE-2025-1"])
        let attached = try match(
            [installed(.deb, "sudo", "1.8.16-0ubuntu1.10"), installed(.deb, "bash", "4.3-14ubuntu1.4+esm1")], .xenial,
            Array(candidates[..<2]))
        #expect(attached.matches.first?.fixedVersions == ["1.8.16-0ubuntu1.10+esm3"])
    }

    @Test("a release without data is unknown, never clean")
    func uncovered() throws {
        let report = try match(
            [installed(.rpm, "x", "1-1"), installed(.rpm, "y", "1-1"), installed(.pypi, "z", "1")],
            Distribution(id: "fedora", versionID: "35", prettyName: "Fedora Linux 35"),
            [entry("PYSEC-1", "PyPI", "other")])
        #expect(report.matches.isEmpty)
        #expect(report.coverage.map(\.ecosystem) == ["Fedora Linux 35", "PyPI"])
        #expect(report.coverage.map(\.isCovered) == [false, true])
        #expect(report.coverage.map(\.packages) == [2, 1])
        #expect(report.coverage[0].note.isEmpty == false)
    }

    @Test("compatible records stand in where that is asked for and nothing of its own is known")
    func standIn() throws {
        let candidates = [
            entry("ALSA-1", "AlmaLinux:9", "x", .introduced("0"), .fixed("2-1.el9"), related: ["CVE-2023-1"])
        ]
        let package = installed(.rpm, "x", "1-1.el9", source: ("other", "1-1.el9"))
        #expect(try match([package], .rocky9, candidates).coverage.map(\.isCovered) == [false])
        var options = MatchingOptions()
        options.allowsCompatible = true
        let report = try match([package], .rocky9, candidates, options: options)
        #expect(report.matches.map(\.isApproximate) == [true])
        #expect(report.matches.first?.reason.notes == ["the record is for a compatible distribution"])
        #expect(report.coverage.map(\.isApproximate) == [true])
        #expect(report.coverage.map(\.sources) == [["AlmaLinux:9"]])
        #expect(report.coverage.map(\.missing) == [[]])
        #expect(report.ecosystems == ["AlmaLinux:9"])
    }

    @Test(
        "the parts of a distribution that the source lacks are named",
        arguments: [
            (
                Distribution(id: "rhel", versionID: "6.10"), PackageType.rpm, ["Red Hat:enterprise_linux:6::server"],
                "the database lacks advisories for 3 of its 4 parts: workstation, client, computenode"
            ),
            (
                Distribution(id: "chainguard", versionID: "20230214"), .apk, ["Wolfi"],
                "the database lacks advisories for 1 of its 2 parts: Chainguard"
            ),
            (
                Distribution(id: "sles", versionID: "15.5", prettyName: "SUSE Linux Enterprise Server 15 SP5"), .rpm,
                ["SUSE:Linux Enterprise Server 15 SP5", "SUSE:Linux Enterprise Module for Legacy 15 SP5"],
                """
                the database lacks advisories for 10 of its 12 parts: Server 15 SP5-LTSS, Module for Basesystem 15 SP5, \
                Module for Certifications 15 SP5, Module for Containers 15 SP5, Module for Desktop Applications 15 SP5, \
                Module for Development Tools 15 SP5, Module for Public Cloud 15 SP5, Module for Python 3 15 SP5, \
                Module for Server Applications 15 SP5, Module for Web and Scripting 15 SP5
                """
            ),
            (.xenial, .deb, ["Ubuntu:16.04:LTS"], ""),
            (
                .xenial, .deb, ["Ubuntu:16.04"],
                "the database has no advisories for Ubuntu:16.04:LTS itself; those of Ubuntu:16.04 were used"
            ),
            (.bookworm, .deb, ["Debian:12"], ""),
        ] as [(Distribution, PackageType, [String], String)])
    func partial(distribution: Distribution, type: PackageType, parts: [String], note: String) throws {
        let list = AdvisoryList(covering: Set(parts))
        let report = try Matcher(source: list).match([installed(type, "x", "1-1")], distribution: distribution)
        let coverage = try #require(report.coverage.first)
        #expect(coverage.isCovered)
        #expect(coverage.note == note)
        #expect(coverage.missing.isEmpty == note.isEmpty)
        #expect(Set(coverage.sources) == Set(parts))
        #expect(report.ecosystems == parts.sorted())
    }

    @Test("what a source holds of a release is told: a sample, fixed vulnerabilities only, another release's data")
    func scopes() throws {
        var list = AdvisoryList(covering: ["Ubuntu:16.04:LTS", "Ubuntu:Pro:16.04:LTS", "PyPI"])
        list.scopes["Ubuntu:16.04:LTS"] = DataScope(isSample: true)
        list.scopes["Ubuntu:Pro:16.04:LTS"] = DataScope(isFixedOnly: true)
        list.scopes["PyPI"] = DataScope(isFixedOnly: true, derivedFrom: "other")
        let coverage = try Matcher(source: list).match(
            [installed(.deb, "x", "1"), installed(.pypi, "y", "1")], distribution: .xenial
        ).coverage
        #expect(coverage.map(\.ecosystem) == ["PyPI", "Ubuntu:16.04:LTS"])
        #expect(coverage.map(\.samples) == [[], ["Ubuntu:16.04:LTS"]])
        #expect(coverage.map(\.isFixedOnly) == [true, false])
        #expect(coverage.map(\.derivedFrom) == ["other", nil])
    }

    @Test(
        "a compatible distribution that is at hand is named where the packages' own has no advisories",
        arguments: [(["AlmaLinux:9"], "AlmaLinux:9"), ([], nil)] as [(Set<String>, String?)])
    func compatible(ecosystems: Set<String>, name: String?) throws {
        let list = AdvisoryList(covering: ecosystems)
        let coverage = try Matcher(source: list).match([installed(.rpm, "x", "1-1")], distribution: .rocky9).coverage
        #expect(coverage.map(\.isCovered) == [false])
        #expect(coverage.map(\.compatible) == [name])
    }

    @Test(
        "types for which nobody publishes advisories are told apart from distributions' packages",
        arguments: [(.generic, false), (.luarocks, false), (.alpm, true), (.deb, true), (.pypi, true)]
            as [(PackageType, Bool)])
    func unpublished(type: PackageType, isPublished: Bool) throws {
        let coverage = try Matcher(source: AdvisoryList()).match([installed(type, "x", "1")], distribution: nil)
            .coverage
        #expect(coverage.map(\.isCovered) == [false])
        #expect(coverage.map(\.isPublished) == [isPublished])
    }

    @Test("every ecosystem that was asked is told, and none that the source lacks")
    func asked() throws {
        let unrated = entry("DSA-1-1", "Debian:12", "x", .introduced("0"), upstream: ["CVE-2023-1"])
        let other = entry("BIT-x-1", "Bitnami", "x", aliases: ["CVE-2023-9"])
        let packages = [installed(.deb, "x", "1"), installed(.pypi, "y", "1")]
        #expect(try match(packages, .bookworm, [unrated, other]).ecosystems == ["Bitnami", "Debian:12"])
        #expect(try match(packages, .bookworm, [unrated]).ecosystems == ["Debian:12"])
        #expect(try match([packages[1]], nil, [other]).ecosystems == [])
    }
}
