import Inventory
import Testing

@testable import Matching

@Suite("Ecosystems of distributions and packages")
struct EcosystemMappingTests {
    @Test(
        "a distribution's release has its ecosystem",
        arguments: [
            (Distribution.bookworm, PackageType.deb, "Debian:12"),
            (Distribution(id: "debian", codename: "trixie"), .deb, "Debian:13"),
            (Distribution(id: "debian", versionID: "3.1"), .deb, "Debian:3.1"),
            (Distribution(id: "ubuntu", versionID: "22.04"), .deb, "Ubuntu:22.04:LTS"),
            (Distribution(id: "ubuntu", versionID: "23.10"), .deb, "Ubuntu:23.10"),
            (Distribution(id: "ubuntu", versionID: "23.04"), .deb, "Ubuntu:23.04"),
            (Distribution(id: "alpine", versionID: "3.19.1"), .apk, "Alpine:v3.19"),
            (Distribution(id: "alpine", versionID: "3.21.0_alpha20240923"), .apk, "Alpine:edge"),
            (Distribution(id: "wolfi", versionID: "20230201"), .apk, "Wolfi"),
            (Distribution(id: "chainguard", versionID: "20230214"), .apk, "Chainguard"),
            (.alma9, .rpm, "AlmaLinux:9"), (.rocky9, .rpm, "Rocky Linux:9"),
            (Distribution(id: "rhel", versionID: "9.4"), .rpm, "Red Hat:enterprise_linux:9::baseos"),
            (Distribution(id: "centos", versionID: "7"), .rpm, "Red Hat:enterprise_linux:7::server"),
            (
                Distribution(id: "sles", versionID: "15.5", prettyName: "SUSE Linux Enterprise Server 15 SP5"), .rpm,
                "SUSE:Linux Enterprise Server 15 SP5"
            ),
            (
                Distribution(id: "opensuse-leap", versionID: "15.5", prettyName: "openSUSE Leap 15.5"), .rpm,
                "openSUSE:Leap 15.5"
            ),
            (Distribution(id: "mageia", versionID: "9"), .rpm, "Mageia:9"),
            (
                Distribution(id: "openEuler", versionID: "22.03", fields: ["VERSION": "22.03 (LTS-SP3)"]), .rpm,
                "openEuler:22.03-LTS-SP3"
            ),
            (Distribution(id: "azurelinux", versionID: "3.0"), .rpm, "Azure Linux:3"),
            (Distribution(id: "mariner", versionID: "2.0"), .rpm, "Azure Linux:2"),
            (Distribution(id: "photon", versionID: "5.0"), .rpm, "Photon OS:5.0"),
        ] as [(Distribution, PackageType, String)])
    func distributions(distribution: Distribution, type: PackageType, ecosystem: String) {
        #expect(EcosystemMapping(distribution: distribution).ecosystems(for: type).ecosystems.first == ecosystem)
    }

    @Test(
        "a distribution without advisories has none, and the reason is told",
        arguments: [
            (Distribution(id: "fedora", versionID: "35"), .rpm), (Distribution(id: "ol", versionID: "9.3"), .rpm),
            (Distribution(id: "centos", versionID: "9", prettyName: "CentOS Stream 9"), .rpm),
            (Distribution(id: "debian"), .deb), (Distribution(id: "alpine", versionID: "3.19.1"), .deb), (nil, .apk),
        ] as [(Distribution?, PackageType)])
    func none(distribution: Distribution?, type: PackageType) {
        let found = EcosystemMapping(distribution: distribution).ecosystems(for: type)
        #expect(found.ecosystems.isEmpty)
        #expect(!found.note.isEmpty)
        #expect(found.standIn == nil)
    }

    @Test("compatible records stand in only where that is asked for")
    func compatible() {
        let mapping = EcosystemMapping(distribution: .rocky9, allowsCompatible: true)
        #expect(mapping.ecosystems(for: .rpm).standIn == "AlmaLinux:9")
        #expect(EcosystemMapping(distribution: .rocky9).ecosystems(for: .rpm).standIn == nil)
    }

    @Test(
        "an application's packages have their ecosystem, whatever the distribution",
        arguments: [
            ("pypi", "PyPI"), ("golang", "Go"), ("npm", "npm"), ("maven", "Maven"), ("gem", "RubyGems"),
            ("cargo", "crates.io"), ("composer", "Packagist"), ("nuget", "NuGet"), ("hex", "Hex"), ("pub", "Pub"),
            ("hackage", "Hackage"), ("cran", "CRAN"), ("swift", "SwiftURL"), ("conan", "ConanCenter"),
            ("bitnami", "Bitnami"), ("otp", "Hex"), ("bioconductor", "Bioconductor"),
        ])
    func applications(type: String, ecosystem: String) {
        let mapping = EcosystemMapping(distribution: nil)
        #expect(mapping.ecosystems(for: PackageType(rawValue: type)).ecosystems.first == ecosystem)
    }

    @Test("packages of Composer's are looked up in Drupal's repository too")
    func drupal() {
        let ecosystems = EcosystemMapping(distribution: nil).ecosystems(for: .composer)
        #expect(ecosystems.ecosystems == ["Packagist", "Packagist:https://packages.drupal.org/8"])
    }

    @Test(
        "names are normalised as the ecosystem does",
        arguments: [
            ("pypi", "Zope.Interface", "zope-interface"), ("pypi", "ruamel_.-yaml", "ruamel-yaml"),
            ("golang", "github.com/Azure/azure-sdk-for-go", "github.com/Azure/azure-sdk-for-go"),
            ("npm", "@babel/core", "@babel/core"), ("composer", "Symfony/HTTP-Kernel", "symfony/http-kernel"),
            ("npm", "JSONStream", "JSONStream"), ("gem", "RedCloth", "RedCloth"), ("hex", "Phoenix", "phoenix"),
            ("otp", "phoenix", "phoenix"), ("pub", "http_parser", "http_parser"), ("cran", "jsonlite", "jsonlite"),
            ("hackage", "HTTP", "HTTP"),
            ("maven", "org.apache.logging.log4j/log4j-core", "org.apache.logging.log4j:log4j-core"),
            ("swift", "github.com/Alamofire/Alamofire", "github.com/alamofire/alamofire"),
            ("nuget", "Newtonsoft.Json", "newtonsoft.json"), ("cargo", "serde_json", "serde_json"),
            ("conan", "openssl", "openssl"), ("bitnami", "redis", "redis"),
            ("maven", "a:b", "a:b"), ("swift", "https://github.com/apple/swift-nio.git", "github.com/apple/swift-nio"),
        ])
    func names(type: String, name: String, normalised: String) throws {
        let type = PackageType(rawValue: type)
        let ecosystem = try #require(EcosystemMapping(distribution: nil).ecosystems(for: type).ecosystems.first)
        #expect(PackageName.normalised(name, type: type, ecosystem: ecosystem) == normalised)
    }
}
