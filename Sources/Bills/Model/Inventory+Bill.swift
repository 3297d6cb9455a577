internal import Inventory

extension PackageType {
    /// Whether packages of the type are a distribution's.
    var isOfDistributions: Bool { self == .deb || self == .apk || self == .rpm }
}

extension Inventory {
    /// Brings what was read into the order of a scan, and takes the distribution from packages' URLs where nothing else said it.
    mutating func complete() {
        if distribution == nil {
            var counts: [String: Int] = [:]
            var found: [String: Distribution] = [:]
            for package in packages where package.type.isOfDistributions {
                guard let named = Distribution(qualifierOf: package.purl) else { continue }
                counts[named.qualifier, default: 0] += 1
                found[named.qualifier] = named
            }
            let most = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
            distribution = most.flatMap { found[$0.key] }
        }
        if layers.isEmpty { layers = [LayerSummary(diffID: nil)] }
        for index in packages.indices { packages[index].layer = min(packages[index].layer, layers.count - 1) }
        let keyed = packages.map { (key: $0.purl.description, package: $0) }
        packages = keyed.sorted { left, right in
            if left.key != right.key { return left.key.utf8.lexicographicallyPrecedes(right.key.utf8) }
            return left.package.locations.lexicographicallyPrecedes(right.package.locations)
        }.map(\.package)
    }
}
