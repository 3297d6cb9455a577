internal import Bytes
internal import Inventory

/// Reads the lists of packages that Azure Linux (and CBL-Mariner before it) leaves in images without an rpm database.
///
/// `container-manifest-1` is what `rpm -qa` prints: `NAME-VERSION-RELEASE.ARCH` in each line. `container-manifest-2` has tabs
/// between these columns; `(none)` stands for what a package does not have:
///
/// | 0    | 1               | 2            | 3          | 4      | 5                 | 6    | 7    | 8              | 9          |
/// |------|-----------------|--------------|------------|--------|-------------------|------|------|----------------|------------|
/// | name | version-release | install time | build time | vendor | epoch or `(none)` | size | arch | epoch, 0 if none | source rpm |
enum ContainerManifest {
    private static let columns = 10

    static func readTable(_ bytes: Span<UInt8>, into evidence: inout Evidence) {
        var problems = ProblemList()
        var lines = Lines(bytes)
        var number = 0
        while !evidence.isOverfull, let line = lines.next() {
            number += 1
            if line.trimmed.isEmpty { continue }
            guard let record = record(line) else {
                problems.append("line \(number) has not the ten columns of a container manifest")
                continue
            }
            evidence.records.append(record)
        }
        evidence.problems = problems.texts
    }

    static func readNames(_ bytes: Span<UInt8>, into evidence: inout Evidence) {
        var problems = ProblemList()
        var lines = Lines(bytes)
        var number = 0
        while !evidence.isOverfull, let line = lines.next() {
            number += 1
            let text = line.trimmed
            if text.isEmpty { continue }
            guard text.count <= 4096, let record = record(named: text.text) else {
                problems.append("line \(number) is no NAME-VERSION-RELEASE.ARCH")
                continue
            }
            evidence.records.append(record)
        }
        evidence.problems = problems.texts
    }

    private static func record(_ line: Span<UInt8>) -> PackageRecord? {
        var fields: [String] = []
        var start = 0
        while fields.count < columns {
            let end = line.index(of: 0x09, from: start) ?? line.count
            guard start <= end else { return nil }
            let field = line.extracting(start..<end).text
            fields.append(field == "(none)" ? "" : field)
            start = end + 1
        }
        guard !fields[0].isEmpty && !fields[1].isEmpty else { return nil }
        var epoch = fields[5]
        if UInt32(epoch) == nil { epoch = fields[8] == "0" || UInt32(fields[8]) == nil ? "" : fields[8] }
        var record = PackageRecord(
            type: .rpm, name: fields[0], version: epoch.isEmpty ? fields[1] : "\(epoch):\(fields[1])")
        record.architecture = fields[7]
        record.source = SourcePackage(sourceRpm: fields[9])
        let attributes = [
            (RpmCataloger.Attribute.epoch, epoch), (RpmCataloger.Attribute.vendor, fields[4]),
            (RpmCataloger.Attribute.sourceRpm, fields[9]),
        ]
        for (name, value) in attributes where !value.isEmpty { record.attributes[name] = value }
        return record
    }

    private static func record(named text: String) -> PackageRecord? {
        guard let parts = RpmFileName(text) else { return nil }
        // Keys are kept like packages but are of no architecture; rpm prints none, or `(none)`.
        if parts.name == "gpg-pubkey" {
            let version = parts.version.hasSuffix(".(none)") ? String(parts.version.dropLast(7)) : parts.version
            return PackageRecord(type: .rpm, name: parts.name, version: version)
        }
        guard let dot = parts.version.lastIndex(of: "."), dot > parts.version.startIndex else { return nil }
        var record = PackageRecord(type: .rpm, name: parts.name, version: String(parts.version[..<dot]))
        record.architecture = String(parts.version[parts.version.index(after: dot)...])
        return record
    }
}
