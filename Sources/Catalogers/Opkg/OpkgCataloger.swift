internal import Bytes
package import Inventory
package import Layers

/// The packages of OpenWrt, Yocto and others that use opkg; its database has the form of dpkg's.
///
/// | file | says |
/// |---|---|
/// | `status` | all packages, a paragraph each |
/// | `info/NAME.control` | one package |
/// | `info/NAME.list` | its files, a path a line |
package struct OpkgCataloger: Cataloger {
    package let id = "opkg"
    package let version = 1

    private static let folders = ["usr/lib/opkg", "var/lib/opkg", "lib/opkg"]

    package init() {}

    package var patterns: [FilePattern] {
        Self.folders.flatMap { folder -> [FilePattern] in
            [
                .path("\(folder)/status"), .directory("\(folder)/info", suffix: ".control"),
                .directory("\(folder)/info", suffix: ".list"),
            ]
        }
    }

    package func reading(of entry: LayerEntry) -> Reading { entry.name.hasSuffix(".list") ? .list : .whole }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        var evidence = Evidence(cataloger: id, path: entry.path, kind: "packages")
        if entry.name.hasSuffix(".list") {
            evidence.kind = "files"
            var record = PackageRecord(type: .opkg, name: String(entry.name.dropLast(5)), version: "")
            record.files = DpkgFiles.list(bytes)
            evidence.records = [record]
            return evidence
        }
        var file = Deb822(bytes)
        while !evidence.isOverfull, var paragraph = file.next() {
            if let record = record(&paragraph) { evidence.records.append(record) }
        }
        return evidence.records.isEmpty ? nil : evidence
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        var lists: [String: FileList] = [:]
        for piece in evidence.visible("files") {
            for record in piece.evidence.records { lists[record.name] = record.files }
        }
        let namespace = distribution?.id.lowercased() ?? ""
        return evidence.packages(by: id, where: { $0.kind == "packages" }) { record in
            PackageURL(
                type: .opkg, namespace: namespace.isEmpty ? "openwrt" : namespace, name: record.name.lowercased(),
                version: record.version,
                qualifiers: [("arch", record.architecture), ("distro", distribution?.qualifier ?? "")])
        }.map { package in
            var package = package
            package.files = lists[package.name] ?? FileList()
            return package
        }
    }

    private func record(_ paragraph: inout Deb822.Paragraph) -> PackageRecord? {
        var record = PackageRecord(type: .opkg, name: "", version: "")
        while let field = paragraph.next() {
            let value = field.firstLine
            if field.isNamed("package") {
                record.name = value.text
            } else if field.isNamed("version") {
                record.version = value.text
            } else if field.isNamed("architecture") {
                record.architecture = value.text
            } else if field.isNamed("license") {
                record.licences = value.count > 0 ? [value.text] : []
            } else if field.isNamed("depends") {
                record.dependencies = Self.names(field.value)
            } else if field.isNamed("provides") {
                record.provides = Self.names(field.value)
            } else if field.isNamed("status") {
                let words = value.text.split(separator: " ")
                guard words.last == "installed" || words.last == "unpacked" else { return nil }
            }
        }
        return record.name.isEmpty || record.version.isEmpty ? nil : record
    }

    /// Names between commas, without what is demanded of their versions.
    private static func names(_ value: Span<UInt8>) -> [String] {
        value.text.split { $0 == "," || $0 == "|" || $0 == "\n" }.compactMap { need in
            need.trimmingSpaces.split { $0.isWhitespace || $0 == "(" }.first.map(String.init)
        }
    }
}
