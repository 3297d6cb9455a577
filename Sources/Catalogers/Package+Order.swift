package import Inventory

extension [Package] {
    /// The packages in the one order that every cataloger gives: by package URL, then by the files that say so.
    package consuming func inOrder() -> [Package] {
        var packages = self
        packages.putInOrder()
        return packages
    }

    /// Brings the packages into that order, each moved to its place: an image has tens of thousands, and they are large.
    package mutating func putInOrder() {
        let urls = map(\.purl)
        // The number of the package that goes to each place.
        var order = indices.sorted { left, right in
            guard urls[left] != urls[right] else {
                return self[left].locations.lexicographicallyPrecedes(self[right].locations)
            }
            return urls[left] < urls[right]
        }
        for start in indices {
            var place = start
            while order[place] != start {
                let next = order[place]
                swapAt(place, next)
                order[place] = place
                place = next
            }
            order[place] = place
        }
    }
}
