internal import Inventory
internal import Layers

/// Phase two of Node: manifests and lock files put together.
///
/// A manifest inside another package's folder is there because that package brought it: the attribute `vendoredBy` has that
/// package's URL. If the manifest is private, its name is no name of the registry's, so the package around it is its owner.
struct NodeJoin {
    private let evidence: LayeredEvidence
    private let cataloger: String
    /// The pieces of manifests, by the folders that they are in.
    private let folders: [Substring: Int]

    init(_ evidence: LayeredEvidence, cataloger: String) {
        self.evidence = evidence
        self.cataloger = cataloger
        var folders: [Substring: Int] = [:]
        for (number, piece) in evidence.pieces.enumerated() where piece.isVisible && Self.isManifest(piece.evidence) {
            folders[LayerEntry(path: piece.evidence.path).directory] = number
        }
        self.folders = folders
    }

    var packages: [Package] {
        var installed = PackageJoin(keepsCopies: true)
        var projects: Set<Substring> = []
        for finding in evidence.findings(where: Self.isManifest) {
            var package = package(finding)
            package.attributes["bundles"] = nil
            let path = NodePath(finding.evidence.path)
            if let project = path.project { projects.insert(project) }
            if let around = vendor(of: path) {
                package.attributes["vendoredBy"] = NpmName.url(of: around).description
                if package.attributes["private"] != nil { package.owner = NpmName.url(of: around) }
            }
            installed.add(package)
        }
        var locked = PackageJoin()
        for finding in evidence.findings(where: { !Self.isManifest($0) }) {
            locked.add(package(finding))
        }
        return merge(installed.joined(), locked.joined(), projects)
    }

    private static func isManifest(_ evidence: Evidence) -> Bool {
        evidence.kind == NodeCataloger.Kind.manifest.rawValue
    }

    private func package(_ finding: LayeredEvidence.Finding) -> Package {
        Package(
            finding.record, purl: NpmName.url(of: finding.record), layer: finding.layer,
            locations: [finding.evidence.path], cataloger: cataloger)
    }

    /// The package that brought what lies at a path: the one that it is a part of, or the next around it that bundles others.
    private func vendor(of path: NodePath) -> PackageRecord? {
        if path.isPart { return path.package.flatMap(manifest) }
        return path.around.lazy.compactMap(manifest).first { $0.attributes["bundles"] != nil }
    }

    /// The package that the manifest of a folder names.
    private func manifest(in folder: Substring) -> PackageRecord? {
        folders[folder].flatMap { evidence.pieces[$0].evidence.records.first }
    }

    /// Adds what lock files know to all that is installed, and what they alone name.
    private func merge(
        _ all: consuming [Package], _ locked: consuming [Package], _ projects: Set<Substring>
    ) -> [Package] {
        var places: [Release: Int] = [:]
        for place in all.indices { places[Release(all[place])] = place }
        for package in locked {
            guard let place = places[Release(package)] else {
                var package = package
                let isLeftOut = package.locations.allSatisfy { projects.contains(Self.project(ofLock: $0)) }
                if isLeftOut { package.attributes["installed"] = "false" }
                all.append(package)
                continue
            }
            all[place].locations = Set(all[place].locations + package.locations).sorted()
            all[place].attributes.fill(from: package.attributes)
            if all[place].licences.isEmpty { all[place].licences = package.licences }
        }
        return all.inOrder()
    }

    /// Name and version: a lock file knows of a repository that the installed manifest does not name.
    private struct Release: Hashable {
        let name: String
        let version: String

        init(_ package: Package) {
            name = package.name
            version = package.version
        }
    }

    private static func project(ofLock path: String) -> Substring {
        let folder = LayerEntry(path: path).directory
        if folder == "node_modules" { return "" }
        return folder.hasSuffix("/node_modules") ? folder.dropLast("/node_modules".utf8.count) : folder
    }
}
