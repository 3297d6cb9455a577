internal import Inventory

/// From the names that packages need to the packages that have or provide them.
///
/// A name that several packages have (modules of several Go programs, libraries at several places of a tree) means the one that
/// was found in the same file, else the one whose place has the most directories in common, else the first. Of a distribution's
/// packages it means the one of the same architecture.
struct DependencyResolution {
    /// For each package the places of those that it needs, sorted.
    let edges: [[Int]]

    /// Packages of one name that are looked at for each that needs it, so that a crafted image costs no square of its packages.
    private static let candidateLimit = 64

    private struct Key: Hashable {
        let type: PackageType
        let name: String
    }

    init(_ packages: [Package]) {
        var wanted: Set<Key> = []
        for package in packages { for name in package.dependencies { wanted.insert(Self.key(package.type, name)) } }
        var named: [Key: [Int]] = [:]
        var provided: [Key: [Int]] = [:]
        for (index, package) in packages.enumerated() {
            Self.add(index, to: &named, Self.key(package.type, package.name), wanted)
            for name in package.provides { Self.add(index, to: &provided, Self.key(package.type, name), wanted) }
        }
        edges = packages.indices.map { index in
            let package = packages[index]
            var found: Set<Int> = []
            for name in package.dependencies {
                let key = Self.key(package.type, name)
                let candidates = named[key] ?? provided[key] ?? []
                if let best = Self.best(of: candidates, for: package, in: packages), best != index {
                    found.insert(best)
                }
            }
            return found.sorted()
        }
    }

    private static func add(_ index: Int, to table: inout [Key: [Int]], _ key: Key, _ wanted: Set<Key>) {
        guard wanted.contains(key), table[key, default: []].count < candidateLimit else { return }
        table[key, default: []].append(index)
    }

    private static func key(_ type: PackageType, _ name: String) -> Key {
        guard type == .pypi else { return Key(type: type, name: name) }
        // PEP 503: runs of these signs are one hyphen.
        let words = name.lowercased().split { $0 == "-" || $0 == "_" || $0 == "." }
        return Key(type: type, name: words.joined(separator: "-"))
    }

    private static func best(of candidates: [Int], for package: Package, in packages: [Package]) -> Int? {
        guard candidates.count > 1 else { return candidates.first }
        return candidates.max { left, right in
            let (one, other) = (score(packages[left], package), score(packages[right], package))
            // Of equals the first.
            return one == other ? left > right : one < other
        }
    }

    private static func score(_ candidate: Package, _ package: Package) -> Int {
        var score = candidate.architecture == package.architecture ? 1 << 20 : 0
        guard let place = package.locations.first, let other = candidate.locations.first else { return score }
        if place == other { score += 1 << 16 }
        let common = Array(zip(place.split(separator: "/"), other.split(separator: "/"))).prefix { $0.0 == $0.1 }
        score += min(common.count, 1 << 10)
        return score
    }
}
