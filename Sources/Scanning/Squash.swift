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
            var visibility: (path: String, isVisible: Bool) = ("", false)
            for evidence in contents.evidence {
                if visibility.path != evidence.path || evidence.path.isEmpty {
                    visibility = (evidence.path, !above.contains { $0.paths.hides(evidence.path) })
                }
                pieces[evidence.cataloger, default: []]
                    .append(LayeredEvidence.Piece(layer: place, isVisible: visibility.isVisible, evidence: evidence))
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
