internal import Bytes
package import Inventory
package import Layers

/// Finds packages that PEAR and PECL installed, by PEAR's registry.
///
/// | path below PEAR's folder | what |
/// |---|---|
/// | `.registry/NAME.reg` | a package of the channel `pear.php.net`, serialised PHP |
/// | `.registry/.channel.HOST/NAME.reg` | a package of another channel |
///
/// | key | kept as |
/// |---|---|
/// | `name` or `package`, `channel` | name, namespace of the package URL |
/// | `version`: a text, or an array with `release` | version |
/// | `license`: a text, or an array with `_content` | licence |
/// | `filelist`: an array by path, each with `installed_as` | files |
package struct PearCataloger: Cataloger {
    package let id = "pear"
    package let version = 1
    package let patterns: [FilePattern] = [.suffix(".reg")]

    package init() {}

    package func wants(_ entry: LayerEntry) -> Bool {
        let folder = LayerEntry(path: String(entry.directory))
        if folder.name == ".registry" { return true }
        return folder.name.hasPrefix(".channel.") && folder.directory.hasSuffix(".registry")
    }

    package func reading(of entry: LayerEntry) -> Reading { .document }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        let entryValue: PHPValue
        do throws(ByteError) {
            entryValue = try PHPValue(bytes)
        } catch {
            throw CatalogerError(
                error.code == .truncated ? .truncated : .malformed, "the registry's entry is no serialised PHP",
                at: error.offset)
        }
        let name = entryValue["name"]?.text ?? entryValue["package"]?.text ?? ""
        let version = entryValue["version"]?["release"]?.text ?? entryValue["version"]?.text ?? ""
        guard !name.isEmpty, !version.isEmpty else { return nil }
        var record = PackageRecord(type: .pear, name: name, version: version)
        let folder = LayerEntry(path: String(entry.directory)).name
        let channel = folder.hasPrefix(".channel.") ? String(folder.dropFirst(9)) : "pear.php.net"
        record.attributes["channel"] = entryValue["channel"]?.text ?? channel
        if let licence = entryValue["license"]?["_content"]?.text ?? entryValue["license"]?.text {
            record.licences = [licence]
        }
        record.attributes["summary"] = entryValue["summary"]?.text
        for member in entryValue["filelist"]?.members ?? [] {
            if let path = member.value["installed_as"]?.text { record.files.append(path) }
        }
        return Evidence(cataloger: id, path: entry.path, kind: "registry", records: [record])
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.packages(by: id) { record in
            PackageURL(
                type: .pear, namespace: record.attributes["channel"] ?? "", name: record.name, version: record.version)
        }
    }
}
