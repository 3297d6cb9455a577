import Advisories
import Inventory
import Testing

@testable import Matching

@Suite("Matching")
struct MatcherTests {
    private static func match(
        _ packages: [Package], _ distribution: Distribution?, _ candidates: [Candidate],
        options: MatchingOptions = .init(),
        facts: [String: ExploitFacts] = [:]
    ) throws -> MatchReport {
        var list = AdvisoryList(candidates)
        list.facts = facts
        return try Matcher(source: list, options: options).match(packages, distribution: distribution)
    }

    @Test("a Debian package matches by its source's name and version")
    func debianSource() throws {
        let report = try Self.match(
            [
                installed(.deb, "libssl3", "3.0.9-1+b2", source: ("openssl", "3.0.9-1"), layer: 2),
                installed(.deb, "openssl", "3.0.9-1"),
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
                == "DSA-1-1 on openssl in Debian:12 (introduced 0, fixed 3.0.9-1+deb12u1): 3.0.9-1 is before fixed 3.0.9-1+deb12u1"
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
        #expect(try Self.match([installed(.deb, "x", "1.0-1+b7")], .bookworm, candidates).matches.count == 1)
        #expect(try Self.match([installed(.deb, "x", "1.0-1+a1")], .bookworm, candidates).matches.isEmpty)
    }

    @Test("a security team's record is believed before one derived from changelogs")
    func derived() throws {
        let team = entry("DSA-1-1", "Debian:12", "x", .introduced("0"), .fixed("1.0-1"), upstream: ["CVE-2023-1"])
        let derived = entry(
            "x_DEBCL-CVE-2023-1", "Debian:12", "x", .introduced("0"), .fixed("1.0-9"), upstream: ["CVE-2023-1"])
        let other = entry(
            "x_DEBCL-CVE-2023-2", "Debian:12", "x", .introduced("0"), .fixed("1.0-9"), upstream: ["CVE-2023-2"])
        let fixed = try Self.match([installed(.deb, "x", "1.0-2")], .bookworm, [derived, team, other])
        #expect(fixed.matches.map(\.id) == ["CVE-2023-2"])
        #expect(fixed.matches.first?.isDerived == true)
        #expect(fixed.matches.first?.aliases == ["x_DEBCL-CVE-2023-2"])
        #expect(fixed.matches.first?.reason.notes.isEmpty == false)
        let open = try Self.match([installed(.deb, "x", "0.9")], .bookworm, [derived, team])
        #expect(open.matches.map(\.records) == [["DSA-1-1"]])
        #expect(open.matches.first?.fixedVersions == ["1.0-1"])
        #expect(open.matches.first?.isDerived == false)
    }

    @Test("a CVE and its aliases are one row, over any number of steps")
    func aliases() throws {
        let report = try Self.match(
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
        #expect(report.matches[0].fixedVersions == ["1.1", "1.2"])
        #expect(report.matches[1].aliases == ["PYSEC-2023-2"])
        #expect(report.matches[1].status == .unfixed)
    }

    @Test("a record of several CVEs lends its other names to none of their rows, and adds no row to its neighbours")
    func several() throws {
        let report = try Self.match(
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
        #expect(report.matches.map(\.fixedVersions) == [["1.1.0", "1.1.5", "1.3.0"], ["1.2.0", "1.3.0"]])
        #expect(report.matches[1].records == ["GHSA-2", "GO-1"])
    }

    @Test("withdrawn records and errata of mere bugs are left out")
    func leftOut() throws {
        let report = try Self.match(
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

    @Test(
        "epochs of rpms count, and a missing one is zero",
        arguments: [("1:1.0-1.el9", 0), ("1.9-1.el9", 1), ("0:1.9-1.el9", 1), ("1:0.9-1.el9", 1), ("2:0.1-1.el9", 0)])
    func epochs(version: String, count: Int) throws {
        let candidates = [
            entry("ALSA-1", "AlmaLinux:9", "x", .introduced("0"), .fixed("1:1.0-1.el9"), related: ["CVE-2023-1"])
        ]
        #expect(try Self.match([installed(.rpm, "x", version)], .alma9, candidates).matches.count == count)
    }

    @Test(
        "where a source rpm hides its epoch, the package's own or none counts",
        arguments: [
            (installed(.rpm, "x-libs", "1:1.0-1.el9", source: ("x", "1.0-1.el9")), 1),
            (installed(.rpm, "x-libs", "2:1.0-1.el9", source: ("x", "1.0-1.el9")), 0),
            (installed(.rpm, "perl-Encode", "4:3.08-1.el9", source: ("x", "1.0-1.el9")), 1),
            (installed(.rpm, "perl-Encode", "4:3.08-1.el9", source: ("x", "1.2-1.el9")), 0),
            (installed(.rpm, "x", "1:1.0-1.el9"), 1),
        ])
    func sourceEpochs(package: Package, count: Int) throws {
        let candidates = [
            entry("RLSA-1", "Rocky Linux:9", "x", .introduced("0"), .fixed("1:1.1-1.el9"), upstream: ["CVE-2023-1"])
        ]
        #expect(try Self.match([package], .rocky9, candidates).matches.count == count)
    }

    @Test(
        "a module's fix concerns packages of the same stream only",
        arguments: [
            ("1:16.0.0-1.el9", "", 0),
            ("1:16.0.0-1.module_el9.1.0+16+91bc168f", "nodejs:16:9010020221212:rhel9:x86_64", 0),
            ("1:18.0.0-1.module_el9.1.0+16+91bc168f", "nodejs:18:9010020221212:rhel9:x86_64", 1),
            ("1:18.0.0-1.module_el9.1.0+16+91bc168f", "", 1),
            ("1:18.99.0-1.module_el9.1.0+16+91bc168f", "nodejs:18:9010020221212:rhel9:x86_64", 0),
        ])
    func modules(version: String, label: String, count: Int) throws {
        let package = installed(.rpm, "nodejs", version, module: label)
        let fixed = VersionRange.Event.fixed("1:18.12.1-1.module_el9.1.0+16+91bc168f")
        for module in ["", "nodejs:18", "nodejs-devel:18,nodejs:18"] {
            let candidates = [
                entry(
                    "ALSA-1", "AlmaLinux:9", "nodejs", .introduced("0"), fixed, related: ["CVE-2023-1"], module: module)
            ]
            #expect(try Self.match([package], .alma9, candidates).matches.count == count)
        }
        let plain = [
            entry("ALSA-2", "AlmaLinux:9", "nodejs", .introduced("0"), .fixed("1:99-1.el9"), related: ["CVE-2023-2"])
        ]
        let isPlain = !version.contains("module")
        #expect(try Self.match([package], .alma9, plain).matches.count == (isPlain ? 1 : 0))
    }

    @Test(
        "a record's stream decides even where the versions begin alike",
        arguments: [
            ("virt:rhel", 1), ("virt-devel:rhel,virt:rhel", 1), ("virt:av", 0), ("virt-devel:rhel", 0), ("virt:rhe", 0),
        ])
    func streams(module: String, count: Int) throws {
        let package = installed(
            .rpm, "libvirt", "6.0.0-1.module_el8.1.0+1+a", module: "virt:rhel:8010020200101:rhel8:x86_64")
        let candidates = [
            entry(
                "ALSA-1", "AlmaLinux:9", "libvirt", .introduced("0"), .fixed("6.0.0-2.module_el8.1.0+2+b"),
                related: ["CVE-2023-1"], module: module)
        ]
        #expect(try Self.match([package], .alma9, candidates).matches.count == count)
    }

    @Test(
        "of several builds of one module update the lowest has the fix",
        arguments: [("+118", 1), ("+119", 0), ("+200", 0), ("+2608", 0)])
    func rebuilds(build: String, count: Int) throws {
        let version = "1.18.0-8.module_el8.5.0\(build)+72063365"
        let builds = ["1.18.0-8.module_el8.6.0+2880+7d9e3703", "1.18.0-8.module_el8.5.0+119+9a9ec082"]
        let candidates = builds.map {
            entry("ALSA-1", "AlmaLinux:9", "libiscsi", .introduced("0"), .fixed($0), related: ["CVE-2023-1"])
        }
        let report = try Self.match([installed(.rpm, "libiscsi", version)], .alma9, candidates)
        #expect(report.matches.count == count)
        #expect(report.matches.allSatisfy { $0.fixedVersions == [builds[1]] })
    }

    @Test("a record for another architecture does not concern the package")
    func architectures() throws {
        let candidates = [
            entry("ALSA-1", "AlmaLinux:9", "x", .introduced("0"), related: ["CVE-2023-1"], architectures: ["s390x"])
        ]
        #expect(try Self.match([installed(.rpm, "x", "1-1")], .alma9, candidates).matches.isEmpty)
        let same = installed(.rpm, "x", "1-1", architecture: "s390x")
        #expect(try Self.match([same], .alma9, candidates).matches.count == 1)
    }

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
        let plain = try Self.match([installed(.deb, "sudo", "1.8.16-0ubuntu1.10")], .xenial, candidates)
        #expect(plain.matches.map(\.id) == ["CVE-2025-1"])
        #expect(plain.matches.first?.status == .unfixed)
        #expect(
            plain.matches.first?.reason.notes == [
                "1.8.16-0ubuntu1.10+esm3 comes with Ubuntu Pro, which is not attached"
            ])
        #expect(plain.matches.first?.aliases == ["UBUNTU-CVE-2025-1"])
        let attached = try Self.match(
            [installed(.deb, "sudo", "1.8.16-0ubuntu1.10"), installed(.deb, "bash", "4.3-14ubuntu1.4+esm1")], .xenial,
            Array(candidates[..<2]))
        #expect(attached.matches.first?.fixedVersions == ["1.8.16-0ubuntu1.10+esm3"])
    }

    @Test("a release without data is unknown, never clean")
    func uncovered() throws {
        let report = try Self.match(
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
        #expect(try Self.match([package], .rocky9, candidates).coverage.map(\.isCovered) == [false])
        var options = MatchingOptions()
        options.allowsCompatible = true
        let report = try Self.match([package], .rocky9, candidates, options: options)
        #expect(report.matches.map(\.isApproximate) == [true])
        #expect(report.matches.first?.reason.notes == ["the record is of a compatible distribution"])
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
                "there are no advisories at hand of 3 of its 4 parts: workstation, client, computenode"
            ),
            (
                Distribution(id: "chainguard", versionID: "20230214"), .apk, ["Wolfi"],
                "there are no advisories at hand of 1 of its 2 parts: Chainguard"
            ),
            (
                Distribution(id: "sles", versionID: "15.5", prettyName: "SUSE Linux Enterprise Server 15 SP5"), .rpm,
                ["SUSE:Linux Enterprise Server 15 SP5", "SUSE:Linux Enterprise Module for Legacy 15 SP5"],
                """
                there are no advisories at hand of 10 of its 12 parts: Server 15 SP5-LTSS, Module for Basesystem 15 SP5, \
                Module for Certifications 15 SP5, Module for Containers 15 SP5, Module for Desktop Applications 15 SP5, \
                Module for Development Tools 15 SP5, Module for Public Cloud 15 SP5, Module for Python 3 15 SP5, \
                Module for Server Applications 15 SP5, Module for Web and Scripting 15 SP5
                """
            ),
            (.xenial, .deb, ["Ubuntu:16.04:LTS"], ""),
            (.xenial, .deb, ["Ubuntu:16.04"], "there are no advisories at hand of 1 of its 1 parts: LTS"),
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

    @Test("every ecosystem that was asked is told, and none that the source lacks")
    func asked() throws {
        let unrated = entry("DSA-1-1", "Debian:12", "x", .introduced("0"), upstream: ["CVE-2023-1"])
        let other = entry("BIT-x-1", "Bitnami", "x", aliases: ["CVE-2023-9"])
        let packages = [installed(.deb, "x", "1"), installed(.pypi, "y", "1")]
        #expect(try Self.match(packages, .bookworm, [unrated, other]).ecosystems == ["Bitnami", "Debian:12"])
        #expect(try Self.match(packages, .bookworm, [unrated]).ecosystems == ["Debian:12"])
        #expect(try Self.match([packages[1]], nil, [other]).ecosystems == [])
    }

    @Test("a package that the distribution owns, and a key, are not counted")
    func owned() throws {
        var owned = installed(.pypi, "x", "1")
        owned.owner = PackageURL(type: .deb, name: "python3-x")
        let report = try Self.match(
            [owned, installed(.rpm, "gpg-pubkey", "1-1")], .alma9, [entry("PYSEC-1", "PyPI", "x", .introduced("0"))])
        #expect(report == MatchReport(coverage: []))
    }

    @Test("a package that a lock file names and installation left out is not counted")
    func lockedOnly() throws {
        var package = installed("npm", "x", "1.0.0")
        package.attributes["installed"] = "false"
        let candidates = [entry("GHSA-1", "npm", "x", .introduced("0"), kind: .semver)]
        #expect(try Self.match([package], nil, candidates) == MatchReport(coverage: []))
    }

    @Test("what cannot be compared is reported apart")
    func undetermined() throws {
        let report = try Self.match(
            [installed("npm", "x", "file:../x"), installed("npm", "y", "")], nil,
            [entry("GHSA-1", "npm", "x", .introduced("0"), .fixed("1.0.0"), kind: .semver, aliases: ["CVE-2023-1"])])
        #expect(report.matches.isEmpty)
        #expect(report.undetermined.map(\.id) == ["CVE-2023-1"])
        #expect(report.undetermined.map(\.status) == [.undetermined])
        #expect(report.coverage.map(\.unversioned) == [1])
    }

    @Test("what the records leave unrated is rated by those of other ecosystems about the same CVE alone")
    func borrowedRating() throws {
        let rating = Rating(kind: .cvss3, text: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")
        let packages = [installed(.deb, "x", "1")]
        let candidates = [
            entry("DSA-1-1", "Debian:12", "x", .introduced("0"), upstream: ["CVE-2023-1", "CVE-2023-2"]),
            entry("BIT-x-1", "Bitnami", "x", aliases: ["CVE-2023-1"], ratings: [rating]),
            entry("JLSEC-1", "Julia", "x", aliases: ["CVE-2023-2", "CVE-2023-3"], ratings: [rating]),
        ]
        let report = try Self.match(packages, .bookworm, candidates)
        #expect(report.matches.map(\.severity) == [.critical, .unknown])
        #expect(report.matches.map(\.ratedBy) == ["BIT-x-1", nil])
        let matcher = Matcher(source: AdvisoryList(candidates), options: MatchingOptions())
        for match in report.matches {
            let explanation = try matcher.explain(match.id, in: packages, distribution: .bookworm)
            #expect(explanation.severity.severity == match.severity, "an explanation rates as a scan does")
            #expect(explanation.ratedBy == match.ratedBy)
        }
    }

    @Test("an erratum's rating gives way to the CVE's own where the erratum is of several")
    func ratingOfErratum() throws {
        let worst = Rating(kind: .cvss3, text: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")
        let low = Rating(kind: .cvss3, text: "CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N")
        let report = try Self.match(
            [installed(.deb, "x", "1")], .bookworm,
            [
                entry(
                    "DSA-1-1", "Debian:12", "x", .introduced("0"), upstream: ["CVE-2023-1", "CVE-2023-2"],
                    ratings: [worst]),
                entry("BIT-x-1", "Bitnami", "x", aliases: ["CVE-2023-1"], ratings: [low]),
            ])
        #expect(report.matches.map(\.severity) == [.low, .critical])
    }

    @Test("what to fix first is exploited, then likely to be, then severe, then fixable")
    func priority() throws {
        func rated(_ id: String, _ word: String, fixed: Bool = true) -> Candidate {
            let rating = Rating(kind: .word, text: word)
            return fixed
                ? entry(id, "PyPI", "x", .introduced("0"), .fixed("2"), ratings: [rating])
                : entry(id, "PyPI", "x", .introduced("0"), ratings: [rating])
        }
        var known = ExploitFacts()
        known.knownExploitedSince = "2024-01-01"
        var likely = ExploitFacts()
        likely.epss = 0.4
        var unlikely = ExploitFacts()
        unlikely.epss = 0.05
        let report = try Self.match(
            [installed(.pypi, "x", "1")], nil,
            [
                rated("CVE-1-1", "HIGH"), rated("CVE-1-2", "HIGH", fixed: false),
                rated("CVE-1-3", "CRITICAL", fixed: false),
                rated("CVE-1-4", "LOW"), rated("CVE-1-5", "LOW"), rated("CVE-1-6", "HIGH"), rated("CVE-1-10", "HIGH"),
            ], facts: ["CVE-1-4": known, "CVE-1-5": likely, "CVE-1-6": unlikely])
        #expect(
            report.byPriority.map(\.id)
                == ["CVE-1-4", "CVE-1-5", "CVE-1-3", "CVE-1-6", "CVE-1-1", "CVE-1-10", "CVE-1-2"])
        #expect(report.matches.map(\.id) == report.matches.map(\.id).sorted(by: IdentifierOrder.precedes))
        #expect(report.matches.last?.id == "CVE-1-10")
    }
}
