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

    @Test("a fix by which the same vulnerability is still there moves up to where every range ends, else it is none")
    func fixes() throws {
        let records = [
            entry("A", "Go", "stdlib", .introduced("0"), .fixed("1.20.11"), aliases: ["CVE-2023-1"]),
            entry("B", "Go", "stdlib", .introduced("1.20.11"), .fixed("1.20.12"), aliases: ["CVE-2023-1"]),
            entry("C", "Go", "stdlib", .introduced("0"), .fixed("1.20.11"), aliases: ["CVE-2023-2"]),
            entry("D", "Go", "stdlib", .introduced("0"), .fixed("1.20.11"), .introduced("1.20.11")),
        ]
        let report = try match([installed(.golang, "stdlib", "1.20.10")], nil, records)
        #expect(report.matches.map(\.id) == ["CVE-2023-1", "CVE-2023-2", "D"])
        #expect(report.matches.map(\.fixedVersions) == [["1.20.12"], ["1.20.11"], []])
        #expect(report.matches.map(\.affectedFixes) == [["1.20.12"], ["1.20.11"], []])
        #expect(report.matches.map(\.upgrade) == ["1.20.12", "1.20.12", nil])
        #expect(report.matches.map(\.isUpgradeAffected) == [true, true, false])
        #expect(report.matches.last?.status == .unfixed)
    }

    @Test("a distribution's fix before another fix of the package is told to be affected")
    func distributionFixes() throws {
        let report = try match(
            [installed(.deb, "x", "1.0-1")], .bookworm,
            [
                entry("DSA-1-1", "Debian:12", "x", .introduced("0"), .fixed("1.0-2"), upstream: ["CVE-2023-1"]),
                entry("DSA-2-1", "Debian:12", "x", .introduced("0"), .fixed("1.0-3"), upstream: ["CVE-2023-2"]),
            ])
        #expect(report.matches.map(\.affectedFixes) == [["1.0-2"], []])
        #expect(report.matches.map(\.upgrade) == ["1.0-3", "1.0-3"])
        #expect(report.matches.map(\.isUpgradeAffected) == [false, false])
    }

    @Test(
        "a version is offered as the installed one is written",
        arguments: [
            (PackageType.golang, "Go", "example.org/x", "v1.0.0", "1.2.0", "v1.2.0"),
            (.golang, "Go", "stdlib", "1.20.1", "1.20.3", "1.20.3"),
            (.maven, "Maven", "com.google.guava:guava", "31.1-jre", "32.0.0-android", "32.0.0-jre"),
            (.maven, "Maven", "com.google.guava:guava", "31.1-android", "32.0.0-android", "32.0.0-android"),
            (.maven, "Maven", "com.google.guava:guava", "31.1-jre", "32.0.0", "32.0.0-jre"),
            (.maven, "Maven", "a:b", "10.2.0.jre8", "10.2.4.jre7", "10.2.4.jre8"),
            // The installed flavour of this version comes before the fix, so it cannot be offered.
            (.maven, "Maven", "a:b", "10.2.0.jre8", "10.2.4.jre11", "10.2.4.jre11"),
            (.maven, "Maven", "a:b", "1.0", "1.2-rc1", "1.2-rc1"),
        ])
    func written(
        type: PackageType, ecosystem: String, name: String, installed version: String, fix: String, target: String
    ) throws {
        let report = try match(
            [installed(type, name, version)], nil, [entry("A", ecosystem, name, .introduced("0"), .fixed(fix))])
        #expect(report.remediations.flatMap(\.upgrades).map(\.target) == [target])
        #expect(report.matches.map(\.fixedVersions) == [[target]])
    }

    @Test("rpms of one version that need one version for the same vulnerabilities are one upgrade, source or none")
    func rpms() throws {
        let names = ["vim-common", "vim-minimal"]
        let report = try match(
            names.map { installed(.rpm, $0, "2:9.0-1.el9") } + [installed(.rpm, "zip", "3.0-1.el9")], .alma9,
            names.map {
                entry("ALSA-1", "AlmaLinux:9", $0, .introduced("0"), .fixed("2:9.0-2.el9"), related: ["CVE-2023-1"])
            } + [entry("ALSA-2", "AlmaLinux:9", "zip", .introduced("0"), .fixed("3.0-2.el9"), related: ["CVE-2023-2"])])
        #expect(report.remediations.map { $0.upgrades.map(\.package) } == [["vim-common", "vim-minimal"], ["zip"]])
        #expect(report.remediations.map(\.steps) == [["dnf upgrade vim-common vim-minimal"], ["dnf upgrade zip"]])
    }

    @Test("a name that no package manager takes is left out of the command of its source")
    func hostileNeighbour() throws {
        let report = try match(
            ["x; rm -rf /", "libcurl4"].map { installed(.deb, $0, "1-1", source: ("curl", "1-1")) }, .bookworm,
            [entry("DSA-1-1", "Debian:12", "curl", .introduced("0"), .fixed("1-2"), upstream: ["CVE-2023-1"])])
        #expect(report.remediations.map(\.steps) == [["apt-get install --only-upgrade libcurl4"]])
    }

    @Test("two versions of a package are one line with both places, and what one file holds is one line")
    func lines() throws {
        func module(_ version: String, _ places: [String]) -> Package {
            var package = installed(.golang, "example.org/m", version)
            package.locations = places
            return package
        }
        var packages = ["1.0", "1.1"].map { installed(.pypi, "x", $0) }
        packages[0].locations = ["usr/lib/python3/dist-packages/x-1.0.dist-info/METADATA"]
        packages[1].locations = ["opt/it's/lib/python3.11/site-packages/x-1.1.dist-info/METADATA"]
        var standard = installed(.golang, "stdlib", "1.20.1")
        standard.locations = ["usr/bin/tool", "usr/bin/other"]
        packages += [module("v1.0.0", ["usr/bin/tool"]), standard]
        let report = try match(
            packages, nil,
            [
                entry("A", "PyPI", "x", .introduced("0"), .fixed("1.2")),
                entry("B", "Go", "stdlib", .introduced("0"), .fixed("1.20.3")),
                entry("C", "Go", "example.org/m", .introduced("0"), .fixed("1.1.0")),
            ])
        let plan = report.remediations.sorted { $0.action < $1.action }
        #expect(
            plan.map(\.action) == [
                "rebuild /usr/bin/other with Go 1.20.3",
                "rebuild /usr/bin/tool with example.org/m v1.1.0, Go 1.20.3",
                "upgrade x 1.0 to 1.2, 1.1 to 1.2",
            ])
        #expect(
            plan.map(\.steps) == [
                [], [],
                [
                    "in /usr/lib/python3/dist-packages/x-1.0.dist-info/METADATA", "pip install x==1.2",
                    "in /opt/it's/lib/python3.11/site-packages/x-1.1.dist-info/METADATA",
                    "pip install --upgrade --target '/opt/it'\\''s/lib/python3.11/site-packages' x==1.2",
                ],
            ])
        let upgrades = Remediation.upgrades(of: report.remediations)
        #expect(upgrades.count == 4)
        #expect(upgrades.first { $0.package == "stdlib" }?.places == ["usr/bin/other", "usr/bin/tool"])
    }
}
