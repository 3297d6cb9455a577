internal import Bytes
internal import Inventory

extension CycloneDX {
    /// The bill that the document is of.
    var bill: Bill {
        get throws(BillError) {
            var inventory = Inventory(target: "")
            var references: [String: Int] = [:]
            try Self.add(components, to: &inventory, &references, depth: 0)
            ImageProperties.apply(properties, to: &inventory)
            if inventory.digest == nil, let hash = subject.hashes.first { inventory.digest = Digest(hash.digest) }
            for dependency in dependencies {
                guard let index = references[dependency.reference] else { continue }
                let names = dependency.needs.compactMap { references[$0].map { inventory.packages[$0].name } }
                inventory.packages[index].dependencies = Set(names).sorted()
            }
            inventory.complete()
            inventory.note(passedOver: strange, of: "components")
            return Bill(
                of: inventory, name: subject.name, supplier: supplier?.contact ?? "", tool: tool, created: timestamp)
        }
    }

    private static func add(
        _ components: [Component], to inventory: inout Inventory, _ references: inout [String: Int], depth: Int
    ) throws(BillError) {
        for component in components where component.type != "file" {
            if component.type == "operating-system" {
                if inventory.distribution == nil, !component.name.isEmpty {
                    inventory.distribution = Distribution(
                        id: component.name, versionID: component.version, prettyName: component.description)
                }
            } else if component.isPackage {
                guard inventory.packages.count < BillLimits.packages else {
                    throw BillError(.limitExceeded, "the bill names more than \(BillLimits.packages) packages")
                }
                var package = component.draft
                PackageProperties.apply(component.properties, to: &package)
                for file in component.components where file.type == "file" {
                    package.files.append(file.name, digest: file.hashes.map(\.digest).joined(separator: " "))
                }
                if !component.reference.isEmpty { references[component.reference] = inventory.packages.count }
                inventory.packages.append(package)
            }
            // Parsers bound the depth; what lies inside a component is listed like it.
            try add(component.components, to: &inventory, &references, depth: depth + 1)
        }
    }
}

extension CycloneDX.Component {
    /// Whether the component is something that advisories speak of.
    fileprivate var isPackage: Bool {
        guard !name.isEmpty || PackageURL(parsing: purl) != nil else { return false }
        switch type {
        case "library", "application", "framework", "platform", "firmware", "device-driver":
            // Some list the lock files that they read as applications.
            return !purl.isEmpty || type != "application"
        default: return false
        }
    }

    /// What the component's own fields say of a package.
    var draft: Package {
        var package: Package
        if let url = PackageURL(parsing: purl) {
            package = Package(purl: url)
            // The field spells a name as the package does, unless it lacks what stands in the group or in the URL's namespace.
            let whole = wholeName(of: package.type)
            if whole.utf8.count == package.name.utf8.count
                || group.isEmpty && whole.utf8.count > package.name.utf8.count
            {
                package.name = whole
            }
        } else {
            let whole = wholeName(of: "generic")
            let url = PackageURL(type: "generic", namespace: group, name: name, version: version)
            package = Package(
                PackageRecord(type: "generic", name: whole, version: version), purl: url, layer: 0, locations: [],
                cataloger: "")
        }
        if package.version.isEmpty { package.version = version }
        if let ancestor = ancestors.first, package.type.isOfDistributions {
            package.source = SourcePackage(name: ancestor.name, version: ancestor.version)
        }
        package.locations = occurrences.map { String($0.drop { $0 == "/" }) }.filter { !$0.isEmpty }
        package.licences = licences.map(\.text).filter { !$0.isEmpty }
        if !website.isEmpty { package.attributes["homepage"] = website }
        PackageHash.apply(
            hashes.compactMap { PackageHash(algorithm: $0.algorithm.filter { $0 != "-" }, hex: $0.value) }, to: &package
        )
        download?.apply(to: &package)
        package.take([CPE(cpe)].compactMap(\.self))
        return package
    }
}
