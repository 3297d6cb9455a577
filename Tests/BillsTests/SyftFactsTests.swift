import Bills
import Bytes
import Inventory
import JSON
import Testing

@Suite("Syft's format")
struct SyftFactsTests {
    private static let layers = [Digest(of: [1]), Digest(of: [2])]

    private static let bill: Bill = {
        var record = PackageRecord(type: .apk, name: "busybox", version: "1.36-r0")
        record.files.append("bin/busybox")
        record.attributes = ["installedSize": "4096"]
        let package = Package(
            record, purl: PackageURL(type: .apk, name: "busybox", version: "1.36-r0"), layer: 1,
            locations: ["lib/apk/db/installed"], cataloger: "apk")
        var inventory = Inventory(
            target: "", layers: layers.map { LayerSummary(diffID: $0, contentSize: 100) }, packages: [package])
        inventory.manifest = Array("{}".utf8)
        inventory.digest = Digest(of: inventory.manifest)
        inventory.configuration = Array("[]".utf8)
        inventory.identifier = Digest(of: inventory.configuration)
        var files = FileList()
        let sum = "sha1:\(String(repeating: "1", count: 40))"
        files.append("bin/busybox", digest: "\(sum) size:880 mode:4755 uid:0 gid:5 layer:1")
        files.append("lib/apk/db/installed", digest: "\(sum) size:7 mode:644 uid:0 gid:0 layer:0 link:1")
        inventory.files = files
        return Bill(of: inventory, tool: SampleBill.tool, created: "2024-01-02T03:04:05Z")
    }()

    private static func document(_ bill: Bill) throws -> JSONValue {
        let bytes = try #require(BillRegistry.format("syft-json")).write(bill)
        return try JSONValue(bytes.span)
    }

    @Test("says of a file how large it is, whose, and which layer brought it")
    func files() throws {
        let files = try Self.document(Self.bill)["files"]?.array ?? []
        #expect(files.map { $0["location"]?["path"]?.string } == ["/bin/busybox", "/lib/apk/db/installed"])
        #expect(
            files.map { $0["location"]?["layerID"]?.string } == [
                Self.layers[1].description, Self.layers[0].description,
            ])
        #expect(files.map { $0["metadata"]?["size"]?.integer } == [880, 7])
        #expect(files.map { $0["metadata"]?["mode"]?.integer } == [4755, 644])
        #expect(files.map { $0["metadata"]?["groupID"]?.integer } == [5, 0])
        #expect(files.map { $0["metadata"]?["type"]?.string } == ["RegularFile", "HardLink"])
    }

    @Test("joins a package to the file that says that it is there")
    func evidence() throws {
        let document = try Self.document(Self.bill)
        let relationships = document["artifactRelationships"]?.array ?? []
        let evidence = relationships.filter { $0["type"]?.string == "evident-by" }
        #expect(evidence.map { $0["child"]?.string } == [document["files"]?[1]?["id"]?.string])
        #expect(evidence.map { $0["parent"]?.string } == [document["artifacts"]?[0]?["id"]?.string])
    }

    @Test("holds manifest, configuration and sizes, and leaves out those that nobody knows")
    func image() throws {
        let metadata = try Self.document(Self.bill)["source"]?["metadata"]
        #expect(metadata?["manifest"]?.string == Base64.encode(Array("{}".utf8)))
        #expect(metadata?["config"]?.string == Base64.encode(Array("[]".utf8)))
        #expect(metadata?["imageSize"]?.integer == 200)
        #expect(metadata?["layers"]?[0]?["size"]?.integer == 100)
        let unknown = try Self.document(SampleBill.bill)
        #expect(unknown["source"]?["metadata"]?["manifest"] == nil)
        let deb = unknown["artifacts"]?.array?.first { $0["name"]?.string == "libc6" }
        #expect(deb?["metadata"]?["installedSize"] == nil)
    }

    @Test("is read back with all of it")
    func roundTrip() throws {
        let bytes = try #require(BillRegistry.format("syft-json")).write(Self.bill)
        let read = try BillRegistry.read(bytes.span, from: "it").bill
        #expect(read.inventory.manifest == Self.bill.inventory.manifest)
        #expect(read.inventory.configuration == Self.bill.inventory.configuration)
        #expect(read.inventory.packages.first?.files == Self.bill.inventory.packages.first?.files)
        #expect(read.inventory.layers == Self.bill.inventory.layers)
    }

    @Test(
        "keeps the needs of packages, of whichever tool, without what is demanded of their versions",
        arguments: [
            (
                "dpkg-db-entry", "deb", "depends", ["libc6 (>= 2.34)", "gpgv | gpgv2:any", "a"],
                ["libc6", "gpgv", "gpgv2", "a"]
            ),
            ("apk-db-entry", "apk", "pullDependencies", ["so:libc.so", "b>=1", "!c"], ["so:libc.so", "b"]),
            ("rpm-db-entry", "rpm", "requires", ["libc.so.6()(64bit)"], ["libc.so.6()(64bit)"]),
            ("rust-cargo-lock-entry", "cargo", "dependencies", ["time 0.1.0 (registry)"], ["time"]),
            ("r-description", "cran", "imports", ["dplyr (>= 1.0)"], ["dplyr"]),
        ])
    func needs(metadata: String, type: String, member: String, written: [String], names: [String]) throws {
        let list = written.map { "\"\($0)\"" }.joined(separator: ",")
        let text = """
            {"schema":{"version":"16"},"artifacts":[{"id":"1","name":"x","version":"1","purl":"pkg:\(type)/x@1",
            "metadataType":"\(metadata)","metadata":{"\(member)":[\(list)]}}]}
            """
        let read = try BillRegistry.read(text.utf8.span, from: "it").bill.inventory.packages
        #expect(read.first?.dependencies == names)
    }

    @Test("takes no document for the manifest that is another")
    func otherManifest() throws {
        let bytes = try #require(BillRegistry.format("syft-json")).write(Self.bill)
        let text = String(decoding: bytes, as: UTF8.self).replacing(
            Base64.encode(Array("{}".utf8)), with: Base64.encode(Array("{ }".utf8)))
        let read = try BillRegistry.read(text.utf8.span, from: "it").bill
        #expect(read.inventory.manifest.isEmpty)
    }
}
