internal import Bytes
internal import Inventory

/// The packages of a document in SPDX's tag-value form (SPDX 2.3, "Package information"); `PackageName` begins a package.
enum SPDXTagValue {
    /// The packages; nothing where the text is no such document.
    static func records(_ bytes: Span<UInt8>) -> [PackageRecord]? {
        var lines = Lines(bytes)
        var isDocument = false
        var records: [PackageRecord] = []
        var current = Package()
        while records.count <= Evidence.recordLimit, let line = lines.next() {
            guard let colon = line.index(of: UInt8(ascii: ":")) else { continue }
            let value = line.extracting((colon + 1)..<line.count).trimmed
            switch line.extracting(0..<colon).trimmed.text {
            case "SPDXVersion": isDocument = value.hasPrefix("SPDX-")
            case "PackageName":
                if let record = current.record { records.append(record) }
                current = Package()
            case "PackageVersion": current.version = value.text
            case "PackageLicenseDeclared": current.declared = value.text
            case "PackageLicenseConcluded": current.concluded = value.text
            case "ExternalRef":
                let words = value.text.split(separator: " ")
                if words.count == 3 && words[1] == "purl" { current.url = String(words[2]) }
            default: break
            }
            // Other files end in `.spdx` too; a document says at its start that it is one.
            if !isDocument && lines.offset > 4096 { return nil }
        }
        if let record = current.record { records.append(record) }
        return isDocument ? records : nil
    }

    private struct Package {
        var url = ""
        var version = ""
        var declared = "NOASSERTION"
        var concluded = "NOASSERTION"

        var record: PackageRecord? {
            let licence = declared == "NOASSERTION" || declared == "NONE" ? concluded : declared
            return url.isEmpty ? nil : SBOMPackages.record(url, version: version, licences: [licence])
        }
    }
}
