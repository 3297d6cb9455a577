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
    ///
    /// The layers are taken from the caller, and their evidence goes as soon as its cataloger has joined it: an image has tens of thousands of
    /// pieces.
    func inventory(of layers: inout [LayerContents]) -> (distribution: Distribution?, packages: [Package]) {
        let stacked = stack(&layers)
        let distribution = stacked[OSReleaseCataloger.id].flatMap { Distribution(evidence: $0) }
        var (packages, lockFiles) = packages(of: stacked, distribution)
        Ownership(packages).assign(to: &packages)
        ListedPackages.settle(&packages)
        LockedPackages.settle(&packages, lockFiles: lockFiles)
        RecognisedPackages.settle(&packages)
        return (distribution, Self.joined(packages))
    }

    /// Each cataloger's evidence from all layers.
    private func stack(_ layers: inout [LayerContents]) -> [String: LayeredEvidence] {
        let tables = layers.map(\.paths)
        var pieces: [String: [LayeredEvidence.Piece]] = [:]
        // Of layers that write a file again: what stays of it to the top, or is written again above.
        var kept = [Set<FileReading>](repeating: [], count: layers.count)
        for place in layers.indices.reversed() {
            var visibility = Visibility(tables, above: place)
            for evidence in layers.removeLast().evidence {
                let hiding = visibility.layer(hiding: evidence.path)
                let key = FileReading(cataloger: evidence.cataloger, path: evidence.path)
                // A file that was taken away and came back is another: what it says now is of the layer that brought it back.
                if let hiding, !kept[hiding].contains(key) { continue }
                kept[place].insert(key)
                pieces[evidence.cataloger, default: []]
                    .append(LayeredEvidence.Piece(layer: place, isVisible: hiding == nil, evidence: evidence))
            }
        }
        return pieces.mapValues(LayeredEvidence.init)
    }

    /// What all catalogers make of their evidence, without lock files that an owner brought; and the lock files' paths.
    private func packages(
        of stacked: consuming [String: LayeredEvidence], _ distribution: Distribution?
    ) -> (packages: [Package], lockFiles: Set<String>) {
        var (certain, wishing): ([Join], [Join]) = ([], [])
        for cataloger in catalogers {
            guard let join = stacked.removeValue(forKey: cataloger.id).map({ Join(cataloger, $0) }) else { continue }
            if join.hasWishes { wishing.append(join) } else { certain.append(join) }
        }
        var packages = Self.packages(of: certain, distribution)
        guard !wishing.isEmpty else { return (packages, []) }
        let lockFiles = wishing.flatMap(\.wishes)
        let ownership = Ownership(of: lockFiles, among: packages) { !$0.files.isEmpty }
        packages += Self.packages(of: wishing.map { $0.withoutWishes(ownership.isOwned) }, distribution)
        return (packages, Set(lockFiles))
    }

    /// The packages in their order, those put together that several files of several kinds name: a lock file and the installation that was
    /// made of it.
    private static func joined(_ packages: consuming [Package]) -> [Package] {
        var join = PackageJoin()
        var joined: [Package] = []
        for package in packages {
            if Ownership.isOwning(package) { joined.append(package) } else { join.add(package) }
        }
        packages = joined
        packages += join.joined()
        packages.putInOrder()
        return packages
    }

    /// What catalogers make of the evidence that is left of theirs.
    private static func packages(of joins: consuming [Join], _ distribution: Distribution?) -> [Package] {
        let count = joins.count
        let waiting = Mutex(joins.map(Optional.some))
        joins = []
        let found = Mutex([[Package]](repeating: [], count: count))
        Worker.forEach(count, width: Worker.processorCount) { number in
            guard let join = waiting.withLock({ $0[number].take() }) else { return }
            let packages = join.cataloger.packages(in: join.evidence, of: distribution)
            found.withLock { $0[number] = packages }
        }
        return found.withLock { lists in
            var all: [Package] = []
            all.reserveCapacity(lists.reduce(0) { $0 + $1.count })
            for number in lists.indices {
                all += lists[number]
                lists[number] = []
            }
            return all
        }
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
