import Testing
import Versions

@Suite("Which scheme an ecosystem uses")
struct EcosystemTests {
    static let schemes: [(String, VersionScheme)] = [
        ("Debian", .dpkg), ("Debian:12", .dpkg), ("Ubuntu:22.04:LTS", .dpkg), ("Ubuntu:Pro:18.04:LTS", .dpkg),
        ("Echo", .dpkg),
        ("Alpine:v3.19", .apk), ("Wolfi", .apk), ("Chainguard", .apk), ("MinimOS", .apk),
        ("Red Hat:enterprise_linux:9::baseos", .rpm),
        ("AlmaLinux:9", .rpm), ("Rocky Linux:8", .rpm), ("SUSE:Linux Enterprise Server 15 SP5", .rpm),
        ("openSUSE:Leap 15.5", .rpm),
        ("Mageia:9", .rpm), ("openEuler:24.03-LTS", .rpm), ("Photon OS:5.0", .rpm), ("Azure Linux:3", .rpm),
        ("npm", .npm),
        ("PyPI", .pep440), ("Maven", .maven), ("Maven:https://repo.example.org", .maven), ("Go", .go),
        ("crates.io", .semver),
        ("RubyGems", .rubygems), ("Packagist", .packagist), ("NuGet", .nuget), ("CRAN", .cran), ("Bioconductor", .cran),
        ("Hackage", .hackage), ("GHC", .hackage), ("Pub", .pub), ("Hex", .hex), ("Bitnami", .bitnami),
        ("Julia", .julia), ("opam", .opam),
        ("SwiftURL", .swift), ("ConanCenter", .conan), ("DHI", .semver), ("GitHub Actions", .semver),
        ("Linux", .semver),
        ("Android", .natural), ("Root:Alpine:3.18", .apk), ("Root:PyPI", .pep440), ("Echo:npm", .npm),
    ]

    @Test("an ecosystem's name tells its scheme, whatever its release", arguments: schemes)
    func known(_ ecosystem: String, _ scheme: VersionScheme) {
        #expect(VersionScheme(ecosystem: ecosystem) == scheme)
    }

    @Test("an unknown ecosystem has no scheme", arguments: ["", ":", "debian", "GIT", "OSS-Fuzz", "Root", "Nowhere:1"])
    func unknown(_ ecosystem: String) {
        #expect(VersionScheme(ecosystem: ecosystem) == nil)
    }
}
