import Bills
import Bytes
import Inventory
import Testing

@Suite("A bill that is read again")
struct RoundTripTests {
    @Test("says the same of everything that matching needs", arguments: GoldenTests.formats)
    func same(format: String) throws {
        for bill in [SampleBill.bill, SampleBill.rootBill] {
            let writer = try #require(BillRegistry.format(format))
            let bytes = writer.write(bill)
            let (found, read) = try BillRegistry.read(bytes.span, from: "the bill")
            #expect(found.name == format)
            let (lines, wanted) = (BillText.lines(read), BillText.lines(bill))
            for (line, other) in zip(lines, wanted) { #expect(line == other) }
            #expect(lines.count == wanted.count)
            #expect(read.created == bill.created)
            if format != "github-json" && format != "syft-json" { #expect(read.supplier == bill.supplier) }
            #expect(read.tool == bill.tool)
        }
    }

    @Test("keeps dependencies by name", arguments: GoldenTests.formats)
    func dependencies(format: String) throws {
        let writer = try #require(BillRegistry.format(format))
        let bytes = writer.write(SampleBill.bill)
        let read = try BillRegistry.read(bytes.span, from: "the bill").bill.inventory.packages
        // Syft's format has those too that nothing in the image is or provides.
        let needs = format == "syft-json" ? SampleBill.epochal.dependencies : ["libc6"]
        #expect(read.first { $0.name == "vim" }?.dependencies == needs)
        #expect(read.first { $0.name == "example.org/app/v2" }?.dependencies == ["example.org/tool"])
    }

    @Test("keeps files where the format has a place for them", arguments: GoldenTests.formats)
    func files(format: String) throws {
        let writer = try #require(BillRegistry.format(format))
        let bytes = writer.write(SampleBill.bill)
        let read = try BillRegistry.read(bytes.span, from: "the bill").bill.inventory.packages
        let apk = try #require(read.first { $0.name == "ssl_client" })
        let rpm = try #require(read.first { $0.name == "nodejs" })
        let deb = try #require(read.first { $0.name == "libc6" })
        switch format {
        case "github-json": #expect(apk.files.isEmpty && rpm.files.isEmpty)
        case "spdx-json", "spdx-tag-value":
            #expect(apk.files == SampleBill.apk.files)
            // Those without a SHA-1, which SPDX 2.3 has no place for, are a property and come last.
            #expect(rpm.files == SampleBill.rpm.files)
            let files = SampleBill.deb.files.elements
            #expect(deb.files.elements.map(\.path) == [files[1].path, files[0].path, files[2].path])
            #expect(deb.files.elements.map(\.digest) == [files[1].digest, files[0].digest, files[2].digest])
        default:
            #expect(apk.files == SampleBill.apk.files)
            #expect(rpm.files == SampleBill.rpm.files)
            // The third's name has a character that XML cannot.
            #expect(deb.files.elements.map(\.path).prefix(2) == SampleBill.deb.files.elements.map(\.path).prefix(2))
            #expect(deb.files.count == 3)
            #expect(deb.files.elements[1].digest == SampleBill.deb.files.elements[1].digest)
        }
    }

    @Test("can be written again in every format and still says the same", arguments: GoldenTests.formats)
    func converted(format: String) throws {
        let first = try #require(BillRegistry.format(format)).write(SampleBill.bill)
        let read = try BillRegistry.read(first.span, from: "the bill").bill
        for other in BillRegistry.all {
            let second = other.write(read)
            let again = try BillRegistry.read(second.span, from: "the bill").bill
            #expect(BillText.lines(again) == BillText.lines(read), "\(format) to \(other.name)")
        }
    }

    @Test("is found inside a statement and inside an envelope")
    func attestation() throws {
        let bytes = try #require(BillRegistry.format("cyclonedx-json")).write(SampleBill.bill)
        let predicate = String(decoding: bytes, as: UTF8.self)
        let statement =
            #"{"_type":"https://in-toto.io/Statement/v1","subject":[],"predicateType":"https://cyclonedx.org/bom","predicate":\#(predicate)}"#
        let plain = Array(statement.utf8)
        #expect(try BillRegistry.read(plain.span, from: "it").bill.inventory.packages.count == 12)
        let envelope = Array(
            #"{"payloadType":"application/vnd.in-toto+json","payload":"\#(Base64.encode(plain))","signatures":[]}"#.utf8
        )
        #expect(try BillRegistry.read(envelope.span, from: "it").bill.inventory.packages.count == 12)
    }
}
