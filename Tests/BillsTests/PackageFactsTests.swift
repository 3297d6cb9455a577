import Bills
import Bytes
import Inventory
import JSON
import Testing

@Suite("What a bill says of a package beside its name")
struct PackageFactsTests {
    /// A bill of one package in a format, read as JSON.
    private static func document(_ package: Package, _ format: String) throws -> JSONValue {
        let bytes = try #require(BillRegistry.format(format)).write(bill(package))
        return try JSONValue(bytes.span)
    }

    private static func bill(_ package: Package) -> Bill {
        let root = Inventory(target: "/", layers: [LayerSummary(diffID: nil)], packages: [package])
        return Bill(of: root, tool: SampleBill.tool, created: "2024-01-02T03:04:05Z")
    }

    private static func package(
        _ type: PackageType, _ name: String, _ version: String, source: SourcePackage? = nil,
        _ attributes: Attributes = [:]
    ) -> Package {
        var record = PackageRecord(type: type, name: name, version: version)
        record.source = source
        record.attributes = attributes
        let parts = name.split { $0 == "/" || $0 == ":" }.map(String.init)
        return Package(
            record,
            purl: PackageURL(
                type: type, namespace: parts.dropLast().joined(separator: "/"), name: parts.last ?? "", version: version
            ),
            layer: 0, locations: ["srv/a"], cataloger: "some")
    }

    private static func names(_ package: Package) throws -> [String] {
        let cpes = try document(package, "syft-json")["artifacts"]?[0]?["cpes"]?.array ?? []
        return cpes.compactMap { $0["cpe"]?.string }
    }

    @Test(
        "guesses the names by which NVD may have it",
        arguments: [
            (
                package(.deb, "libssl3", "3.0.2-0+deb12", source: .init(name: "openssl", version: "3")),
                ["openssl:openssl:3.0.2-0\\+deb12", "libssl3:libssl3:3.0.2-0\\+deb12"]
            ),
            (package(.deb, "vim", "2:9.0"), ["vim:vim:2\\:9.0"]),
            (package(.golang, "github.com/opencontainers/runc", "v1.1.0"), ["opencontainers:runc:1.1.0"]),
            (package(.golang, "github.com/go-chi/chi/v5", "v5.0.0"), ["go-chi:chi:5.0.0", "go_chi:chi:5.0.0"]),
            (package(.golang, "golang.org/x/net", "v0.1.0"), ["golang:x\\/net:0.1.0"]),
            (package(.golang, "stdlib", "go1.19.8"), ["golang:go:1.19.8"]),
            (
                package(.maven, "org.apache.logging.log4j:log4j-core", "2.0"),
                [
                    "apache:log4j-core:2.0", "apache:log4j_core:2.0", "apache:log4j:2.0", "log4j-core:log4j-core:2.0",
                    "log4j-core:log4j_core:2.0", "log4j_core:log4j-core:2.0", "log4j_core:log4j_core:2.0",
                    "log4j:log4j-core:2.0", "log4j:log4j_core:2.0",
                ]
            ),
            (package(.npm, "@angular/core", "1.0"), ["angular:core:1.0", "core:core:1.0"]),
            (package(.npm, "lodash", "4.17.0"), ["lodash:lodash:4.17.0", "lodash_project:lodash:4.17.0"]),
            (
                package(.pypi, "Jinja2", "3"),
                [
                    "jinja2:jinja2:3", "python:jinja2:3", "jinja2_project:jinja2:3", "python-jinja2:python-jinja2:3",
                    "python-jinja2:python_jinja2:3", "python_jinja2:python-jinja2:3", "python_jinja2:python_jinja2:3",
                    "python-jinja2:jinja2:3", "python_jinja2:jinja2:3", "python:python-jinja2:3",
                    "python:python_jinja2:3",
                ]
            ),
            (package(.gem, "rack", "3.0"), ["rack:rack:3.0", "rack_project:rack:3.0"]),
            (package(.cargo, "time", ""), ["time:time:*", "time_project:time:*"]),
            (package("generic", "redis", "7"), []),
            (package(.npm, "näme", "1"), []), (package(.gem, "a", "1 2"), []), (package(.gem, "-", "1"), []),
        ])
    func guesses(package: Package, wanted: [String]) throws {
        #expect(try Self.names(package) == wanted.map { "cpe:2.3:a:\($0):*:*:*:*:*:*:*" })
    }

    @Test("names only those that are known where some are")
    func declared() throws {
        let names = ["cpe:2.3:a:f5:nginx:1.25:*:*:*:*:*:*:*", "cpe:2.3:a:nginx:nginx:1.25:*:*:*:*:*:*:*"]
        let package = Self.package("generic", "nginx", "1.25", ["cpe": names.joined(separator: " ")])
        #expect(try Self.names(package) == names)
        let component = try Self.document(package, "cyclonedx-json")["components"]?[0]
        #expect(component?["cpe"]?.string == names[0])
        let references = try Self.document(package, "spdx-json")["packages"]?[1]?["externalRefs"]?.array ?? []
        #expect(references.compactMap { $0["referenceLocator"]?.string }.filter { $0.hasPrefix("cpe") } == names)
        for format in BillRegistry.all {
            let bytes = format.write(Self.bill(package))
            let read = try BillRegistry.read(bytes.span, from: "it").bill.inventory.packages
            #expect(read.first?.attributes == package.attributes, "\(format.name)")
        }
    }

    static let hex = String(repeating: "ab", count: 32)
    static let base64 = Base64.encode([UInt8](repeating: 0xab, count: 32))

    @Test(
        "gives digests and the place that it was taken from in fields of their own, and reads them back",
        arguments: [
            (
                package(.maven, "a.b:c", "1", ["sha1": String(repeating: "0f", count: 20)]), "SHA-1",
                String(repeating: "0f", count: 20), nil
            ),
            (
                package(.npm, "a", "1", ["integrity": "sha256-\(base64)", "url": "https://example.org/a.tgz"]),
                "SHA-256",
                hex, "https://example.org/a.tgz"
            ),
            (
                package(.npm, "a", "1", ["url": "https://example.org/a.git", "commit": "0123456789abcdef"]), nil, "",
                "git+https://example.org/a.git@0123456789abcdef"
            ),
            (package(.cargo, "a", "1", ["checksum": hex]), "SHA-256", hex, nil),
            (
                package(.gem, "a", "1", ["checksum": "sha256=\(hex)", "url": "https://rubygems.org/"]), "SHA-256", hex,
                nil
            ),
            (package(.nuget, "a", "1", ["sha512": "sha512-short"]), nil, "", nil),
            (package(.golang, "e.org/a", "v1", ["h1": "h1:\(base64)"]), "SHA-256", hex, nil),
            (package(.hex, "a", "1", ["sha256": hex]), "SHA-256", hex, nil),
            (package(.npm, "a", "1", ["url": "file:../a"]), nil, "", nil),
        ] as [(Package, String?, String, String?)])
    func origin(package: Package, algorithm: String?, value: String, download: String?) throws {
        let component = try Self.document(package, "cyclonedx-json")["components"]?[0]
        #expect(component?["hashes"]?[0]?["alg"]?.string == algorithm)
        if algorithm != nil { #expect(component?["hashes"]?[0]?["content"]?.string == value) }
        #expect(component?["externalReferences"]?[0]?["url"]?.string == download)
        let element = try Self.document(package, "spdx-json")["packages"]?[1]
        #expect(element?["checksums"]?[0]?["algorithm"]?.string == algorithm?.filter { $0 != "-" })
        #expect(element?["downloadLocation"]?.string == download ?? "NOASSERTION")
        for format in BillRegistry.all {
            let bytes = format.write(Self.bill(package))
            let read = try BillRegistry.read(bytes.span, from: "it").bill.inventory.packages
            #expect(read.first?.attributes == package.attributes, "\(format.name)")
        }
    }

    @Test(
        "has group and name apart in CycloneDX, and together again when it is read",
        arguments: [
            (package(.maven, "org.example:lib", "1"), "org.example", "lib"),
            (package(.npm, "@scope/lib", "1"), "@scope", "lib"), (package(.npm, "lib", "1"), nil, "lib"),
            (package(.composer, "vendor/lib", "1"), "vendor", "lib"),
            (package(.golang, "example.org/lib", "1"), nil, "example.org/lib"),
            (package(.maven, "lib", "1"), nil, "lib"),
        ] as [(Package, String?, String)])
    func group(package: Package, group: String?, name: String) throws {
        let component = try Self.document(package, "cyclonedx-json")["components"]?[0]
        #expect(component?["group"]?.string == group)
        #expect(component?["name"]?.string == name)
        let names = (component?["properties"]?.array ?? []).compactMap { $0["name"]?.string }
        #expect(!names.contains("hullmark:package:name"))
        for format in BillRegistry.all {
            let bytes = format.write(Self.bill(package))
            let read = try BillRegistry.read(bytes.span, from: "it").bill.inventory.packages
            #expect(read.first?.name == package.name, "\(format.name)")
        }
    }

    @Test("leaves a version out of CycloneDX that is longer than its schema lets it be, and reads it all the same")
    func longVersion() throws {
        let version = String(repeating: "1", count: 5_000)
        let package = Self.package(.npm, "a", version)
        let component = try Self.document(package, "cyclonedx-json")["components"]?[0]
        #expect(component?["name"]?.string == "a")
        #expect(component?["version"] == nil)
        for format in BillRegistry.all {
            let bytes = format.write(Self.bill(package))
            let read = try BillRegistry.read(bytes.span, from: "it").bill.inventory.packages
            #expect(read.first?.version == version, "\(format.name)")
        }
    }
}
