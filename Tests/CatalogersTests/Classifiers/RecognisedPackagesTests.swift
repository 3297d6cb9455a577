import Inventory
import Testing

@testable import Catalogers

@Suite("Recognised packages")
struct RecognisedPackagesTests {
    private func package(
        _ name: String, _ version: String, _ location: String, type: PackageType = .generic,
        by cataloger: String = "binary",
        attributes: Attributes = [:], layer: Int = 0
    ) -> Package {
        var record = PackageRecord(type: type, name: name, version: version)
        record.attributes = attributes
        let url = PackageURL(type: type, name: name, version: version)
        return Package(record, purl: url, layer: layer, locations: [location], cataloger: cataloger)
    }

    private func settled(_ packages: [Package]) -> [String] {
        var packages = packages
        RecognisedPackages.settle(&packages)
        return packages.map { package in
            "\(package.purl) \(package.locations.joined(separator: ",")) \(package.owner?.description ?? "-")"
        }.sorted()
    }

    @Test("of one product and version are one, each file with its own owner or none")
    func joining() {
        var owned = package("openssl", "3.0.1", "usr/lib/libssl.so.3")
        owned.owner = PackageURL(type: .deb, name: "libssl3", version: "3.0.1-1")
        let packages = [
            package("openssl", "3.0.1", "opt/libssl.so.3", layer: 2), owned,
            package("openssl", "3.0.1", "opt/libcrypto.so.3", layer: 1),
            package("openssl", "3.0.2", "srv/libssl.so.3"),
        ]
        #expect(
            settled(packages) == [
                "pkg:generic/openssl@3.0.1 opt/libcrypto.so.3,opt/libssl.so.3 -",
                "pkg:generic/openssl@3.0.1 usr/lib/libssl.so.3 pkg:deb/libssl3@3.0.1-1",
                "pkg:generic/openssl@3.0.2 srv/libssl.so.3 -",
            ])
    }

    private func main(_ path: String, _ version: String) -> Package {
        package(path, version, "usr/bin/x", type: .golang, by: "go-binary", attributes: ["goVersion": "go1.22"])
    }

    @Test("belong to the main module of the same Go program, and to no other module of it")
    func goPrograms() {
        let traefik = package("traefik", "2.9.6", "usr/bin/x", attributes: ["module": "github.com/traefik/traefik"])
        let library = package("traefik", "2.9.6", "usr/bin/x", type: .golang, by: "go-binary")
        for path in ["github.com/traefik/traefik/v2", "example.com/fork/traefik"] {
            let url = PackageURL(type: .golang, name: path, version: "v2.9.6")
            #expect(settled([traefik, main(path, "v2.9.6")]).contains("pkg:generic/traefik@2.9.6 usr/bin/x \(url)"))
        }
        #expect(
            settled([traefik, main("example.com/other", "v2.9.6"), main("stdlib", "2.9.6")]).contains(
                "pkg:generic/traefik@2.9.6 usr/bin/x -"))
        #expect(settled([library]).count == 1)
    }

    @Test("take over the main module whose version nobody knows")
    func unknownVersion() {
        let caddy = package("caddy", "2.11.7", "usr/bin/x", attributes: ["module": "github.com/caddyserver/caddy"])
        #expect(
            settled([caddy, main("caddy", "(devel)")]) == [
                "pkg:generic/caddy@2.11.7 usr/bin/x -",
                "pkg:golang/caddy@%28devel%29 usr/bin/x pkg:generic/caddy@2.11.7",
            ])
    }

    @Test("belong to the crate or the archive that another cataloger read in the same file")
    func others() {
        let deno = package("deno", "2.9.8", "usr/bin/deno")
        let crate = package("deno", "2.9.8", "usr/bin/deno", type: "cargo", by: "rust-binary")
        #expect(settled([deno, crate]).contains("pkg:generic/deno@2.9.8 usr/bin/deno pkg:cargo/deno@2.9.8"))
        let kafka = package("kafka", "3.7.0", "opt/kafka_2.13-3.7.0.jar")
        let jar = package("kafka_2.13", "3.7.0", "opt/kafka_2.13-3.7.0.jar", type: "maven", by: "java-archive")
        #expect(
            settled([kafka, jar]).contains(
                "pkg:generic/kafka@3.7.0 opt/kafka_2.13-3.7.0.jar pkg:maven/kafka_2.13@3.7.0"))
        let other = package("kafka_2.13", "3.6.0", "opt/kafka_2.13-3.7.0.jar", type: "maven", by: "java-archive")
        #expect(settled([kafka, other]).contains("pkg:generic/kafka@3.7.0 opt/kafka_2.13-3.7.0.jar -"))
        #expect(settled([crate]) == ["pkg:cargo/deno@2.9.8 usr/bin/deno -"])
    }

    @Test("belong to the component of Bitnami's in whose folder they lie")
    func components() {
        let nginx = package(
            "nginx", "1.25.3-1", "opt/bitnami/nginx/.spdx-nginx.spdx", type: "bitnami", by: "bitnami")
        let program = package("nginx", "1.25.3", "opt/bitnami/nginx/sbin/nginx")
        let library = package("openssl", "3.0.1", "opt/bitnami/nginx/lib/libssl.so.3")
        let other = package("nginx", "1.25.3", "opt/bitnami/nginx2/nginx")
        #expect(
            settled([nginx, program, library, other]) == [
                "pkg:bitnami/nginx@1.25.3-1 opt/bitnami/nginx/.spdx-nginx.spdx -",
                "pkg:generic/nginx@1.25.3 opt/bitnami/nginx/sbin/nginx pkg:bitnami/nginx@1.25.3-1",
                "pkg:generic/nginx@1.25.3 opt/bitnami/nginx2/nginx -",
                "pkg:generic/openssl@3.0.1 opt/bitnami/nginx/lib/libssl.so.3 -",
            ])
    }

    @Test(
        "are named as the platform enumeration writes it",
        arguments: [
            ("1.25.1", "cpe:2.3:a:f5:nginx:1.25.1:*:*:*:*:*:*:*"),
            ("1.8.0_352-b08", "cpe:2.3:a:f5:nginx:1.8.0:update352:*:*:*:*:*:*"),
            ("17.0.8+7-LTS", "cpe:2.3:a:f5:nginx:17.0.8:*:*:*:*:*:*:*"),
            ("1.6.7~rc0", "cpe:2.3:a:f5:nginx:1.6.7\\~rc0:*:*:*:*:*:*:*"),
        ])
    func names(_ version: String, _ expected: String) {
        #expect(CPEName.names(["f5:nginx"], version: version) == expected)
        #expect(CPEName.names([], version: version) == nil)
    }
}
