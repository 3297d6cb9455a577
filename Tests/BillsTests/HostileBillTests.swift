import Bills
import Inventory
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
