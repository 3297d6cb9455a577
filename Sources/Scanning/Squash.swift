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
        // Of layers that write a file again: what stays of it to the top, or is written again above.
        var kept = [Set<String>](repeating: [], count: layers.count)
        for (place, contents) in layers.enumerated().reversed() {
            let above = layers.indices[(place + 1)...].filter { layers[$0].paths.count > 0 }
            var hidden: (path: String, by: Int?) = ("", nil)
            for evidence in contents.evidence {
                if hidden.path != evidence.path || evidence.path.isEmpty {
                    hidden = (evidence.path, above.first { layers[$0].paths.hides(evidence.path) })
                }
                let key = "\(evidence.cataloger) \(evidence.path)"
                // A file that was taken away and came back is another: what it says now is of the layer that brought it back.
                if let layer = hidden.by, !kept[layer].contains(key) { continue }
                kept[place].insert(key)
                pieces[evidence.cataloger, default: []]
                    .append(LayeredEvidence.Piece(layer: place, isVisible: hidden.by == nil, evidence: evidence))
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
