import Bills
import Inventory
import Layers
import Testing

@Suite("Names and versions in bills of other tools")
struct ForeignIdentityTests {
    private static func component(_ name: String, _ version: String, _ url: String, _ more: String = "") throws
        -> Package
    {
        let text =
            #"{"bomFormat":"CycloneDX","components":[{"type":"library","name":"\#(name)","version":"\#(version)","purl":"\#(url)"\#(more)}]}"#
        return try #require(try BillRegistry.read(Array(text.utf8).span, from: "it").bill.inventory.packages.first)
    }

    @Test(
        "the package URL names a package, and a field adds a spelling at most",
        arguments: [
            ("Kelp JSON Framework", "pkg:nuget/Kelp.Json@1", "Kelp.Json"), ("Kelp", "pkg:npm/kelp@1", "kelp"),
            ("kelp-1-with-deps.jar", "pkg:maven/org.sea/kelp@1", "org.sea:kelp"),
            ("Sea.Kelp", "pkg:pypi/sea-kelp@1", "Sea.Kelp"), ("A sea of kelp", "pkg:pypi/kelp@1", "kelp"),
            ("example.org/kelp/v2", "pkg:golang/example.org/kelp@1#v2", "example.org/kelp/v2"),
            ("kelp", "pkg:golang/example.org/kelp@1#cmd/kelp", "example.org/kelp"),
            ("libkelp.so.5", "pkg:deb/debian/libkelp5@1", "libkelp5"),
        ])
    func names(name: String, url: String, expected: String) throws {
        #expect(try Self.component(name, "1", url).name == expected)
        let spdx =
            #"{"spdxVersion":"SPDX-2.3","packages":[{"SPDXID":"a","name":"\#(name)","versionInfo":"1","externalRefs":[{"referenceType":"purl","referenceLocator":"\#(url)"}]}]}"#
        #expect(
            try BillRegistry.read(Array(spdx.utf8).span, from: "it").bill.inventory.packages.first?.name == expected)
    }

    @Test(
        "an epoch is read once, wherever it stands",
        arguments: [
            ("4-2", "pkg:deb/debian/x@4-2?epoch=1", "1:4-2"), ("1:4-2", "pkg:deb/debian/x@1%3A4-2", "1:4-2"),
            ("1:4-2", "pkg:deb/debian/x@1:4-2?epoch=1", "1:4-2"), ("1:4-2", "pkg:deb/debian/x@4-2", "1:4-2"),
            ("1:4-2", "pkg:rpm/rocky/x@4-2", "1:4-2"), ("4-2", "pkg:rpm/rocky/x@1:4-2?epoch=1", "1:4-2"),
            ("4-2", "pkg:rpm/rocky/x@4-2?epoch=0", "0:4-2"), ("4-2", "pkg:rpm/rocky/x@4-2?epoch=none", "4-2"),
            ("x:4-2", "pkg:rpm/rocky/x@4-2", "4-2"), ("1:4-r2", "pkg:apk/alpine/x@4-r2", "4-r2"),
        ])
    func epochs(version: String, url: String, expected: String) throws {
        #expect(try Self.component("x", version, url).version == expected)
    }

    @Test(
        "an rpm's module is read from the URL and from properties",
        arguments: [
            ("pkg:rpm/rocky/x@1?rpmmod=sea%3A18%3A80", ""), ("pkg:rpm/rocky/x@1?modularitylabel=sea:18:80", ""),
            ("pkg:rpm/rocky/x@1", "syft:metadata:modularityLabel"),
            ("pkg:rpm/rocky/x@1", "aquasecurity:trivy:Modularitylabel"),
        ])
    func modules(url: String, property: String) throws {
        let more = property.isEmpty ? "" : #","properties":[{"name":"\#(property)","value":"sea:18:80"}]"#
        #expect(try Self.component("x", "1", url, more).attributes["modularityLabel"] == "sea:18:80")
    }

    private static func inventory(_ text: String) throws -> Inventory {
        try BillRegistry.read(Array(text.utf8).span, from: "it").bill.inventory
    }

    @Test(
        "a component without a package URL is listed, and one that cannot be is told of",
        arguments: [
            (
                #"{"type":"application","name":"winch","version":"1"},{"type":"library","name":"rope"}"#,
                ["rope", "winch"], 0
            ),
            (#"{"type":"application","name":"winch","cpe":"cpe:2.3:a:sea:winch:1:*:*:*:*:*:*:*"}"#, ["winch"], 0),
            (
                #"{"type":"file","name":"a.jar","purl":"pkg:maven/sea/a@1"},{"type":"data","name":"b","purl":"pkg:npm/b@1"}"#,
                ["b", "sea:a"], 0
            ),
            (
                #"{"type":"library","name":"rope"},{"type":"application","name":"go.mod"},{"type":"container","name":"i","purl":"pkg:oci/i"}"#,
                ["rope"], 2
            ),
        ] as [(String, [String], Int)])
    func components(list: String, names: [String], leftOut: Int) throws {
        let found = try Self.inventory(#"{"bomFormat":"CycloneDX","components":[\#(list)]}"#)
        #expect(found.packages.map(\.name).sorted() == names)
        #expect(
            found.diagnostics.contains { $0.message.hasPrefix("\(leftOut) components of the bill left out") }
                == (leftOut > 0))
    }

    @Test(
        "SPDX's packages without a package URL are listed, described or not",
        arguments: [
            ([("winch", "1", "LIBRARY", true), ("rope", "2", "", false)], ["rope", "winch"]),
            ([("winch", "1", "", true), ("rope", "2", "", true)], ["rope", "winch"]),
            ([("image", "", "CONTAINER", true), ("winch", "1", "APPLICATION", false)], ["winch"]),
            ([("app", "", "", true), ("rope", "2", "ARCHIVE", false)], ["rope"]),
            ([("debian", "12", "OPERATING_SYSTEM", false), ("rope", "2", "SOURCE", false)], ["rope"]),
        ] as [([(String, String, String, Bool)], [String])])
    func packages(elements: [(String, String, String, Bool)], names: [String]) throws {
        let list = elements.map {
            #"{"SPDXID":"\#($0.0)","name":"\#($0.0)","versionInfo":"\#($0.1)","primaryPackagePurpose":"\#($0.2)"}"#
        }
        let described = elements.filter(\.3).map { "\"\($0.0)\"" }
        let found = try Self.inventory(
            #"{"spdxVersion":"SPDX-2.3","packages":[\#(list.joined(separator: ","))],"documentDescribes":[\#(described.joined(separator: ","))]}"#
        )
        #expect(found.packages.map(\.name).sorted() == names)
        let isSaid = found.diagnostics.contains { $0.message.contains("does not say what it describes") }
        #expect(isSaid == described.isEmpty)
        let hasSystem = elements.contains { $0.0 == "debian" }
        #expect((found.distribution?.qualifier == "debian-12") == hasSystem)
    }

    @Test("tags without a subject are read as JSON is, and that is said")
    func tags() throws {
        let found = try Self.inventory(
            """
            SPDXVersion: SPDX-2.3
            Creator: Tool: made-up-1
            PackageName: rope
            SPDXID: SPDXRef-a
            PackageVersion: 1
            PackageName: winch
            SPDXID: SPDXRef-b
            PackageVersion: 2
            """)
        #expect(found.packages.map(\.name) == ["rope", "winch"])
        #expect(found.diagnostics.map(\.message) == ["the bill does not say what it describes, so it may be cut"])
    }

    @Test(
        "words of the tag-value notation are names all the same",
        arguments: [
            "NONE", "NOASSERTION", "Organization: x", "Tool: x", "PackageName", "SHA1: ab", "\"NONE\"", "NONEs",
        ])
    func words(name: String) throws {
        var record = PackageRecord(type: "npm", name: name, version: name)
        record.licences = [name]
        let package = Package(
            record, purl: PackageURL(type: "npm", name: name, version: name), layer: 0, locations: [], cataloger: "")
        let inventory = Inventory(target: "x", layers: [LayerSummary(diffID: nil)], packages: [package])
        let bill = Bill(of: inventory, name: name, tool: SampleBill.tool, created: "2024-01-02T03:04:05Z")
        let bytes = try #require(BillRegistry.format("spdx-tag-value")).write(bill)
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        let isPlain = name == "NONEs"
        for tag in ["PackageName", "PackageVersion", "LicenseName"] {
            #expect(lines.contains { $0 == "\(tag): \(name)" } == isPlain, "\(tag)")
        }
        let read = try BillRegistry.read(bytes.span, from: "it").bill
        #expect(read.inventory.packages.map(\.name) == [name])
        #expect(read.inventory.packages.map(\.version) == [name])
        #expect(read.inventory.packages.map(\.licences) == [[name]])
        #expect(read.name == name)
    }

    @Test("a file that is listed twice is one component")
    func twice() throws {
        var record = PackageRecord(type: .apk, name: "busy", version: "1-r0")
        for _ in 0..<2 { record.files.append("bin/busy", digest: "sha1:0123456789abcdef0123456789abcdef01234567") }
        let package = Package(
            record, purl: PackageURL(type: .apk, namespace: "alpine", name: "busy"), layer: 0, locations: [],
            cataloger: "")
        let inventory = Inventory(target: "x", layers: [LayerSummary(diffID: nil)], packages: [package])
        let bill = Bill(of: inventory, tool: SampleBill.tool, created: "2024-01-02T03:04:05Z")
        for format in ["cyclonedx-json", "cyclonedx-xml"] {
            let bytes = try #require(BillRegistry.format(format)).write(bill)
            #expect(try BillRegistry.read(bytes.span, from: "it").bill.inventory.packages.map(\.files.count) == [1])
        }
    }
}
