internal import Catalogers
internal import Inventory
internal import Layers

/// Stacks the layers' contents and lets each cataloger join what is left into packages.
struct Squash {
    private let catalogers: [any Cataloger]

    init(_ catalogers: [any Cataloger]) {
        self.catalogers = catalogers
    }

    /// The distribution and the packages of a stack of layers, lowest first.
    func inventory(of layers: [LayerContents]) -> (distribution: Distribution?, packages: [Package]) {
        var pieces: [String: [LayeredEvidence.Piece]] = [:]
        for (place, contents) in layers.enumerated() {
            let above = layers[(place + 1)...].filter { $0.paths.count > 0 }
            var visibility = Visibility(below: above.map(\.paths))
            for evidence in contents.evidence {
                let isVisible = visibility.isVisible(evidence.path)
                pieces[evidence.cataloger, default: []]
                    .append(LayeredEvidence.Piece(layer: place, isVisible: isVisible, evidence: evidence))
            }
        }
        let stacked = pieces.mapValues(LayeredEvidence.init)
        let distribution = stacked[OSReleaseCataloger.id].flatMap { Distribution(evidence: $0) }
        var packages: [Package] = []
        for cataloger in catalogers {
            guard let evidence = stacked[cataloger.id] else { continue }
            packages += cataloger.packages(in: evidence, of: distribution)
        }
        Ownership.assign(&packages)
        let keyed = packages.map { (key: $0.purl.description, package: $0) }
        let sorted = keyed.sorted { left, right in
            if left.key != right.key { return left.key.utf8.lexicographicallyPrecedes(right.key.utf8) }
            return left.package.locations.lexicographicallyPrecedes(right.package.locations)
        }
        return (distribution, sorted.map(\.package))
    }
}

/// Tells which paths of a layer the layers above leave; evidence comes by path, so a directory's answer serves for all in it.
private struct Visibility {
    private let above: [PathTable]
    private var directory: Substring?
    private var isDirectoryHidden = false

    init(below above: [PathTable]) {
        self.above = above
    }

    mutating func isVisible(_ path: String) -> Bool {
        guard !above.isEmpty else { return true }
        let parent = path.utf8.lastIndex(of: 0x2f).map { path[..<$0] } ?? ""
        if parent != directory {
            directory = parent
            isDirectoryHidden = above.contains { $0.hidesContents(of: parent) }
        }
        return !isDirectoryHidden && !above.contains { !$0.marks(path[...].utf8).isEmpty }
    }
}
