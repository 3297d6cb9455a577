import Advisories
import Inventory
import Testing

@testable import Matching

@Suite("Matching of rpms")
struct RpmMatchingTests {
    @Test(
        "epochs of rpms count, and a missing one is zero",
        arguments: [("1:1.0-1.el9", 0), ("1.9-1.el9", 1), ("0:1.9-1.el9", 1), ("1:0.9-1.el9", 1), ("2:0.1-1.el9", 0)])
    func epochs(version: String, count: Int) throws {
        let candidates = [
            entry("ALSA-1", "AlmaLinux:9", "x", .introduced("0"), .fixed("1:1.0-1.el9"), related: ["CVE-2023-1"])
        ]
        #expect(try match([installed(.rpm, "x", version)], .alma9, candidates).matches.count == count)
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
        #expect(try match([package], .rocky9, candidates).matches.count == count)
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
            #expect(try match([package], .alma9, candidates).matches.count == count)
        }
        let plain = [
            entry("ALSA-2", "AlmaLinux:9", "nodejs", .introduced("0"), .fixed("1:99-1.el9"), related: ["CVE-2023-2"])
        ]
        let isPlain = !version.contains("module")
        #expect(try match([package], .alma9, plain).matches.count == (isPlain ? 1 : 0))
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
        #expect(try match([package], .alma9, candidates).matches.count == count)
    }

    @Test(
        "builds of one module update are one version, whatever their numbers",
        arguments: [("8", "+118", 0), ("8", "+119", 0), ("8", "+2608", 0), ("7", "+9999", 1), ("9", "+1", 0)])
    func rebuilds(release: String, build: String, count: Int) throws {
        let version = "1.18.0-\(release).module_el8.5.0\(build)+72063365"
        let builds = ["1.18.0-8.module_el8.6.0+2880+7d9e3703", "1.18.0-8.module_el8.5.0+119+9a9ec082"]
        let candidates = builds.map {
            entry("ALSA-1", "AlmaLinux:9", "libiscsi", .introduced("0"), .fixed($0), related: ["CVE-2023-1"])
        }
        let report = try match([installed(.rpm, "libiscsi", version)], .alma9, candidates)
        #expect(report.matches.count == count)
        #expect(report.matches.allSatisfy { $0.fixedVersions == [builds[1]] })
    }

    @Test("a record for another architecture does not concern the package")
    func architectures() throws {
        let candidates = [
            entry("ALSA-1", "AlmaLinux:9", "x", .introduced("0"), related: ["CVE-2023-1"], architectures: ["s390x"])
        ]
        #expect(try match([installed(.rpm, "x", "1-1")], .alma9, candidates).matches.isEmpty)
        let same = installed(.rpm, "x", "1-1", architecture: "s390x")
        #expect(try match([same], .alma9, candidates).matches.count == 1)
    }
}
