package import Inventory

extension RpmCataloger {
    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        var pieces = evidence.visible(Kind.database) + evidence.visible(Kind.table)
        // The list of names says less of the same packages than the table beside it.
        if evidence.visible(Kind.table).isEmpty { pieces += evidence.visible(Kind.names) }
        var packages: [Package] = []
        var places: [Identity: Int] = [:]
        for piece in pieces {
            let origins = evidence.origins(of: piece)
            for record in piece.evidence.records {
                let identity = Identity(record)
                if let place = places[identity] {
                    if !packages[place].locations.contains(piece.evidence.path) {
                        packages[place].locations.append(piece.evidence.path)
                        packages[place].locations.sort()
                    }
                    continue
                }
                places[identity] = packages.count
                packages.append(
                    Package(
                        record, purl: Self.purl(of: record, in: distribution),
                        layer: origins[RecordIdentity(record)] ?? piece.layer, locations: [piece.evidence.path],
                        cataloger: id))
            }
        }
        return packages.inOrder()
    }

    /// `pkg:rpm/NAMESPACE/NAME@VERSION-RELEASE`, with the vendor as the namespace and the epoch as a qualifier (purl types, "rpm").
    static func purl(of record: PackageRecord, in distribution: Distribution?) -> PackageURL {
        var namespace = distribution?.id.lowercased() ?? ""
        if namespace == "rhel" { namespace = "redhat" }
        if namespace.hasPrefix("opensuse") { namespace = "opensuse" }
        return PackageURL(
            type: .rpm, namespace: namespace, name: record.name, version: versionWithoutEpoch(of: record),
            qualifiers: [
                ("arch", record.architecture), ("distro", distribution?.qualifier ?? ""),
                ("epoch", record.attributes[Attribute.epoch] ?? ""),
                ("upstream", record.attributes[Attribute.sourceRpm] ?? ""),
            ])
    }

    fileprivate static func versionWithoutEpoch(of record: PackageRecord) -> String {
        guard let epoch = record.attributes[Attribute.epoch], record.version.hasPrefix("\(epoch):") else {
            return record.version
        }
        return String(record.version.dropFirst(epoch.count + 1))
    }

    /// What makes entries of two files the same package: the lists print no epoch where the database has one of zero.
    private struct Identity: Hashable {
        let name: String
        let version: String
        let architecture: String

        init(_ record: PackageRecord) {
            name = record.name
            version = versionWithoutEpoch(of: record)
            architecture = record.architecture
        }
    }

    /// The names of what records keep beside the common fields.
    enum Attribute {
        static let epoch = "epoch"
        static let modularityLabel = "modularityLabel"
        static let sigMD5 = "sigMD5"
        static let size = "size"
        static let sourceRpm = "sourceRpm"
        static let vendor = "vendor"
    }
}
