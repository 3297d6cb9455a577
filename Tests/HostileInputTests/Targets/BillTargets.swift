import Bytes
import Inventory
import JSON
import Reports
import TestSupport

@testable import Bills

extension ParserTarget {
    /// Each format of bills, from its own documents on; what was read is written again and read again.
    static let bills: [ParserTarget] =
        BillRegistry.all.map { format in
            ParserTarget(
                "bill-\(format.name)", seeds: [BillSeeds.document(format)] + BillSeeds.golden("Bills/\(format.name)"),
                roundTrip)
        } + [
            ParserTarget("bill-foreign", seeds: BillSeeds.foreign, roundTrip),
            ParserTarget(
                "licence",
                texts: [
                    "GPL-2+ or MIT and (Apache-2.0 with LLVM-exception)",
                    "LicenseRef-a AND gplv2+ with GCC-exception-3.1",
                    "((MIT))", "BSD-3-clauses\0Expat\0odd words", "(GPL-2.0-only OR MIT) AND ISC",
                ]
            ) { text in
                if let expression = LicenceExpression(text) {
                    let again = LicenceExpression(expression.text)
                    try require(again?.text == expression.text, "\(text) becomes \(expression.text), which is another")
                }
                let declared = DeclaredLicences(texts(text.utf8.span, 3))
                let names = Dictionary(declared.references.map { ($0.id, $0.name) }) { first, _ in first }
                _ = SPDXLicences.texts(declared.expression, names)
                _ = SPDXLicences.texts(text, names)
            },
            ParserTarget(
                "bill-words",
                texts: [
                    "cpe:2.3:a:openssl:openssl:3.0.1:*:*:*:*:*:*:*", "cpe:/a:x:y:1", "A B <a@b.example>",
                    "Person: Jane Doe (jane@example.org)", "https://a.example/%20?b#c",
                ]
            ) { text in
                _ = CPE(text)
                _ = WebAddress.checked(text)
                _ = Supplier(contact: text)
                if let supplier = Supplier(spdx: text) { try require(!supplier.name.isEmpty, "a supplier of no name") }
            },
            ParserTarget(
                "package-url-parts",
                texts: [
                    "pkg:deb/debian/a%2b@1:2?arch=x&distro=debian-12#a/b", "PKG://npm/@a/b", "pkg:golang/x@(devel)",
                ]
            ) { text in
                guard let url = PackageURL(parsing: text) else { return }
                try require(PackageURL(parsing: url.description) == url, "\(url) is not itself again")
            },
            ParserTarget(
                "saved-report",
                seeds: [Array(BillSeeds.report.utf8)]
                    + ["files", "image", "root-file-system"].flatMap { BillSeeds.golden("ScanDocument/\($0).json") }
            ) { bytes in
                let json = try JSONValue(bytes)
                guard SavedReport.version(of: json) != nil else { return }
                let scan = SavedReport.scan(json)
                try require(Comparison(from: scan, to: scan).isEmpty, "a report differs from itself")
            },
        ]
}

/// Reads a bill, whatever its format, writes it in that format again, and reads that.
private func roundTrip(_ bytes: Span<UInt8>) throws {
    let (found, bill) = try BillRegistry.read(bytes, from: "it")
    let written = found.write(bill)
    guard let again = try attempt({ try BillRegistry.read(written.span, from: "it") }) else {
        throw BrokenPromise(text: "what was written is refused")
    }
    try require(again.format.name == found.name, "another format")
    let (packages, others) = (bill.inventory.packages.map(line), again.bill.inventory.packages.map(line))
    // Packages that are the same but for a property have no order.
    try require(packages.sorted() == others.sorted(), "other packages")
}

/// What matching needs of a package.
private func line(_ package: Package) -> String {
    let source = package.source.map { "\($0.name) \($0.version)" } ?? "-"
    return
        "\(package.purl) \(package.name) \(package.version) \(package.architecture) \(source) \(Array(package.attributes).count)"
}

/// First inputs for the readers of bills.
private enum BillSeeds {
    static let report = """
        {"schemaVersion":"1.1","image":{"digest":"sha256:x","platform":"linux/amd64","configuration":{"user":"1","environment":
        ["A=1"],"labels":{"a":"b"}},"layers":[]},"distribution":{"id":"debian","version":"12","name":"Debian"},"packages":[{
        "type":"deb","name":"a","version":"1","purl":"pkg:deb/debian/a@1","architecture":"amd64","layerIndex":0,"locations":
        ["/x"],"owner":"pkg:deb/debian/b@1","files":[{"path":"/y","digest":"md5:1"}]}],"matches":[{"id":"CVE-1","package":
        "pkg:deb/debian/a@1","packageName":"a","installedVersion":"1","severity":"high","status":"fixable","fixedVersions":["2"]}]}
        """

    /// Documents as the program writes them, in the tests' own folder.
    static func golden(_ path: String) -> [[UInt8]] {
        var parts = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        parts.removeLast(3)
        return [try? TestFiles.bytes(at: parts.joined(separator: "/") + "/Golden/\(path)")].compactMap(\.self)
    }

    /// Bills as other tools write them, and inside a statement and an envelope.
    static var foreign: [[UInt8]] {
        let bill = Array(
            #"{"bomFormat":"CycloneDX","components":[{"type":"library","name":"a","purl":"pkg:npm/a@1"}]}"#.utf8)
        let statement = Array(
            (#"{"_type":"https://in-toto.io/Statement/v1","predicateType":"https://cyclonedx.org/bom","subject":[],"#
                + #""predicate":\#(String(decoding: bill, as: UTF8.self))}"#).utf8)
        let envelope = Array(
            (#"{"payloadType":"application/vnd.in-toto+json","signatures":[],"#
                + #""payload":"\#(Base64.encode(statement))"}"#).utf8)
        return [bill, statement, envelope] + Seeds.of { $0.owner.hasPrefix("sbom/") || $0.path.hasSuffix(".spdx") }
    }

    static func document(_ format: any BillFormat) -> [UInt8] {
        var record = PackageRecord(type: .deb, name: "libx1", version: "1:2.0-3+b1")
        record.architecture = "amd64"
        record.source = SourcePackage(name: "x", version: "1:2.0-3")
        record.licences = ["GPL-2+ or MIT", "odd words"]
        record.attributes = ["maintainer": "A <a@example.org>"]
        record.files.append("usr/lib/libx.so", digest: "md5:00112233445566778899aabbccddeeff")
        let deb = Package(
            record,
            purl: PackageURL(
                type: .deb, namespace: "debian", name: "libx1", version: record.version,
                qualifiers: [("arch", "amd64"), ("distro", "debian-12")]), layer: 1,
            locations: ["var/lib/dpkg/status"], cataloger: "dpkg")
        var tool = PackageRecord(type: .golang, name: "example.org/tool", version: "(devel)")
        tool.files.append("usr/bin/tool", digest: "sha1:0123456789abcdef0123456789abcdef01234567")
        var golang = Package(
            tool, purl: PackageURL(type: .golang, namespace: "example.org", name: "tool"), layer: 0,
            locations: ["usr/bin/tool"], cataloger: "go-binary")
        golang.owner = deb.purl
        let inventory = Inventory(
            target: "x", digest: Digest(of: [1]),
            layers: [LayerSummary(diffID: Digest(of: [2])), LayerSummary(diffID: nil)],
            distribution: Distribution(id: "debian", versionID: "12"), packages: [deb, golang])
        let writer = Bill.Tool(name: "hullmark", version: "1")
        return format.write(Bill(of: inventory, tool: writer, created: "2024-01-02T03:04:05Z"))
    }
}
