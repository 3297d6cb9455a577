package import Inventory

/// Settles which packages of distributions that only a bill of materials lists are there.
///
/// The package manager's database says which of them are installed. A bill that lies in an image may be of another image, or of the
/// system that something was built on.
///
/// | the database has | then |
/// |---|---|
/// | the same name, version and architecture | they are one package, the database's |
/// | another version, or none | it is listed with `installed=false` |
package enum ListedPackages {
    /// Types whose packages a database of their own has.
    private static let types: Set<PackageType> = [.deb, .apk, .rpm, .alpm, .ebuild, .opkg]

    /// The catalogers that read bills.
    private static let bills: Set<String> = [SBOMCataloger().id, BitnamiCataloger().id]

    /// Puts packages of bills together with installed ones, and marks the rest.
    package static func settle(_ packages: inout [Package]) {
        let listed = packages.indices.filter { isListed(packages[$0]) }
        guard !listed.isEmpty else { return }
        var names: Set<String> = []
        for index in listed { names.insert(packages[index].name) }
        var installed: [Release: Set<String>] = [:]
        for package in packages where types.contains(package.type) && names.contains(package.name) {
            if !bills.contains(package.cataloger) {
                installed[Release(package), default: []].insert(package.architecture)
            }
        }
        var gone: Set<Int> = []
        for index in listed {
            let package = packages[index]
            if let architectures = installed[Release(package)],
                package.architecture.isEmpty || architectures.contains(package.architecture)
                    || architectures.contains("")
            {
                gone.insert(index)
            } else {
                packages[index].attributes["installed"] = "false"
            }
        }
        if !gone.isEmpty { packages = packages.indices.filter { !gone.contains($0) }.map { packages[$0] } }
    }

    private static func isListed(_ package: Package) -> Bool {
        types.contains(package.type) && bills.contains(package.cataloger)
    }

    /// What makes two packages the same in one system.
    private struct Release: Hashable {
        let type: PackageType
        let name: String
        let version: String

        init(_ package: Package) {
            (type, name) = (package.type, package.name)
            // An epoch of zero is the same as none.
            version = package.version.hasPrefix("0:") ? String(package.version.dropFirst(2)) : package.version
        }
    }
}
