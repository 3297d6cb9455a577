/// How many packages an inventory has: a package that is within another counts as that one, and one that was left out not at all.
package struct PackageCounts: Sendable, Equatable {
    /// Those that count for themselves, by type.
    package private(set) var byType: [PackageType: Int] = [:]
    /// Those that count for themselves.
    package private(set) var installed = 0
    /// Those that are within others: what a distribution's package brought, or what is a part of another package.
    package private(set) var within = 0
    /// Those that lock files alone name, beside an installation without them.
    package private(set) var leftOut = 0

    package init(_ packages: [Package]) {
        for package in packages {
            if package.owner != nil {
                within += 1
            } else if package.isLeftOut {
                leftOut += 1
            } else {
                installed += 1
                byType[package.type, default: 0] += 1
            }
        }
    }
}
