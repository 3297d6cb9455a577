import Advisories
import Inventory
import Testing

@testable import Matching

@Suite("Packages of bills of other tools are matched")
struct ForeignPackagesTests {
    private func package(_ text: String, source: SourcePackage?) throws -> Package {
        let url = try #require(PackageURL(parsing: text))
        var record = PackageRecord(type: url.parts.type, name: url.parts.name, version: url.parts.version)
        record.source = source
        return Package(record, purl: url, layer: 0, locations: [], cataloger: "")
    }

    @Test("each in its own distribution, and each distribution has its coverage")
    func severalDistributions() throws {
        let source = SourcePackage(name: "kelp", version: "1-1")
        let report = try match(
            [
                package("pkg:deb/debian/kelp@1-1?distro=bookworm", source: source),
                package("pkg:deb/debian/kelp@1-1?distro=debian-11", source: source),
                package("pkg:deb/ubuntu/kelp@1-1?distro=jammy", source: source),
            ], .bookworm,
            [
                entry("DSA-1-1", "Debian:12", "kelp", .introduced("0"), .fixed("1-2"), upstream: ["CVE-2024-1"]),
                entry("DSA-2-1", "Debian:11", "kelp", .introduced("0"), .fixed("1-1"), upstream: ["CVE-2024-2"]),
                entry("DSA-3-1", "Debian", "kelp", .introduced("0"), .fixed("1-3"), upstream: ["CVE-2024-3"]),
            ])
        let found = report.matches.map { "\($0.id) \($0.package.parts.qualifiers["distro"] ?? "")" }
        #expect(found == ["CVE-2024-1 bookworm", "CVE-2024-3 bookworm", "CVE-2024-3 debian-11"].sorted())
        #expect(report.coverage.map(\.ecosystem) == ["Debian:11", "Debian:12", "Ubuntu:22.04:LTS"])
        #expect(report.coverage.map(\.isCovered) == [true, true, false])
    }

    @Test("in part, where nothing names the source under which advisories are filed")
    func unsourced() throws {
        let records = [
            entry("DSA-1-1", "Debian:12", "kelp", .introduced("0"), upstream: ["CVE-2024-1"]),
            entry("ALSA-1", "AlmaLinux:9", "kelp", .introduced("0"), related: ["CVE-2024-2"]),
        ]
        let deb = try match([package("pkg:deb/debian/kelp@1-1", source: nil)], .bookworm, records)
        #expect(deb.matches.map(\.id) == ["CVE-2024-1"])
        #expect(deb.coverage.map(\.unsourced) == [1])
        let rpm = try match([package("pkg:rpm/almalinux/kelp@1-1", source: nil)], .alma9, records)
        #expect(rpm.coverage.map(\.unsourced) == [0])
    }

    @Test(
        "without the number of a build",
        arguments: [
            ("1.27.2-0", 0), ("1.27.2", 0), ("1.27.1-12", 1), ("1.27.2-rc1-0", 1), ("1.27.2-rc1", 1), ("-0", 0),
        ])
    func builds(version: String, count: Int) throws {
        let record = entry("BIT-1", "Bitnami", "kelp", .introduced("0"), .fixed("1.27.2"), kind: .semver)
        let report = try match([installed(.bitnami, "kelp", version)], nil, [record])
        #expect(report.matches.count == count)
    }

    @Test("not where nothing names the distribution's release")
    func releases() throws {
        for (type, name) in [("deb", "debian"), ("deb", "ubuntu"), ("apk", "alpine"), ("rpm", "almalinux")] {
            let report = try match(
                [package("pkg:\(type)/\(name)/kelp@1", source: nil)], nil,
                [
                    entry("A-1", "Debian:12", "kelp", .introduced("0")),
                    entry("A-2", "Alpine:edge", "kelp", .introduced("0")),
                ])
            #expect(report.coverage.map(\.isCovered) == [false])
        }
    }

    @Test(
        "of SUSE by the names that products have, without PRETTY_NAME",
        arguments: [
            ("sles", "15.6", "SUSE:Linux Enterprise Server 15 SP6"),
            ("sles", "15-SP6", "SUSE:Linux Enterprise Server 15 SP6"),
            ("sles", "15", "SUSE:Linux Enterprise Server 15"), ("opensuse-leap", "15.6", "openSUSE:Leap 15.6"),
            ("sle-micro", "5.5", "SUSE:Linux Enterprise Micro 5.5"), ("sl-micro", "6.0", "SUSE:Linux Micro 6.0"),
        ])
    func suse(id: String, version: String, ecosystem: String) {
        let mapping = EcosystemMapping(distribution: Distribution(id: id, versionID: version))
        #expect(mapping.ecosystems(for: .rpm).ecosystems.first == ecosystem)
    }
}
