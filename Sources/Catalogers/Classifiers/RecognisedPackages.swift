package import Inventory

/// Settles which packages the files without a manifest are, once all catalogers have spoken and owners are known.
///
/// | the file is also in | then |
/// |---|---|
/// | a distribution's package | it is that one's (`Package.owner`, set before) |
/// | a package of the same name, or the main module of the same Go program | it is that one's |
/// | the folder of a component of Bitnami's, of the same name or version | it is that one's |
/// | a module of that Go program whose version nobody knows | that one is the recognised product's |
/// | several files of one product and version, with one owner or none | they are one package |
package enum RecognisedPackages {
    private static let bitnami: PackageType = "bitnami"

    /// Sets owners and puts packages of one product together.
    package static func settle(_ packages: inout [Package]) {
        let isRecognised = { (package: Package) in package.cataloger == ClassifierCataloger.id }
        let recognised = packages.indices.filter { isRecognised(packages[$0]) }
        guard !recognised.isEmpty else { return }
        var others: [String: [Int]] = [:]
        for index in recognised { for location in packages[index].locations { others[location] = [] } }
        for index in packages.indices where !isRecognised(packages[index]) {
            for location in packages[index].locations { others[location]?.append(index) }
        }
        let components = packages.indices.filter { packages[$0].type == bitnami }
        for index in recognised where packages[index].owner == nil {
            let package = packages[index]
            let nearby = package.locations.flatMap { others[$0] ?? [] }
            guard
                let same = nearby.first(where: { isSame(package, packages[$0]) })
                    ?? components.first(where: { isComponent(package, of: packages[$0]) })
            else { continue }
            if isVersionKnown(packages[same]) {
                packages[index].owner = packages[same].purl
            } else if packages[same].owner == nil {
                packages[same].owner = package.purl
            }
        }
        packages = packages.filter { !isRecognised($0) } + joined(recognised.map { packages[$0] })
    }

    /// Whether two packages of one file are the same software.
    private static func isSame(_ package: Package, _ other: Package) -> Bool {
        if package.name.lowercased() == other.name.lowercased() { return true }
        guard other.type == .golang, other.attributes["goVersion"] != nil, other.name != "stdlib" else {
            return package.locations.allSatisfy { $0.hasSuffix(".jar") } && package.version == other.version
        }
        if let module = package.attributes["module"], other.name == module || other.name.hasPrefix("\(module)/") {
            return true
        }
        return other.name.split(separator: "/").contains { $0 == package.name }
    }

    /// Whether a program lies in the folder of a component's own bill of materials and is what that one is about.
    private static func isComponent(_ package: Package, of component: Package) -> Bool {
        guard let document = component.locations.first, let slash = document.lastIndex(of: "/") else { return false }
        return package.locations.allSatisfy { $0.hasPrefix(document[...slash]) }
            && (package.name == component.name || isRelease(component.version, of: package.version))
    }

    /// Whether a version is another one with a revision behind it: `1.25.3-1` of `1.25.3`.
    private static func isRelease(_ version: String, of base: String) -> Bool {
        version == base || version.hasPrefix("\(base)-")
    }

    private static func isVersionKnown(_ package: Package) -> Bool {
        !package.version.isEmpty && package.version != GoModule.unknownVersion
    }

    private static func joined(_ packages: [Package]) -> [Package] {
        var joins: [PackageURL?: PackageJoin] = [:]
        for package in packages { joins[package.owner, default: PackageJoin()].add(package) }
        return joins.values.flatMap { join in
            var join = join
            return join.sorted()
        }
    }
}
