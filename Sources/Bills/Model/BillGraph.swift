internal import Bytes
internal import Inventory

/// What a writer needs of a bill beside its packages: identifiers that stay the same, and what is joined to what.
struct BillGraph {
    /// For each package sixteen hexadecimal digits that no other has; they depend on its URL and places alone.
    let keys: [String]
    /// For each package its URL where no other has the same, else with its key behind.
    let references: [String]
    /// For each package those that it needs, in the packages' order.
    let dependencies: [[Int]]
    /// For each package the one that owns it.
    let owners: [Int?]
    /// Packages that nothing else needs or owns.
    let roots: [Int]

    init(_ packages: [Package]) {
        var keys: [String] = []
        var taken: [String: Int] = [:]
        var byURL: [PackageURL: [Int]] = [:]
        for (index, package) in packages.enumerated() {
            let text = ([package.purl.description] + package.locations).joined(separator: "\n")
            var key = String(Digest(of: Array(text.utf8)).hex.prefix(16))
            taken[key, default: 0] += 1
            if let count = taken[key], count > 1 { key += "-\(count)" }
            keys.append(key)
            byURL[package.purl, default: []].append(index)
        }
        self.keys = keys
        references = packages.indices.map { index in
            let url = packages[index].purl
            return byURL[url]?.count == 1 ? url.description : "\(url)#\(keys[index])"
        }
        let dependencies = DependencyResolution(packages).edges
        let owners = packages.map { package in package.owner.flatMap { byURL[$0]?.first } }
        var isNeeded = [Bool](repeating: false, count: packages.count)
        for edge in dependencies.joined() { isNeeded[edge] = true }
        self.dependencies = dependencies
        self.owners = owners
        roots = packages.indices.filter { !isNeeded[$0] && owners[$0] == nil }
    }
}
