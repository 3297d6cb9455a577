import Bills
import Bytes
import Inventory
import JSON
import Reports

extension ParserTarget {
    /// Each format of bills, from its own documents on; what was read is written again and read again.
    static let bills: [ParserTarget] =
        BillRegistry.all.map { format in
            ParserTarget("bill-\(format.name)", seeds: [BillSeeds.document(format)]) { bytes in
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
        } + [
            ParserTarget(
                "package-url-parts",
                texts: [
                    "pkg:deb/debian/a%2b@1:2?arch=x&distro=debian-12#a/b", "PKG://npm/@a/b", "pkg:golang/x@(devel)",
                ]
            ) { text in
                guard let url = PackageURL(parsing: text) else { return }
                try require(PackageURL(parsing: url.description) == url, "\(url) is not itself again")
            },
            ParserTarget("saved-report", documents: [BillSeeds.report]) { bytes in
                let json = try JSONValue(bytes)
                guard SavedReport.recognises(json) else { return }
                let scan = SavedReport.scan(json)
                try require(Comparison(from: scan, to: scan).isEmpty, "a report differs from itself")
            },
        ]
}

/// What matching needs of a package.
private func line(_ package: Package) -> String {
    let source = package.source.map { "\($0.name) \($0.version)" } ?? "-"
    return
        "\(package.purl) \(package.name) \(package.version) \(package.architecture) \(source) \(package.attributes.count)"
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
