package import Inventory

extension Sequence where Element == Package {
    /// The packages in the one order that every cataloger gives: by package URL, then by the files that say so.
    package func inOrder() -> [Package] {
        let packages = Array(self)
        // Packages are large: their numbers are sorted in their place, by names that are at hand.
        let urls = packages.map(\.purl)
        let order = packages.indices.sorted { left, right in
            guard urls[left] != urls[right] else {
                return packages[left].locations.lexicographicallyPrecedes(packages[right].locations)
            }
            return urls[left] < urls[right]
        }
        return order.map { packages[$0] }
    }
}
