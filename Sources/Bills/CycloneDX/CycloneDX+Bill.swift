internal import Bytes
internal import Inventory

extension CycloneDX {
    /// The document of a bill.
    ///
    /// - Parameter survivor: what a reader of the notation gets back of a text.
    init(_ bill: Bill, format: String, survivor: @escaping (String) -> String) {
        let inventory = bill.inventory
        let graph = BillGraph(inventory.packages)
        let writer = ComponentWriter(bill, graph, survivor)
        serialNumber = "urn:uuid:\(BillIdentity(bill, format: format).uuid)"
        timestamp = bill.created
        tool = bill.tool
        supplier = bill.supplier.isEmpty ? nil : Supplier(contact: bill.supplier)
        properties = ImageProperties.all(of: inventory)
        subject = Self.subject(of: bill)
        components = inventory.packages.indices.map(writer.component)
        if let system = inventory.distribution {
            var component = Component(type: "operating-system", reference: "os:\(system.qualifier)")
            component.name = system.id
            component.version = Self.version(system.versionID)
            component.description = system.prettyName
            component.cpe = CPE(system.fields["CPE_NAME"])?.text ?? ""
            component.website = WebAddress.checked(system.fields["HOME_URL"]) ?? ""
            components.append(component)
        }
        var top = graph.roots.map { graph.references[$0] }
        if let system = inventory.distribution { top.append("os:\(system.qualifier)") }
        dependencies = [Dependency(reference: subject.reference, needs: top)]
        dependencies += inventory.packages.indices.map { index in
            Dependency(
                reference: graph.references[index], needs: graph.dependencies[index].map { graph.references[$0] })
        }
        if !inventory.diagnostics.isEmpty { isComplete = false }
    }

    private static func subject(of bill: Bill) -> Component {
        let digest = bill.inventory.digest
        var component = Component(type: bill.inventory.layers.contains { $0.diffID != nil } ? "container" : "platform")
        component.name = bill.name
        component.version = version(bill.version)
        component.reference = "subject:\((digest ?? bill.inventory.identifier)?.description ?? bill.name)"
        component.supplier = bill.supplier.isEmpty ? nil : Supplier(contact: bill.supplier)
        if let digest {
            component.hashes = [Hash(digest: digest.description)].compactMap(\.self)
            let architecture = bill.inventory.platform.split(separator: "/").dropFirst().first.map(String.init) ?? ""
            component.purl =
                PackageURL(
                    type: "oci", name: bill.name.lowercased(), version: digest.description,
                    qualifiers: [("arch", architecture)]
                ).description
        }
        return component
    }
}

extension CycloneDX.Component {
    /// Group and name of a package, as the tools of its ecosystem write them.
    static func names(of package: Package) -> (group: String, name: String) {
        let mark: Character
        switch package.type {
        case .maven: mark = ":"
        case .composer: mark = "/"
        case .npm where package.name.hasPrefix("@"): mark = "/"
        default: return ("", package.name)
        }
        let parts = package.name.split(separator: mark, maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return ("", package.name) }
        return (parts[0], parts[1])
    }

    /// The name that group and name make together, of a type.
    func wholeName(of type: PackageType) -> String {
        group.isEmpty ? name : type == .maven ? "\(group):\(name)" : "\(group)/\(name)"
    }
}

/// Makes components of packages.
private struct ComponentWriter {
    private let packages: [Package]
    private let graph: BillGraph
    private let suppliers: SupplierTable
    private let survivor: (String) -> String

    init(_ bill: Bill, _ graph: BillGraph, _ survivor: @escaping (String) -> String) {
        packages = bill.inventory.packages
        self.graph = graph
        self.survivor = survivor
        suppliers = SupplierTable(bill, graph)
    }

    func component(_ index: Int) -> CycloneDX.Component {
        let package = packages[index]
        var component = CycloneDX.Component()
        component.reference = graph.references[index]
        component.supplier = suppliers[index]
        component.author = package.attributes["author"].flatMap { Supplier(contact: $0) }
        (component.group, component.name) = CycloneDX.Component.names(of: package)
        component.version = CycloneDX.version(package.version)
        component.hashes = PackageHash.all(of: package).compactMap {
            CycloneDX.Hash(digest: "\($0.algorithm):\($0.hex)")
        }
        component.licences = licences(package.licences)
        component.cpe = package.cpes.first?.text ?? ""
        component.purl = package.purl.description
        component.website = WebAddress.checked(package.attributes["homepage"]) ?? ""
        component.download = DownloadLocation(of: package)
        if let source = package.source, source.name != package.name || source.version != package.version {
            var ancestor = CycloneDX.Component()
            ancestor.name = source.name
            ancestor.version = CycloneDX.version(source.version)
            component.ancestors = [ancestor]
        }
        component.occurrences = package.locations.map { "/\($0)" }
        // The schema forbids the same component twice.
        var seen: Set<String> = []
        package.filesWithDigests.forEach { path, digest in
            guard seen.insert("\(path.text)\n\(digest.text)").inserted else { return }
            var file = CycloneDX.Component(type: "file")
            file.name = "/\(path.text)"
            file.hashes = digest.text.split(separator: " ").compactMap { CycloneDX.Hash(digest: String($0)) }
            component.components.append(file)
        }
        component.properties = PackageProperties.beyond(draft(component), of: package)
        return component
    }

    /// Identifiers and names, or the one expression that may stand alone.
    private func licences(_ texts: [String]) -> [CycloneDX.Licence] {
        let known = texts.map { text in (text: text, expression: LicenceExpression(text)) }
        if known.count == 1, let only = known[0].expression, !only.isIdentifier { return [.expression(only.text)] }
        var licences: [CycloneDX.Licence] = []
        for (text, expression) in known {
            let licence: CycloneDX.Licence
            if let expression, expression.isIdentifier {
                licence = .identifier(expression.text)
            } else {
                licence = .name(expression?.text ?? text)
            }
            if !licence.text.isEmpty && !licences.contains(licence) { licences.append(licence) }
        }
        return licences
    }

    /// The package that a reader makes of a component before it looks at properties.
    private func draft(_ component: CycloneDX.Component) -> Package {
        var read = component
        read.purl = survivor(read.purl)
        read.group = survivor(read.group)
        read.name = survivor(read.name)
        read.version = survivor(read.version)
        read.occurrences = read.occurrences.map(survivor)
        read.licences = read.licences.map { licence in
            switch licence {
            case .identifier(let text): .identifier(survivor(text))
            case .name(let text): .name(survivor(text))
            case .expression(let text): .expression(survivor(text))
            }
        }
        read.ancestors = read.ancestors.map { ancestor in
            var ancestor = ancestor
            ancestor.name = survivor(ancestor.name)
            ancestor.version = survivor(ancestor.version)
            return ancestor
        }
        return read.draft
    }
}
