internal import Bytes
package import Inventory
package import Layers

/// The packages of Alpine, Wolfi, Chainguard and others that use apk.
package struct ApkCataloger: Cataloger {
    package let id = "apk"
    package let version = 2

    package init() {}

    /// The database moved when `/lib` became a link.
    package var patterns: [FilePattern] { [.path("lib/apk/db/installed"), .path("usr/lib/apk/db/installed")] }

    package func read(_ entry: LayerEntry, _ bytes: Span<UInt8>) throws(CatalogerError) -> Evidence? {
        var database = ApkDatabase(Evidence(cataloger: id, path: entry.path, kind: "installed"))
        database.read(bytes)
        return database.evidence
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        var found: [PackageURL: Package] = [:]
        for piece in evidence.visible {
            let origins = evidence.origins(of: piece)
            for record in piece.evidence.records {
                let purl = purl(of: record, distribution)
                if var known = found[purl] {
                    known.locations = Set(known.locations + [piece.evidence.path]).sorted()
                    found[purl] = known
                    continue
                }
                var package = Package(
                    record, purl: purl, layer: origins[RecordIdentity(record)] ?? piece.layer,
                    locations: [piece.evidence.path], cataloger: id)
                package.source = source(of: record)
                found[purl] = package
            }
        }
        return Array(found.values).inOrder()
    }

    private func purl(of record: PackageRecord, _ distribution: Distribution?) -> PackageURL {
        let namespace = distribution?.id.lowercased() ?? ""
        return PackageURL(
            type: .apk, namespace: namespace.isEmpty ? "alpine" : namespace, name: record.name.lowercased(),
            version: record.version,
            qualifiers: [
                ("arch", record.architecture), ("distro", distribution?.qualifier ?? ""),
                source(of: record).qualifier(of: record),
            ])
    }

    private func source(of record: PackageRecord) -> SourcePackage {
        record.source ?? SourcePackage(name: record.name, version: record.version)
    }
}
