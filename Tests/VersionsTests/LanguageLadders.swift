import Versions

extension Ladder {
    /// Languages' packages, from their own documentation.
    static let languages: [Ladder] = [
        Ladder(
            .pep440, "PEP 440, “Summary of permitted suffixes and relative ordering”",
            "0", "1.dev0", "1.0.dev456 1.0.DEV456 1.0-dev456 1.0dev456", "1.0a1 1.0.a1 1.0-alpha-1 1.0_ALPHA.1 v1.0a1",
            "1.0a2.dev456", "1.0a12.dev456", "1.0a12", "1.0b1.dev456", "1.0b2", "1.0b2.post345.dev456",
            "1.0b2.post345 1.0b2-345 1.0b2.rev345 1.0b2-r345", "1.0rc1.dev456", "1.0rc1 1.0c1 1.0pre1 1.0-preview-1",
            "1.0 1 1.0.0 v1.0 0!1.0 01.00", "1.0+abc.5 1.0+ABC-5 1.0+abc_5", "1.0+abc.7", "1.0+5", "1.0+5.1",
            "1.0.post456.dev34", "1.0.post456 1.0-456", "1.0.15", "1.1.dev1", "1.1", "1.10", "2024.1", "1!0.1"),
        Ladder(
            .pep440, "versions from before PEP 440 come first",
            "foo", "2.0-foo", "0.0.dev0", "0.1"),
        Ladder(
            .semver, "Semantic Versioning 2.0.0 §11",
            "0 0.0 0.0.0", "0.0.1", "0.1", "1.0.0-0", "1.0.0-1", "1.0.0-10", "1.0.0-alpha v1.0.0-alpha 1.0-alpha",
            "1.0.0-alpha.1 1.0.0-alpha.01", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0 1 1.0 v1 V1.0 =1.0.0 1.0.0+build 1.0.0+other 01.0.00", "1.0.1", "1.1.0", "1.2.0", "1.10.0", "2.0.0",
            "18446744073709551615.0.0", "18446744073709551616.0.0", "99999999999999999999999.0.0"),
        Ladder(
            .npm, "npm reads a pre-release without its hyphen",
            "0.0.1", "1.2.3-alpha", "1.2.3-beta 1.2.3beta", "1.2.3-beta.1", "1.2.3", "1.2.4-0", "1.2.4", "1.3.0",
            "2.0.0-rc.1",
            "2.0.0"),
        Ladder(
            .hex, "Elixir's Version",
            "0.9.0", "1.0.0-alpha", "1.0.0-beta.1", "1.0.0-rc.0", "1.0.0-rc.1", "1.0.0 1.0.0+1", "1.4.16-pre", "1.4.16"),
        Ladder(
            .bitnami, "versions and their revisions", "1.8.0-0", "1.8.0-333", "1.8.0-rc1", "1.8.0", "1.8.1", "11.2.2-1",
            "11.2.2"),
        Ladder(
            .swift, "tags of Swift packages", "0", "0.9", "1.0.0-beta.1", "1.0.0 v1.0.0 1.0", "1.0.1", "1.1.0", "2.0.0",
            "10.0.0"),
        Ladder(
            .go, "modules, pseudo-versions and their marks",
            "v0.0.0-20190101000000-aaaaaaaaaaaa 0.0.0-20190101000000-aaaaaaaaaaaa",
            "v0.0.0-20200101000000-aaaaaaaaaaaa",
            "v0.0.0 0", "v1.2.3-pre", "v1.2.3-pre.0.20200101000000-aaaaaaaaaaaa", "v1.2.3 1.2.3 v1.2.3+incompatible",
            "v1.2.4-0.20200101000000-aaaaaaaaaaaa", "v1.2.4-0.20210101000000-aaaaaaaaaaaa", "v1.2.4-pre1", "v1.2.4",
            "v1.10.0", "v2.0.0+incompatible 2.0.0", "v10.0.0"),
        Ladder(
            .go, "toolchains, and how the standard library's advisories write them",
            "go1.20.9", "1.21.0-0", "1.21beta1 go1.21beta1 1.21.0-beta.1", "go1.21rc1 1.21rc1 1.21.0-rc.1",
            "go1.21rc2 1.21.0-rc.2",
            "go1.21rc10", "go1.21.0 1.21 1.21.0 go1.21", "go1.21.3 1.21.3 go1.21.3-custom", "go1.21.10", "1.22.0-0",
            "go1.22rc1",
            "go1.22.0"),
        Ladder(
            .maven, "Maven's version order specification",
            "1-alpha 1-ALPHA 1.0-alpha", "1-a1 1-alpha-1 1alpha1 1.0-a1", "1-alpha-2", "1-beta", "1-b1 1-beta-1",
            "1-m1 1-milestone-1",
            "1-rc-1-SNAPSHOT 1-rc1-snapshot", "1-rc-1 1-cr1 1CR1", "1-SNAPSHOT",
            "1 1.0 1.0.0 1-0 1-ga 1.final 1-RELEASE 1.0-0.0",
            "1-sp", "1-sp-1", "1-foo 1.0-foo", "1-foo-1", "1-1 1-01", "1-2", "1-10", "1.1-alpha-1", "1.1 1.01", "1.2",
            "1.10", "2",
            "18446744073709551616", "99999999999999999999999"),
        Ladder(
            .maven, "versions as they are published",
            "3.0.0.M1", "3.0.0.RC1", "3.0.0 3.0.0.RELEASE 3.0.0.Final 3.0.0.GA", "3.0.1", "20040616"),
        Ladder(
            .rubygems, "Gem::Version",
            "0 0.0", "0.9", "1.0.a 1.a", "1.0.a.1 1.a1 1.0.a1", "1.0.a.2", "1.0.a10 1.0.a.10", "1.0.b1", "1.0.beta.3",
            "1.0.pre",
            "1.0.pre.1 1.0-1", "1.0.rc1", "1.0 1 1.0.0 1.00 01", "1.0.1.pre", "1.0.1", "1.2.b1", "1.2", "1.10",
            "2.0.0.rc1", "2",
            "999999999999999999999999"),
        Ladder(
            .packagist, "PHP's version_compare",
            "dev-main", "0", "1.0-zeta", "1.0-dev", "1.0-alpha 1.0a v1.0-alpha", "1.0-alpha1 1.0a1 1.0-a.1 1.0_a1",
            "1.0-alpha2",
            "1.0-beta1 1.0b1", "1.0-RC1 1.0-rc1 1.0rc1", "1.0-RC2", "1.0 v1.0 V1.0 1-0", "1.0.0", "1.0.1",
            "1.0-p1 1.0-pl1 1.0-patch1",
            "1.1", "1.10", "2", "99999999999999999999"),
        Ladder(
            .nuget, "NuGet package versioning",
            "0 0.0", "0.9", "1.0.0-alpha 1.0-ALPHA 1-Alpha", "1.0.0-alpha.1", "1.0.0-alpha.2", "1.0.0-alpha.10",
            "1.0.0-alpha1",
            "1.0.0-beta", "1.0.0-rc.1 1.0.0-RC.1+meta", "1.0.0 1 1.0 1.0.0.0 1.0.0+meta 01.00", "1.0.0.1-a", "1.0.0.1",
            "1.0.1", "1.1",
            "1.10", "2", "99999999999999999999"),
        Ladder(
            .cran, "R's package_version",
            "0", "0.1", "0.1-1 0.1.1 0.01.1", "0.1-2", "0.1-10", "0.1.10.1", "0.9", "0.75", "1", "1.0", "1.0-0 1.0.0",
            "1.0.1", "1.1",
            "1.2-3", "1.10", "2.0", "2024.01.15 2024.1-15"),
        Ladder(
            .hackage, "Data.Version",
            "0", "0.1", "0.1.0", "0.1.0.0", "0.1.0.1", "0.1.1", "0.2 0.02", "0.9", "0.11.3.0", "1", "1.0", "1.0.0",
            "1.0.0.0", "1.0.1.0",
            "1.1", "1.10", "2", "9.10.1"),
        Ladder(
            .pub, "pub_semver, which orders builds",
            "0.0.0", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11",
            "1.0.0-rc.1",
            "1.0.0-rc.1+build.1", "1.0.0 v1.0.0 1.0", "1.0.0+0.3.7", "1.0.0+1", "1.0.0+2", "1.0.0+10", "1.0.0+a",
            "1.3.7+build",
            "1.3.7+build.2.b8f12d7", "1.3.7+build.11.e0f985a", "2.0.0"),
        Ladder(
            .julia, "VersionNumber, whose builds are those of a binary package",
            "0", "1.0.0-DEV", "1.0.0-rc1", "1.0.0-rc2", "1.0.0 1 1.0 v1.0", "1.0.0+0", "1.0.0+1", "1.0.0+2", "1.0.0+10",
            "1.0.1",
            "1.1.34+0", "1.2.12+3", "1.2.13+0", "1.10.0", "1.21.2000+0", "2.0.0"),
        Ladder(
            .conan, "Conan 2, versioning",
            "0 0.0", "0.9", "1.0-alpha", "1.0-beta", "1.0-rc.1 1.0.0-rc.1", "1.0 1 1.0.0", "1.0+1", "1.0+2", "1.0+10",
            "1.0.1", "1.1",
            "1.1.1a", "1.1.1w", "1.2", "1.10", "2", "3.0.8", "cci.20200101", "system"),
    ]
}
