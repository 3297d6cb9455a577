internal import Bytes
package import Inventory

/// Puts packages together that several files name: one package for each package URL and owner, with all places that say that it is there.
package struct PackageJoin {
    private struct Key: Hashable {
        let purl: PackageURL
        let owner: PackageURL?
    }

    private var packages: [Package] = []
    /// Where each package stands.
    private var places: [Key: Int] = [:]

    package init() {}

    /// Adds a package; one of the same URL and owner takes over its places and files, and the lower layer of both.
    package mutating func add(_ package: Package) {
        let key = Key(purl: package.purl, owner: package.owner)
        guard let place = places[key] else {
            places[key] = packages.count
            packages.append(package)
            return
        }
        packages[place].join(package)
    }

    /// The packages in the order in which the first of each was added, everything in them sorted and named once.
    package consuming func joined() -> [Package] {
        var all = packages
        for place in all.indices {
            all[place].licences.nameOnce()
            all[place].locations.sortOnce()
            all[place].dependencies.sortOnce()
            all[place].provides.sortOnce()
        }
        return all
    }

    /// The packages in their order, everything in them sorted and named once.
    package var sorted: [Package] { joined().inOrder() }
}

extension Package {
    /// Attributes of the package itself, which it is enough that one file says; others are of one copy of it and stay where all agree.
    private static let ofPackage: Set<String> = [
        "author", "checksum", "description", "homepage", "integrity", "maintainer", "repository", "sha256", "summary",
        "title",
    ]

    fileprivate mutating func join(_ other: Package) {
        layer = min(layer, other.layer)
        locations += other.locations
        licences += other.licences
        other.files.forEach { files.append($0, digest: $1.text) }
        dependencies += other.dependencies
        provides += other.provides
        for (key, value) in attributes where !Self.ofPackage.contains(key) && other.attributes[key] != value {
            attributes[key] = nil
        }
        for (key, value) in other.attributes where Self.ofPackage.contains(key) && attributes[key] == nil {
            attributes[key] = value
        }
    }
}

extension [String] {
    /// Sorts the texts and leaves each once.
    fileprivate mutating func sortOnce() {
        guard count > 1 else { return }
        self = Set(self).sorted()
    }

    /// Leaves each text once, where it stands first.
    fileprivate mutating func nameOnce() {
        guard count > 1 else { return }
        var seen: Set<String> = []
        self = filter { seen.insert($0).inserted }
    }
}

extension LayeredEvidence {
    /// The packages of files that say by themselves all there is to say: one for each package URL.
    func joined(by cataloger: String, url: (PackageRecord) -> PackageURL) -> [Package] {
        var join = PackageJoin()
        for finding in findings() where !finding.record.name.isEmpty {
            join.add(
                Package(
                    finding.record, purl: url(finding.record), layer: finding.layer,
                    locations: [finding.evidence.path], cataloger: cataloger))
        }
        return join.sorted
    }

    /// A record of the stacked image and the layer that brought it.
    struct Finding {
        let record: PackageRecord
        let evidence: Evidence
        let layer: Int
    }

    /// The stacked image's records, each with the lowest layer since which its file says the same; in one pass over all pieces.
    func findings(where isWanted: (Evidence) -> Bool = { _ in true }) -> [Finding] {
        var findings: [Finding] = []
        var since: [RecordIdentity: Int] = [:]
        var path = ""
        for piece in pieces where isWanted(piece.evidence) {
            if piece.evidence.path != path { since = [:] }
            path = piece.evidence.path
            var next: [RecordIdentity: Int] = [:]
            for record in piece.evidence.records {
                let identity = RecordIdentity(record)
                next[identity] = since[identity] ?? piece.layer
                guard piece.isVisible else { continue }
                findings.append(
                    Finding(record: record, evidence: piece.evidence, layer: next[identity] ?? piece.layer))
            }
            since = next
        }
        return findings
    }
}
