internal import Bytes
internal import Inventory
internal import JSON

/// Packages as Syft's artifacts, and back.
struct SyftArtifacts {
    private let packages: [Package]
    private let graph: BillGraph
    private let layers: [LayerSummary]
    private let table: [String: Int]

    init(_ bill: Bill, _ graph: BillGraph) {
        packages = bill.inventory.packages
        layers = bill.inventory.layers
        table = Self.layerTable(bill.inventory)
        self.graph = graph
    }

    /// The layers' places by their diff-ids; of equal ones the lowest.
    static func layerTable(_ inventory: Inventory) -> [String: Int] {
        var table: [String: Int] = [:]
        for (index, layer) in inventory.layers.enumerated().reversed() {
            if let diffID = layer.diffID { table[diffID.description] = index }
        }
        return table
    }

    /// A package's artifact, with what its members do not say in the annotations of its first location.
    func artifact(_ index: Int) -> JSONValue {
        let package = packages[index]
        // A draft needs no files, which are most of an artifact.
        var bare = package
        bare.files = FileList()
        bare.digests = FileList()
        guard var draft = Self.draft(of: artifact(of: bare, key: "", []), table) else {
            return artifact(of: package, key: graph.keys[index], [])
        }
        draft.owner = graph.owners[index].flatMap { SPDXDocument.owner(packages[$0], of: draft) }
        return artifact(of: package, key: graph.keys[index], PackageProperties.beyond(draft, of: package))
    }

    private func artifact(of package: Package, key: String, _ properties: [Property]) -> JSONValue {
        let names = SyftTypes.names(package.type)
        let metadata = SyftMetadata.value(of: package)
        return .object(of: [
            ("id", .string(key)), ("name", .string(Self.name(of: package))), ("version", .string(package.version)),
            ("type", .string(names.type)), ("foundBy", .string(package.cataloger)),
            ("locations", .array(locations(of: package, properties))),
            ("licenses", .array(package.licences.map(licence))), ("language", .string(names.language)),
            ("cpes", .array(cpes(of: package))), ("purl", .string(package.purl.description)),
            ("metadataType", metadata.map { .string($0.type) }), ("metadata", metadata?.value),
        ])
    }

    /// Whether the metadata of a package has a place for its files.
    static func listsFiles(_ package: Package) -> Bool {
        var bare = package
        bare.files = FileList()
        bare.files.append("file")
        return SyftMetadata.value(of: bare)?.value["files"] != nil
    }

    /// Maven's artifacts without their group, which is in the metadata and the package URL.
    private static func name(of package: Package) -> String {
        package.type == .maven ? CycloneDX.Component.names(of: package).name : package.name
    }

    private func cpes(of package: Package) -> [JSONValue] {
        let source = package.declaredCPEs.isEmpty ? Self.guessed : "declared"
        return package.cpes.map { .object(of: [("cpe", .string($0.text)), ("source", .string(source))]) }
    }

    /// How names are marked that nobody declared.
    private static let guessed = "hullmark-generated"

    private func locations(of package: Package, _ properties: [Property]) -> [JSONValue] {
        let layer = layers.indices.contains(package.layer) ? layers[package.layer].diffID?.description : nil
        // A package without a place has one for its annotations where it needs them.
        let paths = package.locations.isEmpty && !properties.isEmpty ? [""] : package.locations
        return paths.enumerated().map { number, path in
            var annotations: [JSONValue.Member] = [.init("evidence", .string("primary"))]
            if number == 0 { annotations += properties.map { .init($0.name, .string($0.value)) } }
            return .object(of: [
                ("path", .string("/\(path)")), ("layerID", .text(layer)), ("accessPath", .string("/\(path)")),
                ("annotations", .object(annotations)),
            ])
        }
    }

    private func licence(_ text: String) -> JSONValue {
        .object(of: [
            ("value", .string(text)), ("spdxExpression", .string(LicenceExpression(text)?.text ?? "")),
            ("type", .string("declared")), ("urls", .array([])), ("locations", .array([])),
        ])
    }

    /// What an artifact's own members say of a package; nothing where it names none.
    static func draft(of artifact: JSONValue, _ layers: [String: Int]) -> Package? {
        let (name, version) = (artifact.text("name"), artifact.text("version"))
        var package: Package
        if let url = PackageURL(parsing: artifact.text("purl")) {
            package = Package(purl: url)
            package.take(displayName: name)
        } else {
            guard !name.isEmpty else { return nil }
            let type = SyftTypes.type(artifact.text("type"))
            package = Package(
                PackageRecord(type: type, name: name, version: version),
                purl: PackageURL(type: type, name: name, version: version), layer: 0, locations: [], cataloger: "")
        }
        package.take(displayVersion: version)
        package.cataloger = artifact.text("foundBy")
        let locations = artifact.elements("locations")
        package.locations = locations.map { String($0.text("path").drop { $0 == "/" }) }.filter { !$0.isEmpty }
        // The place that is the evidence goes before others, whose layers may be older.
        let primary = locations.first { $0["annotations"]?["evidence"]?.string == "primary" } ?? locations.first
        package.layer = primary.flatMap { layers[$0.text("layerID")] } ?? 0
        package.licences = artifact.elements("licenses").map { $0.text("value") }.filter { !$0.isEmpty }
        let declared = artifact.elements("cpes").filter { $0.text("source") == "declared" }
        package.take(declared.compactMap { CPE($0.text("cpe")) })
        if let metadata = artifact["metadata"] {
            SyftMetadata.apply(metadata, type: artifact.text("metadataType"), to: &package)
        }
        return package
    }

    /// The files that an artifact's metadata lists.
    ///
    /// - Parameter digests: what the document says of files by their paths, which is more than the metadata has.
    static func files(of metadata: JSONValue?, _ digests: [String: String]) -> FileList {
        var files = FileList()
        for file in metadata?.elements("files") ?? [] {
            let path = file.text("path")
            let digest = file["digest"]?[0] ?? file["digest"]
            let algorithm = digest?.text("algorithm") ?? ""
            let value = digest?.text("value") ?? ""
            let isKnown = !algorithm.isEmpty && !value.isEmpty
            let word = algorithm.lowercased().filter { $0 != "-" }
            let own = isKnown ? "\(word):\(SyftMetadata.hex(value))" : ""
            // Two packages may say different things of one path, which the document has once.
            let known = digests[path].flatMap { $0.split(separator: " ").contains(own[...]) ? $0 : nil }
            files.append(path, digest: known ?? own)
        }
        return files
    }
}
