internal import Bytes
package import Inventory
internal import JSON
package import Layers

/// Finds the packages of Ubuntu that chisel cut slices of: `var/lib/chisel/manifest.wall`.
///
/// The file is compressed by zstd, a line of JSON each (jsonwall 1.0):
///
/// | `kind` | members |
/// |---|---|
/// | `package` | `name`, `version`, `arch`, `sha256` of the `.deb` |
/// | `path` | `path`, `sha256` or `final_sha256`, `slices`: `PACKAGE_SLICE` each |
///
/// The manifest does not name source packages. Source: chisel's documentation, "Chisel manifest".
package struct ChiselCataloger: Cataloger {
    package let id = "chisel"
    package let version = 1
    package let patterns: [FilePattern] = [.path("var/lib/chisel/manifest.wall")]

    package init() {}

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        let text = try Self.decompress(bytes)
        var packages: [PackageRecord] = []
        var places: [String: Int] = [:]
        var problems = ProblemList()
        var lines = Lines(text.span)
        while let line = lines.next() {
            guard line.trimmed.count > 0 else { continue }
            let value: JSONValue
            do throws(JSONError) { value = try JSONValue(line) } catch {
                problems.append("a line is not valid JSON, and was passed over")
                continue
            }
            switch value["kind"]?.string {
            case "package":
                guard packages.count < Evidence.recordLimit, let record = Self.record(value) else {
                    problems.append("a package without name and version was passed over")
                    continue
                }
                places[record.name] = packages.count
                packages.append(record)
            case "path":
                guard let path = value["path"]?.string, !path.hasSuffix("/") else { continue }
                let digest = value["final_sha256"]?.string ?? value["sha256"]?.string ?? ""
                for slice in value["slices"]?.array ?? [] {
                    guard let name = slice.string?.split(separator: "_").first, let place = places[String(name)] else {
                        continue
                    }
                    packages[place].files.append(
                        Array(path.utf8.drop { $0 == UInt8(ascii: "/") }).span, digest: digest)
                    break
                }
            default: continue
            }
        }
        guard !packages.isEmpty || !problems.texts.isEmpty else { return nil }
        return Evidence(
            cataloger: id, path: entry.path, kind: "manifest", records: PackageRecords(packages),
            problems: problems.texts)
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        let namespace = distribution?.id.lowercased() ?? ""
        return evidence.packages(by: id) { record in
            PackageURL(
                type: .deb, namespace: namespace.isEmpty ? "ubuntu" : namespace, name: record.name,
                version: record.version, qualifiers: [("arch", record.architecture)])
        }
    }

    private static func record(_ value: JSONValue) -> PackageRecord? {
        guard let name = value["name"]?.string, !name.isEmpty, let version = value["version"]?.string, !version.isEmpty
        else { return nil }
        var record = PackageRecord(type: .deb, name: name, version: version)
        record.architecture = value["arch"]?.string ?? ""
        record.attributes["sha256"] = value["sha256"]?.string
        return record
    }

    private static func decompress(_ bytes: Span<UInt8>) throws(CatalogerError) -> [UInt8] {
        var text: [UInt8] = []
        do {
            try CompressedFile(HeldBlob(bytes: bytes.array), limits: Limits()).forEachPiece { piece in
                guard text.count + piece.count <= Limits().fileBytes else {
                    throw CatalogerError(.tooLarge, "the manifest expands to more than \(Limits().fileBytes) bytes")
                }
                text.append(contentsOf: piece)
            }
        } catch let error as CatalogerError {
            throw error
        } catch {
            throw CatalogerError(.malformed, "the manifest cannot be decompressed: \(error)")
        }
        return text
    }
}
