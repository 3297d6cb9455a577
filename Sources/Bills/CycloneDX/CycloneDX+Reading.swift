internal import Bytes
internal import Inventory

extension CycloneDX {
    /// The bill that the document is of.
    var bill: Bill {
        get throws(BillError) {
            var inventory = Inventory(target: "")
            var references: [String: Int] = [:]
            var sources = SourceStatements()
            var leftOut = LeftOut()
            if subject.type == "operating-system" { inventory.distribution = subject.distribution }
            try Self.add(components, to: &inventory, &references, &sources, &leftOut)
            sources.settle(&inventory, writtenBy: tool)
            ImageProperties.apply(properties, to: &inventory)
            if inventory.digest == nil, let hash = subject.hashes.first { inventory.digest = Digest(hash.digest) }
            for dependency in dependencies {
                guard let index = references[dependency.reference] else { continue }
                let names = dependency.needs.compactMap { references[$0].map { inventory.packages[$0].name } }
                inventory.packages[index].dependencies = Set(names).sorted()
            }
            inventory.complete()
            inventory.note(passedOver: strange, of: "components")
            leftOut.note(in: &inventory, of: "components")
            return Bill(
                of: inventory, name: subject.name, supplier: supplier?.contact ?? "", tool: tool, created: timestamp)
        }
    }

    private static func add(
        _ components: [Component], to inventory: inout Inventory, _ references: inout [String: Int],
        _ sources: inout SourceStatements, _ leftOut: inout LeftOut
    ) throws(BillError) {
        for component in components {
            if component.type == "operating-system" && component.purl.isEmpty {
                if inventory.distribution == nil { inventory.distribution = component.distribution }
            } else if component.isPackage {
                guard inventory.packages.count < BillLimits.packages else {
                    throw BillError(.limitExceeded, "the bill names more than \(BillLimits.packages) packages")
                }
                var package = component.draft
                let facts = ForeignFacts(component.properties)
                facts.apply(to: &package)
                let isStated =
                    !component.ancestors.isEmpty || component.properties.contains { $0.name == PropertyName.source }
                sources.note(package, at: inventory.packages.count, isStated: isStated, facts)
                PackageProperties.apply(component.properties, to: &package)
                for file in component.components where file.type == "file" && file.purl.isEmpty {
                    package.files.append(file.name, digest: file.hashes.map(\.digest).joined(separator: " "))
                }
                if !component.reference.isEmpty { references[component.reference] = inventory.packages.count }
                inventory.packages.append(package)
            } else if component.type != "file", !component.name.isEmpty {
                leftOut.add(component.name)
            }
            // Parsers bound the depth; what lies inside a component is listed like it.
            try add(component.components, to: &inventory, &references, &sources, &leftOut)
        }
    }
}

extension CycloneDX.Component {
    /// Whether the component is a package: by its package URL, whatever its type, else by its type.
    fileprivate var isPackage: Bool {
        if let parts = PackageURL.Parts(purl) { return !parts.isOfImage }
        guard !name.isEmpty else { return false }
        switch type {
        case "file": return false
        // Some list the lock files that they read as applications.
        case "library", "framework", "platform", "firmware", "device-driver": return true
        default: return !version.isEmpty || !cpe.isEmpty
        }
    }

    /// The distribution that a component of that type is; nil without a name.
    fileprivate var distribution: Distribution? {
        name.isEmpty ? nil : Distribution(named: name, version: version, prettyName: description)
    }

    /// What the component's own fields say of a package.
    var draft: Package {
        var package: Package
        if let url = PackageURL(parsing: purl) {
            package = Package(purl: url)
            package.take(displayName: wholeName(of: package.type))
        } else {
            let whole = wholeName(of: "generic")
            let url = PackageURL(type: "generic", namespace: group, name: name, version: version)
            package = Package(
                PackageRecord(type: "generic", name: whole, version: version), purl: url, layer: 0, locations: [],
                cataloger: "")
        }
        package.take(displayVersion: version)
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
