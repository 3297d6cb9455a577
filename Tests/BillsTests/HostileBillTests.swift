import Bills
import Inventory
import Layers
import TestSupport
import Testing

@Suite("Bills that are broken")
struct HostileBillTests {
    @Test("cut anywhere, they are refused or read in part", arguments: GoldenTests.formats)
    func prefixes(format: String) throws {
        let bytes = try #require(BillRegistry.format(format)).write(SampleBill.bill)
        for cut in Mutations(of: bytes, seed: 1).prefixes(400) { _ = try? BillRegistry.read(cut.span, from: "it") }
    }

    @Test("with changed bytes, doubled or missing parts, they do no harm", arguments: GoldenTests.formats)
    func changes(format: String) throws {
        let bytes = try #require(BillRegistry.format(format)).write(SampleBill.bill)
        var mutations = Mutations(of: bytes, seed: 2)
        for broken in mutations.flips(60) + mutations.splices(30) + mutations.noise(30) {
            guard let read = try? BillRegistry.read(broken.span, from: "it") else { continue }
            #expect(!read.format.write(read.bill).isEmpty)
        }
    }

    @Test("documents of no known format are refused with the names of those that are")
    func unknown() {
        for text in ["", "  \n", "{}", "[1]", "<html/>", "PK\u{3}\u{4}", #"{"bomFormat":"Other"}"#, "Package: x\n"] {
            let bytes = Array(text.utf8)
            #expect(throws: BillError.self) { try BillRegistry.read(bytes.span, from: "it") }
        }
    }

    @Test("those of more components than are read are refused before anything is made of them")
    func crowds() {
        let empty = String(repeating: "{},", count: 1_100_000) + String(repeating: " ", count: 12 << 20)
        let bytes = Array(#"{"bomFormat":"CycloneDX","components":[\#(empty){}]}"#.utf8)
        #expect(throws: BillError(.limitExceeded, "it: the bill names more than 1000000 components")) {
            try BillRegistry.read(bytes.span, from: "it")
        }
    }

    @Test("those of a hundred thousand files are read back")
    func files() throws {
        var record = PackageRecord(type: .deb, name: "many", version: "1")
        for number in 0..<100_000 {
            record.files.append("usr/share/many/file-\(number)", digest: "md5:00112233445566778899aabbccddeeff")
        }
        let url = PackageURL(type: .deb, namespace: "debian", name: "many", version: "1")
        let package = Package(record, purl: url, layer: 0, locations: ["var/lib/dpkg/status"], cataloger: "dpkg")
        let inventory = Inventory(target: "x", layers: [LayerSummary(diffID: nil)], packages: [package])
        let bill = Bill(of: inventory, tool: SampleBill.tool, created: "2024-01-02T03:04:05Z")
        let bytes = try #require(BillRegistry.format("cyclonedx-xml")).write(bill)
        let read = try BillRegistry.read(bytes.span, from: "it").bill.inventory
        #expect(read.packages.map(\.files.count) == [100_000])
    }

    @Test(
        "how many entries cannot be read, or not whole, is said",
        arguments: [
            (
                #"{"bomFormat":"CycloneDX","components":[{"type":"library","name":"a","purl":"pkg:npm/a@1"},5,null,"x",{"name":"b","version":2.5}]}"#,
                4, "components"
            ),
            (
                """
                <bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components><component type="library"><name>a</name></component>
                <component type="library"/><other/></components></bom>
                """, 2, "components"
            ),
            (
                #"{"spdxVersion":"SPDX-2.3","packages":[{"name":"a","SPDXID":"x"},7,{"SPDXID":"y"},{"name":"b","versionInfo":2}]}"#,
                3, "packages"
            ),
            ("SPDXVersion: SPDX-2.3\nPackageName: a\nPackagVersion: 1\ngarbage\n# word\n\n\u{1}\u{2}\n", 3, "lines"),
            (
                #"{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[{"type":"software_Package","name":"a","spdxId":"x"},5,{"name":"y"}]}"#,
                2, "elements"
            ),
            (
                #"{"artifacts":[{"name":"a","version":"1","type":"npm"},5,{"name":"","version":"1"},{"name":"c","version":2}],"schema":{"version":"16"}}"#,
                3, "artifacts"
            ),
            (
                #"{"version":0,"detector":{},"scanned":"x","job":{},"manifests":{"m":{"name":"m","resolved":{"a":{"package_url":"pkg:npm/a@1"},"b":5,"c":{}}}}}"#,
                2, "packages"
            ),
        ])
    func strangeEntries(text: String, count: Int, what: String) throws {
        let inventory = try BillRegistry.read(Array(text.utf8).span, from: "it").bill.inventory
        #expect(inventory.packages.contains { $0.name == "a" })
        #expect(
            inventory.diagnostics.first?.message == "\(count) \(what) of the bill cannot be read, or not whole")
    }

    @Test(
        "what is compressed or of another encoding is refused by that name",
        arguments: [
            ([0x1f, 0x8b, 8, 0], "compressed (gzip)"), ([0x28, 0xb5, 0x2f, 0xfd], "compressed (zstd)"),
            ([0xff, 0xfe, 0x7b, 0], "UTF-16"), ([0x3c, 0, 0x3f, 0], "UTF-16"),
        ] as [([UInt8], String)])
    func otherForms(bytes: [UInt8], name: String) {
        let error = #expect(throws: BillError.self) { try BillRegistry.read(bytes.span, from: "it") }
        #expect(error?.message.contains(name) == true, "\(error?.message ?? "")")
    }

    @Test(
        "those of a wrong shape that say nothing are refused, not taken for clean",
        arguments: [
            #"{"bomFormat":"CycloneDX","specVersion":"1.6","components":"none"}"#,
            #"{"spdxVersion":"SPDX-2.3","packages":null}"#,
            #"{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[]}"#,
            #"<bom xmlns="http://cyclonedx.org/schema/bom/1.6"/>"#, "SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\n",
        ])
    func nothing(text: String) {
        let bytes = Array(text.utf8)
        #expect(throws: BillError.self) { try BillRegistry.read(bytes.span, from: "it") }
    }

    @Test("a document of tags that is cut before its relationships, or inside a text, is refused")
    func cutTags() throws {
        let bytes = try #require(BillRegistry.format("spdx-tag-value")).write(SampleBill.bill)
        let lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false).map { Array($0) }
        let first = try #require(lines.firstIndex { $0.starts(with: "Relationship:".utf8) })
        let packages = lines.indices.filter { lines[$0].starts(with: "PackageName:".utf8) }
        for end in [first, packages[3]] {
            let cut = Array(lines[..<end].joined(separator: [0x0a]))
            #expect(throws: BillError.self) { try BillRegistry.read(cut.span, from: "it") }
        }
        let open = bytes + Array("PackageName: x\nPackageComment: <text>never\nPackageName: y\n".utf8)
        #expect(throws: BillError(.malformed, "it: the document is cut: nothing ends the text of PackageComment")) {
            try BillRegistry.read(open.span, from: "it")
        }
    }

    @Test("lying members change nothing but themselves")
    func lies() throws {
        let text = """
            {"bomFormat":"CycloneDX","specVersion":"1.6","components":[
              {"type":"library","name":"x","version":"1","purl":"pkg:deb/debian/x@1","properties":[
                {"name":"hullmark:package:layer","value":"99999999999999999999"},
                {"name":"hullmark:package:source","value":"[1,2]"},
                {"name":"hullmark:package:attributes","value":"{\\"a\\":[]}"},
                {"name":"hullmark:package:locations","value":"{"}]},
              {"type":"library","name":3,"purl":[]},{"type":"library"},7,null,
              {"type":"library","name":"y","purl":"pkg:/"}],
             "dependencies":[{"ref":"none","dependsOn":["x"]},{"ref":4}],
             "metadata":{"properties":[{"name":"hullmark:image:layers","value":"[1,{\\"diffID\\":\\"sha256:x\\"}]"},
               {"name":"hullmark:image:distribution","value":"[]"}]}}
            """
        let bytes = Array(text.utf8)
        let bill = try BillRegistry.read(bytes.span, from: "it").bill
        #expect(bill.inventory.packages.map(\.name) == ["x", "y"])
        #expect(bill.inventory.packages[0].layer == 0 || bill.inventory.packages[0].layer == 1)
    }
}
