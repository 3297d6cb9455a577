import Bytes
import Inventory
import JSON
import Reports
import Testing

@Suite("The scan document")
struct ScanDocumentTests {
    private static let diffID = Digest(of: [1])

    private static func document(layers: [LayerSummary], includesFiles: Bool = false) -> [UInt8] {
        var record = PackageRecord(type: .deb, name: "bash", version: "5.2.15-2+b2")
        record.source = SourcePackage(name: "bash", version: "5.2.15-2")
        record.files.append("bin/bash", digest: "md5:00112233445566778899aabbccddeeff")
        let purl = PackageURL(type: .deb, namespace: "debian", name: "bash", version: record.version)
        let package = Package(record, purl: purl, layer: 0, locations: ["var/lib/dpkg/status"], cataloger: "dpkg")
        let inventory = Inventory(
            target: "some target", layers: layers, distribution: Distribution(id: "debian", versionID: "12"),
            packages: [package])
        let report = ScanReport(
            inventory: inventory, matches: [], leftOut: 0, undetermined: [], coverage: [],
            database: DatabaseFacts(shards: [], digest: Digest(of: []).description))
        return ScanDocument(report, includesFiles: includesFiles).bytes
    }

    @Test("has the members that are documented, and not the target's name")
    func members() throws {
        let bytes = Self.document(layers: [LayerSummary(diffID: Self.diffID)])
        let json = try JSONValue(bytes.span)
        let names = json.members?.map(\.name)
        #expect(
            names == [
                "schemaVersion", "image", "distribution", "packages", "matches", "undetermined", "coverage", "database",
                "diagnostics",
            ])
        let package = try #require(json["packages"]?[0])
        #expect(package["type"]?.string == "deb")
        #expect(package["purl"]?.string == "pkg:deb/debian/bash@5.2.15-2%2Bb2")
        #expect(package["source"]?["version"]?.string == "5.2.15-2")
        #expect(package["layer"]?.string == Self.diffID.description)
        #expect(package["locations"]?[0]?.string == "/var/lib/dpkg/status")
        #expect(package["files"] == nil)
        #expect(!String(decoding: bytes, as: UTF8.self).contains("some target"))
    }

    @Test("lists files with their digests when asked")
    func files() throws {
        let bytes = Self.document(layers: [], includesFiles: true)
        let json = try JSONValue(bytes.span)
        let file = try #require(json["packages"]?[0]?["files"]?[0])
        #expect(file["path"]?.string == "/bin/bash")
        #expect(file["digest"]?.string == "md5:00112233445566778899aabbccddeeff")
    }

    @Test("names no layer where there is none, as in a root file system")
    func noLayer() throws {
        let bytes = Self.document(layers: [LayerSummary(diffID: nil)])
        let json = try JSONValue(bytes.span)
        #expect(json["packages"]?[0]?["layer"] == .null)
        #expect(json["image"]?["layers"]?.array?.isEmpty == true)
    }

    @Test("is read again as far as a comparison needs it")
    func saved() throws {
        let bytes = Self.document(layers: [LayerSummary(diffID: Self.diffID)], includesFiles: true)
        let json = try JSONValue(bytes.span)
        #expect(SavedReport.recognises(json))
        let scan = SavedReport.scan(json)
        #expect(scan.inventory.packages.map(\.purl.description) == ["pkg:deb/debian/bash@5.2.15-2%2Bb2"])
        #expect(scan.inventory.packages[0].files.elements.map(\.path) == ["bin/bash"])
        #expect(scan.inventory.distribution?.qualifier == "debian-12")
        let other = try JSONValue("{\"packages\":[]}".utf8.span)
        #expect(!SavedReport.recognises(other))
    }
}
