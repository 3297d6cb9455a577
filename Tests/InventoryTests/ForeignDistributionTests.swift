import Inventory
import Testing

@Suite("Distributions as other tools name them")
struct ForeignDistributionTests {
    @Test(
        "a package URL's qualifier is read, whichever form it has",
        arguments: [
            ("debian-12", "debian", "debian-12"), ("debian-12.5", "debian", "debian-12.5"),
            ("bookworm", "debian", "debian-12"), ("jessie", "debian", "debian-8"), ("jammy", "ubuntu", "ubuntu-22.04"),
            ("ubuntu-noble", "ubuntu", "ubuntu-24.04"), ("alma-9.4", "alma", "almalinux-9.4"),
            ("redhat-9.4", "redhat", "rhel-9.4"), ("oracle-8.9", "oracle", "ol-8.9"),
            ("amazon-2 (Karoo)", "amazon", "amzn-2"), ("cbl-mariner-2.0", "cbl-mariner", "mariner-2.0"),
            ("opensuse.leap-15.6", "opensuse", "opensuse-leap-15.6"),
            ("opensuse-tumbleweed-20240101", "opensuse", "opensuse-tumbleweed-20240101"),
            ("sles-15-SP6", "suse", "sles-15-SP6"),
            ("3.19.1", "alpine", "alpine-3.19.1"), ("v3.19", "alpine", "alpine-3.19"), ("el9", "rocky", "rocky-9"),
            ("rhel9", "redhat", "rhel-9"), ("wolfi", "wolfi", "wolfi"), ("made-up-1", "made-up", "made-up-1"),
            ("fedora-25", "fedora", "fedora-25"), ("Debian GNU/Linux 12 (bookworm)", "debian", "debian-12"),
        ])
    func qualifiers(text: String, namespace: String, expected: String) {
        #expect(Distribution(qualifier: text, namespace: namespace).qualifier == expected)
    }

    @Test(
        "a system's name and version are read",
        arguments: [
            ("alma", "9.4", "almalinux-9.4"), ("Debian GNU/Linux", "12 (bookworm)", "debian-12"),
            ("debian", "bookworm", "debian-12"), ("debian", "forky/sid", "debian"),
            ("Ubuntu", "22.04 LTS", "ubuntu-22.04"),
            ("Red Hat Enterprise Linux", "9.4 (Plow)", "rhel-9.4"), ("opensuse.leap", "15.6", "opensuse-leap-15.6"),
            ("suse linux enterprise server", "15.6", "sles-15.6"), ("azurelinux", "3.0", "azurelinux-3.0"),
            ("alpine", "3.21.0_alpha20240923", "alpine-3.21.0_alpha20240923"), ("other", "1", "other-1"),
        ])
    func systems(name: String, version: String, expected: String) {
        #expect(Distribution(named: name, version: version).qualifier == expected)
    }

    private static let bookworm = Distribution(
        id: "debian", versionID: "12", prettyName: "Debian", codename: "bookworm")

    @Test(
        "a package is of the distribution that its URL names, else of the image's",
        arguments: [
            ("pkg:deb/debian/x@1", bookworm, "Debian"), ("pkg:deb/debian/x@1?distro=bookworm", bookworm, "Debian"),
            ("pkg:deb/debian/x@1?distro=debian-12.5", bookworm, "Debian"),
            ("pkg:deb/debian/x@1?distro=debian", bookworm, "Debian"),
            ("pkg:deb/debian/x@1?distro=debian-11", bookworm, "debian-11"),
            ("pkg:deb/ubuntu/x@1?distro=jammy", bookworm, "ubuntu-22.04"), ("pkg:deb/ubuntu/x@1", bookworm, "ubuntu"),
            ("pkg:apk/alpine/x@1?distro=3.19", nil, "alpine-3.19"), ("pkg:apk/alpine/x@1", nil, "alpine"),
            ("pkg:rpm/made-up/x@1", nil, nil),
        ] as [(String, Distribution?, String?)])
    func packages(text: String, image: Distribution?, expected: String?) throws {
        let url = try #require(PackageURL(parsing: text))
        let record = PackageRecord(type: url.parts.type, name: "x", version: "1")
        let package = Package(record, purl: url, layer: 0, locations: [], cataloger: "")
        let found = package.distribution(in: image)
        #expect((found?.prettyName.isEmpty == false ? found?.prettyName : found?.qualifier) == expected)
    }

    @Test(
        "package URLs are spelt as their types demand",
        arguments: [
            ("pkg:PYPI/Django_package@1.11.1.DEV1", "pkg:pypi/django-package@1.11.1.dev1"),
            ("pkg:Deb/Debian/Curl@7.50", "pkg:deb/debian/curl@7.50"),
            ("pkg:rpm/Fedora/GConf@1", "pkg:rpm/fedora/GConf@1"),
            ("pkg:composer/Laravel/Laravel@5.5", "pkg:composer/laravel/laravel@5.5"),
            ("pkg:GitHub/Package-URL/purl-Spec@244f", "pkg:github/package-url/purl-spec@244f"),
            ("pkg:hex/Acme/Foo@2", "pkg:hex/acme/foo@2"), ("pkg:npm/JSONStream@1", "pkg:npm/JSONStream@1"),
            ("pkg:nuget/Newtonsoft.Json@1", "pkg:nuget/Newtonsoft.Json@1"),
            ("pkg:pub/Http-Parser@1", "pkg:pub/http_parser@1"),
            ("pkg:cargo/Serde@1", "pkg:cargo/Serde@1"), ("pkg:bitnami/WordPress@6", "pkg:bitnami/wordpress@6"),
            ("pkg:oci/Debian@SHA256:24?tag=Latest", "pkg:oci/debian@sha256:24?tag=Latest"),
            ("pkg:alpm/Arch/Pacman@6", "pkg:alpm/arch/pacman@6"),
            ("pkg:maven/Org.Sea/Kelp@1", "pkg:maven/Org.Sea/Kelp@1"),
            ("pkg:generic/openssl@1?checksum=sha1:ad,sha256:41", "pkg:generic/openssl@1?checksum=sha1:ad%2Csha256:41"),
        ])
    func spelling(text: String, canonical: String) { #expect(PackageURL(parsing: text)?.description == canonical) }

    @Test(
        "what is no package URL is refused",
        arguments: [
            "EnterpriseLibrary.Common@6", "pkg:EnterpriseLibrary.Common@6", "pkg:n&g?inx/nginx@0.8.9",
            "pkg:3nginx/nginx@0.8.9", "pkg:nginx:a/nginx@0.8.9", "pkg:maven/@1.3.4", "pkg%3Amaven/org.apache/io",
            "pkg:cran/@0.9.1", "pkg:hackage", "pkg:swift/github.com/Alamofire/@5.4.3", "pkg:a+b/c",
        ])
    func refused(text: String) { #expect(PackageURL(parsing: text) == nil) }
}
