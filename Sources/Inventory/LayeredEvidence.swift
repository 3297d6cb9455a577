/// A cataloger's evidence from all layers of an image, with what the image's upper layers left of it.
package struct LayeredEvidence: Sendable {
    /// One piece and where it comes from.
    package struct Piece: Sendable {
        /// The layer's place, 0 at the bottom.
        package let layer: Int
        /// Whether the file is still there when all layers are stacked.
        package let isVisible: Bool
        package let evidence: Evidence

        package init(layer: Int, isVisible: Bool, evidence: Evidence) {
            self.layer = layer
            self.isVisible = isVisible
            self.evidence = evidence
        }
    }

    /// All pieces, by path and then by layer.
    package let pieces: [Piece]

    package init(_ pieces: [Piece]) {
        self.pieces = pieces.sorted {
            $0.evidence.path == $1.evidence.path ? $0.layer < $1.layer : $0.evidence.path < $1.evidence.path
        }
    }

    /// What the stacked image shows.
    package var visible: [Piece] { pieces.filter(\.isVisible) }

    /// What the stacked image shows of one kind of file.
    package func visible(_ kind: String) -> [Piece] { pieces.filter { $0.isVisible && $0.evidence.kind == kind } }

    /// For each record of a visible database file, the layer that brought it.
    ///
    /// Every layer that installs something writes the whole database again. The layer that brought a package is the lowest one
    /// from which on every version of the file names the package with the same version and architecture.
    package func origins(of piece: Piece) -> [RecordIdentity: Int] {
        var origins: [RecordIdentity: Int] = [:]
        for record in piece.evidence.records { origins[RecordIdentity(record)] = piece.layer }
        var alive = Set(origins.keys)
        // They stand in the order of their paths, so that a folder of many files costs no look at all of them for each.
        var start = firstPlace(of: piece.evidence.path)
        var older: [Piece] = []
        while start < pieces.count, pieces[start].evidence.path == piece.evidence.path {
            if pieces[start].evidence.kind == piece.evidence.kind, pieces[start].layer < piece.layer {
                older.append(pieces[start])
            }
            start += 1
        }
        for earlier in older.reversed() where !alive.isEmpty {
            alive.formIntersection(earlier.evidence.records.map(RecordIdentity.init))
            for identity in alive { origins[identity] = earlier.layer }
        }
        return origins
    }

    /// Where the pieces of a path, or what would follow them, begin.
    private func firstPlace(of path: String) -> Int {
        var (low, high) = (0, pieces.count)
        while low < high {
            let middle = low + (high - low) / 2
            if pieces[middle].evidence.path < path { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// What makes two records the same package at the same version.
package struct RecordIdentity: Hashable, Sendable {
    package let name: String
    package let version: String
    package let architecture: String

    package init(_ record: PackageRecord) {
        name = record.name
        version = record.version
        architecture = record.architecture
    }
}
