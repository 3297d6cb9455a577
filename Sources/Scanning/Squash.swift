internal import Catalogers
internal import Inventory
internal import Layers
internal import Platform
internal import Synchronization

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
        var kept = [Set<FileReading>](repeating: [], count: layers.count)
        for (place, contents) in layers.enumerated().reversed() {
            var visibility = Visibility(layers: layers, above: place)
            for evidence in contents.evidence {
                let hiding = visibility.layer(hiding: evidence.path)
                let key = FileReading(cataloger: evidence.cataloger, path: evidence.path)
                // A file that was taken away and came back is another: what it says now is of the layer that brought it back.
                if let hiding, !kept[hiding].contains(key) { continue }
                kept[place].insert(key)
                pieces[evidence.cataloger, default: []]
                    .append(LayeredEvidence.Piece(layer: place, isVisible: hiding == nil, evidence: evidence))
            }
        }
        let stacked = pieces.mapValues(LayeredEvidence.init)
        let distribution = stacked[OSReleaseCataloger.id].flatMap { Distribution(evidence: $0) }
        let joins = catalogers.compactMap { cataloger in stacked[cataloger.id].map { Join(cataloger, $0) } }
        var packages = Self.packages(of: joins.filter { !$0.hasWishes }, distribution)
        let wishing = joins.filter(\.hasWishes)
        if !wishing.isEmpty {
            let ownership = Ownership(of: wishing.flatMap(\.wishes), among: packages)
            packages += Self.packages(of: wishing.map { $0.withoutWishes(ownership.isOwned) }, distribution)
        }
        Ownership(packages).assign(to: &packages)
        RecognisedPackages.settle(&packages)
        // Several files of several kinds may name one package: a lock file and the installation that was made of it.
        var join = PackageJoin()
        var joined: [Package] = []
        for package in packages {
            if Ownership.isOwning(package) { joined.append(package) } else { join.add(package) }
        }
        return (distribution, (joined + join.joined()).inOrder())
    }

    /// What catalogers make of the evidence that is left of theirs.
    private static func packages(of joins: [Join], _ distribution: Distribution?) -> [Package] {
        let found = Mutex([[Package]](repeating: [], count: joins.count))
        Worker.forEach(joins.count, width: Worker.processorCount) { number in
            let packages = joins[number].cataloger.packages(in: joins[number].evidence, of: distribution)
            found.withLock { $0[number] = packages }
        }
        return found.withLock { Array($0.joined()) }
    }
}

/// A cataloger and its evidence of all layers.
private struct Join: Sendable {
    let cataloger: any Cataloger
    let evidence: LayeredEvidence
    /// Whether any of it says what was asked for and need not be there.
    let hasWishes: Bool

    init(_ cataloger: any Cataloger, _ evidence: LayeredEvidence) {
        self.cataloger = cataloger
        self.evidence = evidence
        let kinds = cataloger.wishes
        hasWishes = !kinds.isEmpty && evidence.pieces.contains { $0.isVisible && kinds.contains($0.evidence.kind) }
    }

    /// The paths of the files that say so.
    var wishes: [String] {
        let kinds = cataloger.wishes
        return evidence.pieces.filter { $0.isVisible && kinds.contains($0.evidence.kind) }.map(\.evidence.path)
    }

    /// The same without those of some files.
    func withoutWishes(_ isOwned: (String) -> Bool) -> Join {
        let gone = Set(wishes.filter(isOwned))
        guard !gone.isEmpty else { return self }
        let kinds = cataloger.wishes
        return Join(
            cataloger,
            LayeredEvidence(
                evidence.pieces.filter { !gone.contains($0.evidence.path) || !kinds.contains($0.evidence.kind) }))
    }
}

/// What a cataloger read in the file at a path, of whichever layer.
private struct FileReading: Hashable {
    let cataloger: String
    let path: String
}
