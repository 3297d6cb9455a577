import Catalogers
import Inventory
import Layers
import Testing

@Suite("Bills of materials that an image carries")
struct SBOMElementTests {
    @Test("say of elements that are no package that they were passed over")
    func strange() throws {
        let text = #"{"bomFormat":"CycloneDX","components":[{"name":"a","purl":"pkg:npm/a@1"},5,null]}"#
        let entry = LayerEntry(path: "srv/app.cdx.json", size: text.utf8.count)
        let cataloger = try #require(CatalogerRegistry.all.first { $0.id == "sbom" })
        let evidence = try #require(try cataloger.read(entry, text.utf8.span))
        #expect(evidence.records.map(\.name) == ["a"])
        #expect(evidence.problems == ["elements of the bill that are no package, and were passed over: 2"])
    }
}
