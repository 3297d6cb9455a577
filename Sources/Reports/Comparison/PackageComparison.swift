internal import Inventory

/// Finds out which packages came, went, or are there in another version.
///
/// Packages of one type, name and architecture are one; of several versions of it those on both sides are left aside, and where one
/// is left on each side, or as many at the same places, they are the same package in another version.
enum PackageComparison {
    private struct Key: Hashable, Comparable {
        let type: PackageType
        let name: String
        let architecture: String

        init(_ package: Package) {
            (type, name, architecture) = (package.type, package.name, package.architecture)
        }

        static func < (left: Key, right: Key) -> Bool {
            (left.type.rawValue, left.name, left.architecture) < (right.type.rawValue, right.name, right.architecture)
        }
    }

    static func changes(from old: [Package], to new: [Package]) -> Comparison.Changes<Package> {
        let earlier = Dictionary(grouping: old, by: Key.init)
        let later = Dictionary(grouping: new, by: Key.init)
        var changes = Comparison.Changes<Package>()
        for key in Set(earlier.keys).union(later.keys).sorted() {
            let (before, after) = (earlier[key] ?? [], later[key] ?? [])
            let kept = Set(before.map(\.version)).intersection(after.map(\.version))
            var gone = distinct(before.filter { !kept.contains($0.version) })
            var come = distinct(after.filter { !kept.contains($0.version) })
            pair(&gone, &come, &changes) { $0.locations == $1.locations }
            if gone.count == 1 && come.count == 1 { pair(&gone, &come, &changes) { _, _ in true } }
            changes.removed += gone
            changes.added += come
        }
        return changes
    }

    /// One of each version, sorted; of several one that counts for itself.
    private static func distinct(_ packages: [Package]) -> [Package] {
        var seen: Set<String> = []
        return (packages.filter(\.isCounted) + packages.filter { !$0.isCounted })
            .filter { seen.insert($0.version).inserted }.sorted { $0.version < $1.version }
    }

    private static func pair(
        _ gone: inout [Package], _ come: inout [Package], _ changes: inout Comparison.Changes<Package>,
        where isSame: (Package, Package) -> Bool
    ) {
        gone.removeAll { package in
            guard let place = come.firstIndex(where: { isSame(package, $0) }) else { return false }
            changes.changed.append(Comparison.Change(from: package, to: come.remove(at: place)))
            return true
        }
    }
}
