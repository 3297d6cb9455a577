package import Inventory

extension Sequence where Element == Package {
    /// The packages in the one order that every cataloger gives: by package URL, then by the files that say so.
    package func inOrder() -> [Package] {
        sorted {
            $0.purl == $1.purl
                ? $0.locations.lexicographicallyPrecedes($1.locations) : $0.purl < $1.purl
        }
    }
}
