internal import Bytes
internal import Inventory
internal import Layers

extension SPDXDocument {
    static let layerPrefix = "SPDXRef-Layer-"

    /// The bill that the document is of.
    var bill: Bill {
        get throws(BillError) {
            var inventory = Inventory(target: "")
            let names = Dictionary(references.map { ($0.id, $0.name) }) { first, _ in first }
            let roles = SPDXRoles(self)
            let origins = sourcePackages
            var places: [String: Int] = [:]
            var subject: Package?
            var sources = SourceStatements()
            var leftOut = LeftOut()
            for element in packages {
                switch roles.role(of: element) {
                case .subject: subject = subject ?? element
                case .layer: continue
                case .leftOut: leftOut.add(element.name)
                case .system:
                    inventory.distribution =
                        inventory.distribution
                        ?? Distribution(
                            named: element.name, version: element.version, prettyName: element.sourceInfo)
                case .package: break
                }
                guard roles.role(of: element) == .package else { continue }
                guard inventory.packages.count < BillLimits.packages else {
                    throw BillError(.limitExceeded, "the bill names more than \(BillLimits.packages) packages")
                }
                places[element.id] = inventory.packages.count
                var package = element.draft(named: { $0 }, names)
                let facts = ForeignFacts(element.properties + element.remarks, sourceInfo: element.sourceInfo)
                facts.apply(to: &package)
                let isStated =
                    origins[element.id].map { take(origin: $0, to: &package) } ?? false
                    || element.properties.contains { $0.name == PropertyName.source }
                sources.note(package, at: inventory.packages.count, isStated: isStated, facts)
                inventory.packages.append(package)
            }
            sources.settle(&inventory, writtenBy: tool)
            join(&inventory, places)
            for element in packages {
                if let place = places[element.id] {
                    PackageProperties.apply(element.properties, to: &inventory.packages[place])
                }
            }
            if let subject { ImageProperties.apply(subject.properties, to: &inventory) }
            if inventory.digest == nil, let sum = subject?.checksums.first(where: { $0.algorithm == "SHA256" }) {
                inventory.digest = Digest("sha256:\(sum.value.lowercased())")
            }
            inventory.complete()
            inventory.note(passedOver: strange, of: strangeName)
            leftOut.note(in: &inventory, of: "packages")
            if !packages.isEmpty, !roles.saysSubject {
                inventory.diagnostics.append(
                    Diagnostic(.malformed, "the bill does not say what it describes, so it may be cut"))
            }
            let supplier = subject.flatMap { Supplier(spdx: $0.supplier) }
            return Bill(
                of: inventory, name: subject?.name ?? name, supplier: supplier?.contact ?? "", tool: tool,
                created: created)
        }
    }

    /// Refuses a document that has more than is read.
    func checkCounts() throws(BillError) {
        try BillLimits.check(packages.count, "packages")
        try BillLimits.check(files.count, "files")
        try BillLimits.check(relationships.count, "relationships")
    }

    private var tool: Bill.Tool {
        let text = creators.first { $0.hasPrefix("Tool: ") }?.dropFirst(6) ?? "unknown"
        guard let hyphen = text.lastIndex(of: "-") else { return Bill.Tool(name: String(text), version: "") }
        return Bill.Tool(name: String(text[..<hyphen]), version: String(text[text.index(after: hyphen)...]))
    }

    /// The source packages of packages, by the identifiers of these: Red Hat's bills relate the two.
    private var sourcePackages: [String: PackageURL.Parts] {
        var needed: [String: String] = [:]
        for relationship in relationships {
            switch relationship.type {
            case "GENERATED_FROM": needed[relationship.from] = relationship.to
            case "GENERATES": needed[relationship.to] = relationship.from
            default: continue
            }
        }
        guard !needed.isEmpty else { return [:] }
        let urls = Dictionary(packages.map { ($0.id, $0.purl) }) { first, _ in first }
        return needed.compactMapValues { urls[$0].flatMap { PackageURL.Parts($0) } }
    }

    /// Takes over the source that a package was generated from.
    ///
    /// - Returns: whether it is one of the package's own type.
    private func take(origin: PackageURL.Parts, to package: inout FoundPackage) -> Bool {
        guard origin.type == package.type, package.purl.parts.sourceQualifier.isEmpty else { return false }
        let source = FoundPackage(purl: PackageURL(origin))
        package.source = SourcePackage(name: source.name, version: source.version)
        return true
    }

    /// Takes layers, owners, files and dependencies from the relationships.
    private func join(_ inventory: inout Inventory, _ places: [String: Int]) {
        let byFile = Dictionary(files.map { ($0.id, $0) }) { first, _ in first }
        var needs: [Int: Set<String>] = [:]
        for relationship in relationships {
            var (from, type, to) = (relationship.from, relationship.type, relationship.to)
            switch type {
            case "DEPENDENCY_OF": (from, type, to) = (to, "DEPENDS_ON", from)
            case "CONTAINED_BY": (from, type, to) = (to, "CONTAINS", from)
            // Syft's word for an owner.
            case "OTHER" where relationship.comment.hasPrefix("ownership-by-file-overlap"): type = "CONTAINS"
            default: break
            }
            if type == "DEPENDS_ON", let one = places[from], let other = places[to] {
                needs[one, default: []].insert(inventory.packages[other].name)
            } else if type == "CONTAINS", let other = places[to] {
                if from.hasPrefix(Self.layerPrefix), let layer = Int(from.dropFirst(Self.layerPrefix.utf8.count)) {
                    inventory.packages[other].layer = max(0, min(layer, BillLimits.layers))
                } else if let one = places[from] {
                    let owner = Self.owner(inventory.packages[one], of: inventory.packages[other])
                    if let owner { inventory.packages[other].owner = owner }
                }
            } else if type == "CONTAINS", let one = places[from], let file = byFile[to] {
                let path = file.name.hasPrefix("./") ? String(file.name.dropFirst(2)) : file.name
                let sums = file.checksums.map { "\($0.algorithm.lowercased()):\($0.value.lowercased())" }
                inventory.packages[one].files.append(path, digest: sums.joined(separator: " "))
            }
        }
        for (place, names) in needs { inventory.packages[place].dependencies = names.sorted() }
    }

    /// The owner that a containing package is: a distribution's package owns an application's, and nothing else counts.
    static func owner(_ container: FoundPackage, of package: FoundPackage) -> PackageURL? {
        container.type.isOfDistributions && !package.type.isOfDistributions ? container.purl : nil
    }
}

extension SPDXDocument.Package {
    /// What the element's own fields say of a package.
    ///
    /// - Parameter names: of licences that the document explains, by identifier.
    func draft(named survivor: (String) -> String, _ names: [String: String]) -> FoundPackage {
        let (name, version) = (survivor(name), survivor(version))
        var package: FoundPackage
        if let url = PackageURL(parsing: purl) {
            package = FoundPackage(purl: url)
            package.take(displayName: name)
        } else {
            package = FoundPackage(
                PackageRecord(type: "generic", name: name, version: version),
                purl: PackageURL(type: "generic", name: name, version: version), layer: 0, locations: [], cataloger: "")
        }
        package.take(displayVersion: version)
        package.licences = SPDXLicences.texts(licenceDeclared, names)
        if !homepage.isEmpty { package.attributes["homepage"] = homepage }
        PackageHash.apply(
            checksums.compactMap { PackageHash(algorithm: $0.algorithm, hex: $0.value) }, to: &package)
        download?.apply(to: &package)
        package.take(cpes)
        return package
    }
}
