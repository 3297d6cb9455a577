internal import Advisories
internal import Inventory
internal import Matching
internal import Reports

extension ScanReport {
    /// What a database of advisories says of an inventory, nothing left out.
    init(of inventory: Inventory, database: AdvisoryDatabase, allowsCompatible: Bool) throws {
        var options = MatchingOptions()
        options.allowsCompatible = allowsCompatible
        let found = try Matcher(source: database, options: options)
            .match(inventory.packages, distribution: inventory.distribution)
        self.init(
            inventory: inventory, matches: found.matches, leftOut: 0, undetermined: found.undetermined,
            coverage: found.coverage, database: DatabaseFacts(database, asked: found.ecosystems))
        remediations = found.remediations
    }
}
