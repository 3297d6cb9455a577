import Inventory
import Testing

@Suite("Package URLs")
struct PackageURLTests {
    /// A URL's parts and the canonical form: the examples of the purl specification, and parts that need encoding.
    struct Example: Sendable, CustomTestStringConvertible {
        let type: PackageType
        var namespace = ""
        let name: String
        var version = ""
        var qualifiers: [(key: String, value: String)] = []
        var subpath = ""
        let text: String

        var testDescription: String { text }
    }

    private static let examples: [Example] = [
        Example(
            type: "bitbucket", namespace: "birkenfeld", name: "pygments-main", version: "244fd47e07d1014f0aed9c",
            text: "pkg:bitbucket/birkenfeld/pygments-main@244fd47e07d1014f0aed9c"),
        Example(
            type: .deb, namespace: "debian", name: "curl", version: "7.50.3-1",
            qualifiers: [("distro", "jessie"), ("arch", "i386")],
            text: "pkg:deb/debian/curl@7.50.3-1?arch=i386&distro=jessie"),
        Example(
            type: "docker", namespace: "customer", name: "dockerimage", version: "sha256:244fd47e07d1004f0aed9c",
            qualifiers: [("repository_url", "gcr.io")],
            text: "pkg:docker/customer/dockerimage@sha256:244fd47e07d1004f0aed9c?repository_url=gcr.io"),
        Example(
            type: "gem", name: "jruby-launcher", version: "1.1.2", qualifiers: [("platform", "java")],
            text: "pkg:gem/jruby-launcher@1.1.2?platform=java"),
        Example(
            type: .golang, namespace: "google.golang.org", name: "genproto", subpath: "googleapis/api/annotations",
            text: "pkg:golang/google.golang.org/genproto#googleapis/api/annotations"),
        Example(
            type: "maven", namespace: "org.apache.xmlgraphics", name: "batik-anim", version: "1.9.1",
            qualifiers: [("repository_url", "repo.spring.io/release"), ("packaging", "sources")],
            text:
                "pkg:maven/org.apache.xmlgraphics/batik-anim@1.9.1?packaging=sources&repository_url=repo.spring.io%2Frelease"
        ),
        Example(
            type: "npm", namespace: "@angular", name: "animation", version: "12.3.1",
            text: "pkg:npm/%40angular/animation@12.3.1"),
        Example(
            type: .pypi, name: "django", version: "1.11.1", text: "pkg:pypi/django@1.11.1"),
        Example(
            type: .rpm, namespace: "fedora", name: "curl", version: "7.50.3-1.fc25",
            qualifiers: [("distro", "fedora-25"), ("arch", "i386"), ("epoch", "")],
            text: "pkg:rpm/fedora/curl@7.50.3-1.fc25?arch=i386&distro=fedora-25"),
        Example(
            type: .deb, namespace: "debian", name: "libstdc++6", version: "1:2~rc1+b 3",
            text: "pkg:deb/debian/libstdc%2B%2B6@1:2~rc1%2Bb%203"),
        Example(type: "generic", name: "a/b?c#d%", text: "pkg:generic/a%2Fb%3Fc%23d%25"),
        Example(type: "generic", name: "été", text: "pkg:generic/%C3%A9t%C3%A9"),
        Example(
            type: .golang, namespace: "/github.com//a b/", name: "c", subpath: "/./x//../y z/",
            text: "pkg:golang/github.com/a%20b/c#x/y%20z"),
    ]

    @Test("the canonical form is written", arguments: examples)
    func canonical(_ example: Example) {
        let url = PackageURL(
            type: example.type, namespace: example.namespace, name: example.name, version: example.version,
            qualifiers: example.qualifiers, subpath: example.subpath)
        #expect(url.description == example.text)
    }

    @Test("URLs sort by their bytes and are equal by their text")
    func order() {
        let names = ["b", "a", "B", "a-b", "a.b"]
        let sorted = names.map { PackageURL(type: .npm, name: $0) }.sorted().map(\.description)
        #expect(sorted == ["pkg:npm/B", "pkg:npm/a", "pkg:npm/a-b", "pkg:npm/a.b", "pkg:npm/b"])
        #expect(PackageURL(type: .deb, name: "a") == PackageURL(type: "deb", name: "a"))
        #expect(PackageType.apk < .deb)
    }
}
