internal import Inventory

extension LayeredEvidence {
    /// The packages that records name, one for each package URL.
    ///
    /// - Parameters:
    ///   - isWanted: whether a piece holds records of packages.
    ///   - url: the package URL of a record.
    func packages(
        by cataloger: String, where isWanted: @escaping (Evidence) -> Bool = { _ in true },
        url: (PackageRecord) -> PackageURL
    ) -> [Package] {
        var join = PackageJoin(keepsCopies: true)
        for finding in findings(where: isWanted) where !finding.record.name.isEmpty {
            join.add(
                Package(
                    finding.record, purl: url(finding.record), layer: finding.layer,
                    locations: [finding.evidence.path], cataloger: cataloger))
        }
        return join.sorted()
    }

    /// A record of the stacked image and the layer that brought it.
    struct Finding {
        let record: PackageRecord
        let evidence: Evidence
        let layer: Int
    }

    /// The stacked image's records, each with the lowest layer since which its file says the same; made as they are asked for, since an image
    /// has tens of thousands.
    func findings(where isWanted: @escaping (Evidence) -> Bool = { _ in true }) -> Findings {
        Findings(pieces: pieces, isWanted: isWanted)
    }

    /// The findings of a cataloger, in one pass over all its pieces.
    struct Findings: Sequence, IteratorProtocol {
        private let pieces: [Piece]
        private let isWanted: (Evidence) -> Bool
        /// The piece that is being read, and its records that come next; nothing before it is begun.
        private var place = 0
        private var records: PackageRecords.Iterator?
        private var path = ""
        /// The layers since which the file of the last piece says the same, and that of this one as far as it was read.
        private var (since, now): ([RecordIdentity: Int], [RecordIdentity: Int]) = ([:], [:])

        fileprivate init(pieces: [Piece], isWanted: @escaping (Evidence) -> Bool) {
            self.pieces = pieces
            self.isWanted = isWanted
        }

        mutating func next() -> Finding? {
            while true {
                while let record = records?.next() {
                    let piece = pieces[place]
                    let identity = RecordIdentity(record)
                    let layer = since[identity] ?? piece.layer
                    now[identity] = layer
                    if piece.isVisible { return Finding(record: record, evidence: piece.evidence, layer: layer) }
                }
                if records != nil { (since, place, records) = (now, place + 1, nil) }
                while place < pieces.count, !isWanted(pieces[place].evidence) { place += 1 }
                guard place < pieces.count else { return nil }
                let evidence = pieces[place].evidence
                if evidence.path != path { (path, since) = (evidence.path, [:]) }
                (now, records) = ([:], evidence.records.makeIterator())
            }
        }
    }
}
