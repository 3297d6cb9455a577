internal import Bytes
internal import Inventory

/// A package of the inventory, beside which SPDX has packages of its own.
typealias FoundPackage = Package

extension SPDXDocument {
    /// The document of a bill.
    ///
    /// - Parameter needsSHA1: leaves out files without a SHA-1, as 2.3 demands.
    /// - Parameter survivor: what a reader of the notation gets back of a text.
    init(
        _ bill: Bill, format: String, needsSHA1: Bool = true, survivor: @escaping (String) -> String = { $0 }
    ) {
        self.needsSHA1 = needsSHA1
        let identity = BillIdentity(bill, format: format)
        name = bill.name
        namespace = identity.namespace(named: bill.name)
        creators = ["Tool: \(bill.tool.name)-\(bill.tool.version)"]
        created = bill.created
        let graph = BillGraph(bill.inventory.packages)
        addImage(bill)
        let suppliers = SupplierTable(bill, graph)
        for index in bill.inventory.packages.indices {
            add(index, of: bill.inventory, graph, suppliers[index], survivor)
        }
    }

    private static let image = "SPDXRef-Image"

    private mutating func addImage(_ bill: Bill) {
        let inventory = bill.inventory
        let supplier = bill.supplier.isEmpty ? nil : Supplier(contact: bill.supplier)
        var image = Package(id: Self.image, name: bill.name, version: bill.version)
        image.supplier = Self.text(of: supplier)
        image.purpose = inventory.layers.contains { $0.diffID != nil } ? "CONTAINER" : "INSTALL"
        image.properties = ImageProperties.all(of: inventory)
        if let digest = inventory.digest {
            image.checksums = [
                Checksum(algorithm: digest.algorithm == .sha256 ? "SHA256" : "SHA512", value: digest.hex)
            ]
        }
        packages.append(image)
        relationships.append(Relationship(from: "SPDXRef-DOCUMENT", type: "DESCRIBES", to: Self.image))
        for (index, layer) in inventory.layers.enumerated() {
            guard let diffID = layer.diffID else { continue }
            var package = Package(id: "SPDXRef-Layer-\(index)", name: "layer-\(index)", version: diffID.description)
            package.purpose = "ARCHIVE"
            package.supplier = image.supplier
            package.checksums = [
                Checksum(algorithm: diffID.algorithm == .sha256 ? "SHA256" : "SHA512", value: diffID.hex)
            ]
            packages.append(package)
            relationships.append(Relationship(from: Self.image, type: "CONTAINS", to: package.id))
        }
        guard let distribution = inventory.distribution else { return }
        var system = Package(id: "SPDXRef-OperatingSystem", name: distribution.id, version: distribution.versionID)
        system.purpose = "OPERATING-SYSTEM"
        system.supplier = Self.text(
            of: [distribution.fields["NAME"] ?? "", distribution.prettyName, distribution.id].first { !$0.isEmpty }
                .map(Supplier.init(organization:)))
        system.homepage = WebAddress.checked(distribution.fields["HOME_URL"]) ?? ""
        system.sourceInfo = distribution.prettyName
        system.cpes = [CPE(distribution.fields["CPE_NAME"])].compactMap(\.self)
        packages.append(system)
        relationships.append(Relationship(from: Self.image, type: "CONTAINS", to: system.id))
    }

    private mutating func add(
        _ index: Int, of inventory: Inventory, _ graph: BillGraph, _ supplier: Supplier?,
        _ survivor: (String) -> String
    ) {
        let package = inventory.packages[index]
        let licences = DeclaredLicences(package.licences)
        var element = Package(id: Self.id(of: index, inventory, graph), name: package.name, version: package.version)
        element.supplier = Self.text(of: supplier)
        element.originator = Self.text(of: package.attributes["author"].flatMap { Supplier(contact: $0) })
        element.homepage = WebAddress.checked(package.attributes["homepage"]) ?? ""
        element.sourceInfo = Self.sourceInfo(package)
        if !licences.expression.isEmpty { element.licenceDeclared = licences.expression }
        element.purl = package.purl.description
        element.cpes = package.cpes
        element.download = DownloadLocation(of: package)
        element.checksums = PackageHash.all(of: package).map {
            Checksum(algorithm: $0.algorithm.uppercased(), value: $0.hex)
        }
        for reference in licences.references where !references.contains(where: { $0.id == reference.id }) {
            references.append(Reference(id: reference.id, name: reference.name))
        }
        let others = addFiles(of: package, to: &element)
        let isLayered =
            inventory.layers.indices.contains(package.layer) && inventory.layers[package.layer].diffID != nil
        let parent = isLayered ? "SPDXRef-Layer-\(package.layer)" : Self.image
        relationships.append(Relationship(from: parent, type: "CONTAINS", to: element.id))
        for need in graph.dependencies[index] {
            let other = Self.id(of: need, inventory, graph)
            relationships.append(Relationship(from: element.id, type: "DEPENDS_ON", to: other))
        }
        if let owner = graph.owners[index] {
            let other = Self.id(of: owner, inventory, graph)
            relationships.append(Relationship(from: other, type: "CONTAINS", to: element.id))
        }
        var draft = element.draft(named: survivor, licences.names(survivor))
        if isLayered { draft.layer = package.layer }
        draft.owner = graph.owners[index].flatMap { SPDXDocument.owner(inventory.packages[$0], of: draft) }
        element.properties = PackageProperties.beyond(draft, of: package)
        if !others.isEmpty { element.properties.append(Property(PropertyName.files, PropertyText.list(others))) }
        packages.append(element)
    }

    /// A package of which files have a SHA-1 is one whose files were analysed (2.3, 7.8).
    ///
    /// - Returns: paths and digests, one after another, of files for which there is no place.
    private mutating func addFiles(of package: FoundPackage, to element: inout Package) -> [String] {
        var hashes: [String] = []
        var others: [String] = []
        // A list may name a file twice, and not always with the same digest.
        var seen: Set<String> = []
        for file in package.filesWithDigests.elements {
            let digests = FileDigests(file.digest).text
            guard seen.insert("\(file.path)\n\(digests)").inserted else { continue }
            let sums = Self.checksums(digests)
            let sha1 = sums.first { $0.algorithm == "SHA1" }
            if let sha1 {
                hashes.append(sha1.value)
            } else if needsSHA1 {
                others += [file.path, digests]
                continue
            }
            let key = Digest(of: Array("\(element.id)\n\(file.path)\n\(digests)".utf8)).hex.prefix(16)
            var entry = File(id: "SPDXRef-File-\(key)", name: "./\(file.path)")
            entry.checksums = sums
            files.append(entry)
            relationships.append(Relationship(from: element.id, type: "CONTAINS", to: entry.id))
        }
        // SPDX 2.3, 7.9: the SHA-1 of all files' SHA-1, sorted and joined.
        if !hashes.isEmpty { element.verificationCode = SHA1.hex(of: Array(hashes.sorted().joined().utf8).span) }
        return others
    }

    private static func id(of index: Int, _ inventory: Inventory, _ graph: BillGraph) -> String {
        let package = inventory.packages[index]
        let name = SPDXText.idPart(package.name).prefix(80)
        return "SPDXRef-Package-\(SPDXText.idPart(package.type.rawValue))-\(name)-\(graph.keys[index])"
    }

    private static func text(of supplier: Supplier?) -> String {
        guard let supplier else { return nothing }
        // Parentheses hold the address, so the name has none.
        let name = supplier.name.split { $0 == "(" || $0 == ")" || $0.isWhitespace }.joined(separator: " ")
        guard !name.isEmpty else { return nothing }
        let kind = supplier.isPerson ? "Person" : "Organization"
        let email = supplier.email.contains { "()".contains($0) } ? "" : supplier.email
        return email.isEmpty ? "\(kind): \(name)" : "\(kind): \(name) (\(email))"
    }

    /// What people read of where the package comes from; programs find it in its fields and properties.
    private static func sourceInfo(_ package: FoundPackage) -> String {
        var parts: [String] = []
        if let source = package.source, source.name != package.name || source.version != package.version {
            parts.append("built from \(source.name) \(source.version)")
        }
        if !package.locations.isEmpty {
            parts.append("found in \(package.locations.map { "/\($0)" }.joined(separator: ", "))")
        }
        return parts.joined(separator: "; ")
    }

    private static let lengths = ["MD5": 32, "SHA1": 40, "SHA256": 64, "SHA384": 96, "SHA512": 128]

    /// `sha1:hex sha256:hex` as checksums.
    private static func checksums(_ digests: String) -> [Checksum] {
        FileDigests(digests).all.compactMap { digest in
            let algorithm = digest.algorithm.uppercased()
            guard lengths[algorithm] == digest.hex.utf8.count else { return nil }
            return Checksum(algorithm: algorithm, value: digest.hex.lowercased())
        }
    }
}

extension DeclaredLicences {
    /// The names of the references, as a reader of a notation gets them back.
    fileprivate func names(_ survivor: (String) -> String) -> [String: String] {
        Dictionary(references.map { ($0.id, survivor($0.name)) }) { first, _ in first }
    }
}
