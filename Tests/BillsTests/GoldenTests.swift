import Bills
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
}
