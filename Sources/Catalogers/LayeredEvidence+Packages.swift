internal import Inventory

extension LayeredEvidence {
    /// The packages that records name, one for each package URL.
    ///
    /// - Parameters:
    ///   - isWanted: whether a piece holds records of packages.
    ///   - url: the package URL of a record.
    func packages(
        by cataloger: String, where isWanted: (Evidence) -> Bool = { _ in true },
        url: (PackageRecord) -> PackageURL
    ) -> [Package] {
        var join = PackageJoin()
        for finding in findings(where: isWanted) where !finding.record.name.isEmpty {
            join.add(
                Package(
                    finding.record, purl: url(finding.record), layer: finding.layer,
                    locations: [finding.evidence.path], cataloger: cataloger))
        }
        return join.sorted
    }
}
