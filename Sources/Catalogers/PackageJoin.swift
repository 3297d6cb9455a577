internal import Bytes
package import Inventory

/// Puts packages together that several files name: one package for each package URL and owner, with all places that say that it is there.
package struct PackageJoin {
    /// Attributes of the package itself, which it is enough that one file says; others are of one copy of it and stay where all agree.
    private static let ofPackage: Set<String> = [
        "author", "checksum", "description", "homepage", "integrity", "maintainer", "repository", "sha256", "summary",
        "title",
    ]

    /// Qualifiers that say where a package was fetched from, which is no part of what it is (the purl specification, "Known qualifiers").
    private static let ofPlace: Set<String> = ["checksum", "download_url", "file_name", "vcs_url"]

    private struct Key: Hashable, Comparable {
        let purl: PackageURL
        let owner: PackageURL?

        static func < (left: Self, right: Self) -> Bool { left.purl < right.purl }
    }

    private var packages: [Key: Package] = [:]

    package init() {}

    /// Adds a package; one of the same URL and owner takes over its places and files, and the lower layer of both.
    package mutating func add(_ package: Package) {
        let key = Key(purl: package.purl, owner: package.owner)
        guard var joined = packages.removeValue(forKey: key) else {
            packages[key] = package
            return
        }
        joined.layer = min(joined.layer, package.layer)
        joined.locations += package.locations
        for licence in package.licences where !joined.licences.contains(licence) { joined.licences.append(licence) }
        package.files.forEach { joined.files.append($0, digest: $1.text) }
        joined.dependencies += package.dependencies
        joined.provides += package.provides
        joined.attributes = joined.attributes.filter {
            Self.ofPackage.contains($0.key) || package.attributes[$0.key] == $0.value
        }
        for attribute in package.attributes where Self.ofPackage.contains(attribute.key) {
            if joined.attributes[attribute.key] == nil { joined.attributes[attribute.key] = attribute.value }
        }
        packages[key] = joined
    }

    /// The packages in their order, everything in them sorted and named once.
    package var sorted: [Package] {
        withoutPlaces.values.map { package in
            var package = package
            package.locations = Set(package.locations).sorted()
            package.dependencies = Set(package.dependencies).sorted()
            package.provides = Set(package.provides).sorted()
            return package
        }.inOrder()
    }

    /// The packages, those that one file names with its place and another without put together.
    private var withoutPlaces: [Key: Package] {
        var join = self
        for key in packages.keys.filter({ $0.purl.description.utf8.contains(UInt8(ascii: "?")) }).sorted(by: <) {
            guard let purl = Self.withoutPlace(key.purl), packages[Key(purl: purl, owner: key.owner)] != nil,
                var package = join.packages.removeValue(forKey: key)
            else { continue }
            package.purl = purl
            join.add(package)
        }
        return join.packages
    }

    /// A package URL without the places that are in it; nothing where there are none.
    private static func withoutPlace(_ purl: PackageURL) -> PackageURL? {
        var parts = purl.parts
        let count = parts.qualifiers.count
        parts.qualifiers = parts.qualifiers.filter { !ofPlace.contains($0.key) }
        return parts.qualifiers.count < count ? PackageURL(parts) : nil
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
