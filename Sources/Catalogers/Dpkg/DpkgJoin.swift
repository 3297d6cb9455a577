internal import Inventory

/// Phase two of dpkg: databases, lists of files, digests and copyright files put together.
struct DpkgJoin {
    private let evidence: LayeredEvidence
    private let distribution: Distribution?
    private let cataloger: String
    /// By the path without its ending.
    private var lists: [String: FileList] = [:]
    private var digests: [String: FileList] = [:]
    /// By the folder's name under `usr/share/doc`.
    private var licences: [String: [String]] = [:]

    init(_ evidence: LayeredEvidence, distribution: Distribution?, cataloger: String) {
        self.evidence = evidence
        self.distribution = distribution
        self.cataloger = cataloger
        for piece in evidence.pieces where piece.isVisible {
            guard let kind = DpkgPaths.Kind(rawValue: piece.evidence.kind), let record = piece.evidence.records.first
            else { continue }
            switch kind {
            case .list: lists[DpkgPaths.key(of: piece.evidence.path)] = record.files
            case .md5sums: digests[DpkgPaths.key(of: piece.evidence.path)] = record.files
            case .copyright: licences[record.name] = record.licences
            case .status, .paragraph: continue
            }
        }
    }

    var packages: [Package] {
        var found: [Package] = []
        var places: [PackageURL: Int] = [:]
        for (piece, origins) in databases {
            for record in piece.evidence.records {
                let package = package(record, in: piece, layer: origins[RecordIdentity(record)] ?? piece.layer)
                if let place = places[package.purl] {
                    if !found[place].locations.contains(piece.evidence.path) {
                        found[place].locations = (found[place].locations + [piece.evidence.path]).sorted()
                    }
                } else {
                    places[package.purl] = found.count
                    found.append(package)
                }
            }
        }
        borrowLicences(&found)
        return found.inOrder()
    }

    /// The visible database files, each with the layers that brought its packages; a file's versions are looked at by
    /// themselves.
    private var databases: [(piece: LayeredEvidence.Piece, origins: [RecordIdentity: Int])] {
        var all: [(piece: LayeredEvidence.Piece, origins: [RecordIdentity: Int])] = []
        var versions: [LayeredEvidence.Piece] = []
        func close() {
            let visible = versions.filter(\.isVisible)
            guard !visible.isEmpty else { return }
            let file = LayeredEvidence(versions)
            for piece in visible { all.append((piece, file.origins(of: piece))) }
        }
        for piece in evidence.pieces {
            guard let kind = DpkgPaths.Kind(rawValue: piece.evidence.kind), kind == .status || kind == .paragraph else {
                continue
            }
            if let last = versions.last, last.evidence.path != piece.evidence.path {
                close()
                versions = []
            }
            versions.append(piece)
        }
        close()
        return all
    }

    private func package(_ record: PackageRecord, in piece: LayeredEvidence.Piece, layer: Int) -> Package {
        let namespace = distribution?.id.lowercased() ?? ""
        let source = record.source ?? SourcePackage(name: record.name, version: record.version)
        let purl = PackageURL(
            type: .deb, namespace: namespace.isEmpty ? "debian" : namespace, name: record.name.lowercased(),
            version: record.version,
            qualifiers: [
                ("arch", record.architecture), ("distro", distribution?.qualifier ?? ""), source.qualifier(of: record),
            ])
        var package = Package(
            record, purl: purl, layer: layer, locations: [piece.evidence.path], cataloger: cataloger)
        package.source = source
        package.licences = licences[record.name] ?? []
        addFiles(of: record, in: piece, to: &package)
        return package
    }

    private func addFiles(of record: PackageRecord, in piece: LayeredEvidence.Piece, to package: inout Package) {
        let keys = [
            piece.evidence.path, DpkgPaths.infoKey(record.name, record.architecture), DpkgPaths.infoKey(record.name),
        ]
        let list = keys.lazy.compactMap { lists[$0] }.first
        var known = keys.lazy.compactMap { digests[$0] }.first ?? FileList()
        if !record.files.isEmpty { record.files.forEach { known.append($0, digest: $1) } }
        if let list {
            package.files = list
            package.digests = known
        } else {
            package.files = known
        }
    }

    /// Gives packages whose documentation folder is a link the licences of a sibling from the same source: a source
    /// package has
    /// one copyright file, which all of its binary packages install.
    private func borrowLicences(_ packages: inout [Package]) {
        var bySource: [SourcePackage: [String]] = [:]
        for package in packages.sorted(by: { $0.purl < $1.purl }) where !package.licences.isEmpty {
            if let source = package.source, bySource[source] == nil { bySource[source] = package.licences }
        }
        for index in packages.indices where packages[index].licences.isEmpty {
            if let source = packages[index].source, let licences = bySource[source] {
                packages[index].licences = licences
            }
        }
    }
}
