import Bills
import Inventory
import Testing

@Suite("The source package, in the dialects of other tools")
struct SourcePackageTests {
    private static func read(_ text: String) throws -> Inventory {
        try BillRegistry.read(Array(text.utf8).span, from: "it").bill.inventory
    }

    private static func cycloneDX(_ url: String, _ properties: [(String, String)] = [], tool: String = "made-up")
        -> String
    {
        let list = properties.map { #"{"name":"\#($0.0)","value":"\#($0.1)"}"# }.joined(separator: ",")
        return """
            {"bomFormat":"CycloneDX","specVersion":"1.6","metadata":{"tools":[{"name":"\(tool)","version":"1.0"}]},
             "components":[{"type":"library","name":"libkelp5","version":"5-1","purl":"\(url)","properties":[\(list)]}]}
            """
    }

    @Test(
        "is read from the package URL, whoever wrote it",
        arguments: [
            ("pkg:deb/debian/libkelp5@5-1?upstream=kelp", "kelp", "5-1"),
            ("pkg:deb/debian/libkelp5@5-1?upstream=kelp%404-1", "kelp", "4-1"),
            ("pkg:deb/debian/libkelp5@5-1?source=kelp", "kelp", "5-1"),
            ("pkg:deb/debian/libkelp5@5-1?source=kelp&sourceversion=4-1", "kelp", "4-1"),
            ("pkg:deb/debian/libkelp5@5-1?epoch=2&source=kelp", "kelp", "2:5-1"),
            ("pkg:apk/alpine/libkelp5@5-r1?origin=kelp", "kelp", "5-r1"),
            ("pkg:rpm/rocky/libkelp5@5-1.el9?sourcerpm=kelp-5-1.el9.src.rpm", "kelp", "5-1.el9"),
            ("pkg:rpm/rocky/libkelp5@5-1.el9?upstream=kelp-5-1.el9.src.rpm", "kelp", "5-1.el9"),
        ])
    func qualifiers(url: String, name: String, version: String) throws {
        let package = try #require(try Self.read(Self.cycloneDX(url)).packages.first)
        #expect(package.source == SourcePackage(name: name, version: version))
    }

    @Test(
        "is read from properties",
        arguments: [
            ("aquasecurity:trivy:", ["SrcName": "kelp", "SrcVersion": "4", "SrcRelease": "1"], "4-1"),
            (
                "aquasecurity:trivy:", ["SrcName": "kelp", "SrcVersion": "4", "SrcRelease": "1", "SrcEpoch": "2"],
                "2:4-1"
            ),
            ("", ["SrcName": "kelp", "SrcVersion": "4-1"], "4-1"), ("aquasecurity:trivy:", ["SrcName": "kelp"], "5-1"),
            ("syft:metadata:", ["source": "kelp", "sourceVersion": "4-1"], "4-1"),
        ] as [(String, [String: String], String)])
    func properties(prefix: String, values: [String: String], version: String) throws {
        let properties = values.sorted { $0.key < $1.key }.map { (prefix + $0.key, $0.value) }
        let text = Self.cycloneDX("pkg:deb/debian/libkelp5@5-1?distro=debian-12", properties)
        #expect(try Self.read(text).packages.first?.source == SourcePackage(name: "kelp", version: version))
    }

    @Test(
        "is read from SPDX's texts",
        arguments: [
            #""sourceInfo":"built package from: kelp 2:4-1""#,
            #""attributionTexts":["PkgType: debian","SrcName: kelp","SrcVersion: 4","SrcRelease: 1","SrcEpoch: 2"]"#,
            #""annotations":[{"comment":"SrcName: kelp"},{"comment":"SrcVersion: 2:4-1"}]"#,
        ])
    func spdx(member: String) throws {
        let package = try #require(
            try Self.read(
                """
                {"spdxVersion":"SPDX-2.3","packages":[{"SPDXID":"SPDXRef-a","name":"libkelp5","versionInfo":"5-1",\(member),
                 "externalRefs":[{"referenceType":"purl","referenceLocator":"pkg:deb/debian/libkelp5@5-1"}]}]}
                """
            ).packages.first)
        #expect(package.source == SourcePackage(name: "kelp", version: "2:4-1"))
    }

    @Test("is read from the relationship that Red Hat's bills have")
    func generated() throws {
        let packages = try Self.read(
            """
            {"spdxVersion":"SPDX-2.3","packages":[
             {"SPDXID":"SPDXRef-a","name":"libkelp","versionInfo":"5-1.el9","externalRefs":[{"referenceType":"purl","referenceLocator":"pkg:rpm/redhat/libkelp@5-1.el9?arch=x86_64"}]},
             {"SPDXID":"SPDXRef-s","name":"kelp","versionInfo":"5-1.el9","externalRefs":[{"referenceType":"purl","referenceLocator":"pkg:rpm/redhat/kelp@5-1.el9?arch=src"}]}],
             "relationships":[{"spdxElementId":"SPDXRef-a","relationshipType":"GENERATED_FROM","relatedSpdxElement":"SPDXRef-s"}]}
            """
        ).packages
        #expect(packages.first { $0.name == "libkelp" }?.source == SourcePackage(name: "kelp", version: "5-1.el9"))
    }

    @Test(
        "is read from the metadata of early and late schemas of Syft",
        arguments: [
            ("deb", "DpkgMetadata", #"{"source":"kelp","sourceVersion":"4-1"}"#, "4-1"),
            ("deb", "dpkg-db-entry", #"{"source":"kelp","sourceVersion":""}"#, "5-1"),
            ("apk", "ApkMetadata", #"{"originPackage":"kelp"}"#, "5-1"),
            ("rpm", "RpmdbMetadata", #"{"sourceRpm":"kelp-4-1.src.rpm"}"#, "4-1"),
            ("rpm", "RpmMetadata", #"{"sourceRpm":"kelp-4-1.src.rpm"}"#, "4-1"),
        ])
    func syft(type: String, metadata: String, value: String, version: String) throws {
        let package = try Self.read(
            """
            {"schema":{"version":"3.0.0"},"descriptor":{"name":"syft","version":"0.36.0"},"artifacts":[{"id":"1","name":"libkelp5",
             "version":"5-1","type":"\(type)","purl":"pkg:\(type)/x/libkelp5@5-1","metadataType":"\(metadata)","metadata":\(value)}]}
            """
        ).packages.first
        #expect(package?.source == SourcePackage(name: "kelp", version: version))
    }

    @Test(
        "is unknown where a bill names none, and the package itself where its writer names all others",
        arguments: [
            ("pkg:deb/debian/libkelp5@5-1", "made-up", [], false),
            ("pkg:apk/alpine/libkelp5@5-1", "made-up", [], false),
            ("pkg:deb/debian/libkelp5@5-1", "syft", [], true),
            ("pkg:deb/debian/libkelp5@5-1", "made-up", [("syft:package:foundBy", "dpkg")], true),
            ("pkg:deb/debian/libkelp5@5-1", "made-up", [("aquasecurity:trivy:SrcName", "libkelp5")], true),
        ] as [(String, String, [(String, String)], Bool)])
    func unknown(url: String, tool: String, properties: [(String, String)], isKnown: Bool) throws {
        let package = try Self.read(Self.cycloneDX(url, properties, tool: tool)).packages.first
        #expect(package?.source == (isKnown ? SourcePackage(name: "libkelp5", version: "5-1") : nil))
    }

    @Test("stays unknown and stays known in a bill that is written again", arguments: GoldenTests.formats)
    func rewritten(format: String) throws {
        let writer = try #require(BillRegistry.format(format))
        for (properties, source) in [
            ([], nil), ([("SrcName", "libkelp5")], SourcePackage(name: "libkelp5", version: "5-1")),
            ([("SrcName", "kelp")], SourcePackage(name: "kelp", version: "5-1")),
        ] as [([(String, String)], SourcePackage?)] {
            let inventory = try Self.read(Self.cycloneDX("pkg:deb/debian/libkelp5@5-1", properties))
            let bytes = writer.write(Bill(of: inventory, tool: SampleBill.tool, created: "2024-01-02T03:04:05Z"))
            #expect(try BillRegistry.read(bytes.span, from: "it").bill.inventory.packages.first?.source == source)
        }
    }
}
