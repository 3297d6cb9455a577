import Bills
import Bytes
import Inventory
import Platform
import TestSupport
import Testing

@Suite("Every format of bills")
struct GoldenTests {
    static let formats = BillRegistry.all.map(\.name)

    private static func path(_ format: String) -> String { "\(projectFolder)/Tests/Golden/Bills/\(format)" }

    @Test("writes the sample bill as expected, and the same bytes again", arguments: formats)
    func golden(format: String) throws {
        let writer = try #require(BillRegistry.format(format))
        let bytes = writer.write(SampleBill.bill)
        #expect(writer.write(SampleBill.bill) == bytes, "two runs differ")
        let path = Self.path(format)
        if environment("HULLMARK_RECORD") == "1" { try AtomicFile.write(bytes, to: path) }
        let expected = try TestFiles.bytes(at: path)
        let lines = bytes.split(separator: 0x0a).map { String(decoding: $0, as: UTF8.self) }
        let wanted = expected.split(separator: 0x0a).map { String(decoding: $0, as: UTF8.self) }
        for (line, other) in zip(lines, wanted) where line != other { try #require(line == other) }
        #expect(lines.count == wanted.count)
    }

    @Test(
        "writes what the official validators take", .enabled(if: Validators.areInstalled),
        arguments: formats)
    func valid(format: String) throws {
        let folder = try TemporaryFolder("bills")
        let writer = try #require(BillRegistry.format(format))
        for (name, bill) in [("image", SampleBill.bill), ("root", SampleBill.rootBill)] {
            let path = try folder.write(name, writer.write(bill))
            #expect(try Validators.complaints(format, path) == "")
        }
    }

    @Test(
        "has the minimum elements of NTIA for every package where somebody supplies the image",
        .enabled(if: Validators.areInstalled), arguments: ["spdx-json", "spdx3-json"])
    func minimum(format: String) throws {
        let folder = try TemporaryFolder("bills")
        var root = Inventory(target: "/", layers: [LayerSummary(diffID: nil)])
        let records = [
            PackageRecord(type: .npm, name: "left-pad", version: "1.3.0"),
            PackageRecord(type: .npm, name: "@babel/core", version: "7.0.0"),
            PackageRecord(type: .npm, name: "no-version", version: ""),
            PackageRecord(type: .maven, name: "org.example:tool", version: "1.0"),
            PackageRecord(type: .composer, name: "vendor/tool", version: "1.0"),
        ]
        for record in records {
            let url = PackageURL(type: record.type, name: record.name, version: record.version)
            root.packages.append(Package(record, purl: url, layer: 0, locations: ["srv/a"], cataloger: "node"))
        }
        let bill = Bill(of: root, supplier: "Example", tool: SampleBill.tool, created: "2024-01-02T03:04:05Z")
        let path = try folder.write("bill", try #require(BillRegistry.format(format)).write(bill))
        #expect(try Validators.complaints(format, path, minimum: true) == "")
        let bytes = try TestFiles.bytes(at: path)
        for name in [
            "Organization: Example", "Organization: babel", "Organization: org.example", "Organization: vendor",
        ]
        where format == "spdx-json" {
            #expect(bytes.span.index(of: Array(name.utf8)) != nil, "no \(name)")
        }
        let packages = try BillRegistry.read(bytes.span, from: "it").bill.inventory.packages
        #expect(packages.first { $0.name == "no-version" }?.version == "")
    }
}
