internal import JSON

/// SPDX 3.0.1 in JSON-LD: one graph of elements that name each other by IRI.
///
/// | what | class |
/// |---|---|
/// | the document and the bill | `SpdxDocument`, whose root is a `software_Sbom`, whose root is the image |
/// | image, layers, system, packages | `software_Package`, told apart by `software_primaryPurpose` |
/// | suppliers | `Organization`, `Person` |
/// | files | `software_File` with their hashes |
/// | licences | `simplelicensing_LicenseExpression`, joined by `hasDeclaredLicense` |
/// | contents, dependencies | `Relationship`, one for each element and kind |
/// | what has no field | `extension_CdxPropertiesExtension` |
struct SPDX3JSON: BillFormat {
    static let context = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"

    let name = "spdx3-json"

    func write(_ bill: Bill) -> [UInt8] {
        let document = SPDXDocument(bill, format: name, needsSHA1: false)
        var graph = SPDX3Writer(document)
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("@context", Self.context)
            writer.array("@graph") { writer in graph.write(bill.tool, &writer) }
        }
        return writer.finish()
    }

    func recognises(_ content: BillContent) -> Bool {
        guard let json = content.json, json["@graph"]?.array != nil else { return false }
        let context = json["@context"]?.string ?? json["@context"]?[0]?.string ?? ""
        return context.hasPrefix("https://spdx.org/rdf/3")
    }

    func read(_ content: BillContent) throws(BillError) -> Bill {
        guard let elements = content.json?["@graph"]?.array else {
            throw BillError(.malformed, "an SPDX 3 bill without a graph")
        }
        return try SPDX3Reader(elements).document.bill
    }
}
