import Catalogers
import Inventory
import Layers
import Testing

@Suite("Names of distributions")
struct ReleaseTextTests {
    @Test(
        "a release file's line gives the id and version that os-release would",
        arguments: [
            ("redhat", "CentOS Linux release 7.9.2009 (Core)", "centos", "7", "Core"),
            ("redhat", "CentOS Stream release 8", "centos", "8", ""),
            ("redhat", "Red Hat Enterprise Linux release 8.4 (Ootpa)", "rhel", "8.4", "Ootpa"),
            ("fedora", "Fedora release 35 (Thirty Five)", "fedora", "35", "Thirty Five"),
            ("rocky", "Rocky Linux release 8.4 (Green Obsidian)", "rocky", "8.4", "Green Obsidian"),
            ("almalinux", "AlmaLinux release 8.9 (Midnight Oncilla)", "almalinux", "8.9", "Midnight Oncilla"),
            ("oracle", "Oracle Linux Server release 7.9", "ol", "7.9", ""),
            ("system", "Amazon Linux release 2 (Karoo)", "amzn", "2", "Karoo"),
            ("system", "Amazon Linux AMI release 2018.03", "amzn", "2018.03", ""),
            ("redhat", "Scientific Linux release 7.9 (Nitrogen)", "scientific", "7.9", "Nitrogen"),
            ("mageia", "Mageia release 8 (Official) for x86_64", "mageia", "8", "Official"),
            ("openEuler", "openEuler release 20.03 (LTS)", "openEuler", "20.03", "LTS"),
            ("mariner", "CBL-Mariner 2.0.20240301", "mariner", "2.0.20240301", ""),
            ("photon", "VMware Photon OS 4.0", "photon", "4.0", ""),
            ("SuSE", "openSUSE 13.2 (x86_64)\nVERSION = 13.2\nCODENAME = Harlequin", "opensuse", "13.2", "Harlequin"),
            ("SuSE", "SUSE Linux Enterprise Server 12 (x86_64)\nPATCHLEVEL = 0", "sles", "12", ""),
        ])
    func line(_ file: String, _ text: String, _ id: String, _ version: String, _ codename: String) throws {
        let distribution = try #require(try found(["etc/\(file)-release": text]))
        #expect(distribution.id == id)
        #expect(distribution.versionID == version)
        #expect(distribution.codename == codename)
    }

    @Test(
        "os-release is taken as it stands",
        arguments: [
            ("ID=\"wolfi\"\nVERSION_ID=\"20230201\"", "wolfi-20230201"),
            ("ID=chainguard\nVERSION_ID=20230214", "chainguard-20230214"), ("ID=arch\nBUILD_ID=rolling", "arch"),
            ("ID='opensuse-tumbleweed'\nVERSION_ID=\"20240101\"", "opensuse-tumbleweed-20240101"),
            ("ID=gentoo\nVERSION_ID=2.17", "gentoo-2.17"), ("ID=\"void\"", "void"),
            ("ID=nixos\nVERSION_ID=\"24.05\"", "nixos-24.05"),
            ("ID=\"openEuler\"\nVERSION_ID=\"24.03\"", "openEuler-24.03"),
            ("ID=azurelinux\nVERSION_ID=\"3.0\"", "azurelinux-3.0"),
            ("ID=\"amzn\"\nVERSION_ID=\"2023\"", "amzn-2023"), ("ID=\"ol\"\nVERSION_ID=\"9.4\"", "ol-9.4"),
            ("NAME=\"CentOS Stream\"\nID=\"centos\"\nVERSION_ID=\"9\"", "centos-9"),
        ])
    func asItStands(_ text: String, _ qualifier: String) throws {
        #expect(try found(["etc/os-release": text])?.qualifier == qualifier)
    }

    @Test("os-release goes before all other files")
    func precedence() throws {
        let distribution = try found([
            "etc/alpine-release": "3.1.0", "usr/lib/os-release": "ID=b", "etc/os-release": "ID=a",
            "etc/redhat-release": "Fedora release 35",
        ])
        #expect(distribution?.id == "a")
    }

    @Test("nothing is nothing")
    func nothing() throws {
        #expect(try found([:]) == nil)
    }

    private func found(_ files: [String: String]) throws -> Distribution? {
        CatalogerRun([files.map { CaseFile(entry: LayerEntry(path: $0.key), bytes: Array($0.value.utf8)) }])
            .distribution
    }
}
