internal import Inventory
internal import JSON

/// Syft's own JSON, of the schema that Syft 1.18 writes, so that tools which read it (Grype) read ours.
///
/// | what | member |
/// |---|---|
/// | packages | `artifacts`, whose `metadata` is of the type that Syft's catalogers of the same database give |
/// | places and layers | `artifacts[].locations`, `path` and `layerID` |
/// | files | `metadata.files`; `files` with all digests, and a `contains` relationship |
/// | dependencies, owners, what says that a package is there | `artifactRelationships`: `dependency-of`, `ownership-by-file-overlap`, `evident-by` |
/// | the image | `source`, with the manifest and the configuration in base64; facts that have no member are in `descriptor.configuration` |
/// | what else has no member | `annotations` of the first location |
struct SyftJSON: BillFormat {
    private static let schema = "16.0.18"

    let name = "syft-json"

    func write(_ bill: Bill) -> [UInt8] {
        let inventory = bill.inventory
        let graph = BillGraph(inventory.packages)
        let artifacts = SyftArtifacts(bill, graph)
        let files = SyftFiles(bill)
        let isListing = inventory.packages.map(SyftArtifacts.listsFiles)
        var writer = JSONWriter()
        writer.object { writer in
            writer.array("artifacts") { writer in
                for index in inventory.packages.indices { writer.value(artifacts.artifact(index)) }
            }
            writer.array("artifactRelationships") { writer in
                for index in inventory.packages.indices {
                    for need in graph.dependencies[index] {
                        write("dependency-of", from: graph.keys[need], to: graph.keys[index], &writer)
                    }
                    if let owner = graph.owners[index] {
                        write("ownership-by-file-overlap", from: graph.keys[owner], to: graph.keys[index], &writer)
                    }
                    inventory.packages[index].filesWithDigests.forEach { path, digests in
                        // Where the metadata lists the files, the rest is those that the image has.
                        guard digests.count > 0 || !isListing[index] else { return }
                        write("contains", from: graph.keys[index], to: SyftFiles.id(of: path), &writer)
                    }
                    files.evidence(of: inventory.packages[index]).forEach { path, _ in
                        write("evident-by", from: graph.keys[index], to: SyftFiles.id(of: path), &writer)
                    }
                }
            }
            files.write(&writer)
            writer.name("source")
            writer.value(SyftImage.source(of: bill, uuid: BillIdentity(bill, format: name).uuid))
            writer.name("distro")
            writer.value(SyftImage.distribution(inventory.distribution))
            writer.object("descriptor") { writer in
                writer.member("name", bill.tool.name)
                writer.member("version", bill.tool.version)
                writer.object("configuration") { writer in
                    writer.member("created", bill.created)
                    writer.members(ImageProperties.all(of: inventory))
                }
            }
            writer.object("schema") { writer in
                writer.member("version", Self.schema)
                writer.member(
                    "url", "https://raw.githubusercontent.com/anchore/syft/main/schema/json/schema-\(Self.schema).json")
            }
        }
        return writer.finish()
    }

    func recognises(_ content: BillContent) -> Bool {
        guard let json = content.json else { return false }
        return json["artifacts"]?.array != nil && json["schema"]?["version"] != nil
    }

    func read(_ content: BillContent) throws(BillError) -> Bill {
        guard let json = content.json else { throw BillError(.malformed, "a Syft bill that is no JSON object") }
        var inventory = Inventory(target: "")
        SyftImage.read(json, into: &inventory)
        let configuration = json["descriptor"]?["configuration"]
        ImageProperties.apply(configuration?.propertyMembers ?? [], to: &inventory)
        let layers = SyftArtifacts.layerTable(inventory)
        let digests = SyftFiles.digests(json.elements("files"), layers)
        var places: [String: Int] = [:]
        var sources = SourceStatements()
        var strange = 0
        for artifact in json.elements("artifacts") {
            guard inventory.packages.count < BillLimits.packages else {
                throw BillError(.limitExceeded, "the bill names more than \(BillLimits.packages) packages")
            }
            if artifact["version"] != nil, artifact["version"]?.string == nil { strange += 1 }
            guard var package = SyftArtifacts.draft(of: artifact, layers) else {
                strange += 1
                continue
            }
            package.files = SyftArtifacts.files(of: artifact["metadata"], digests)
            let key = artifact.text("id")
            if !key.isEmpty { places[key] = inventory.packages.count }
            let isStated = SyftMetadata.namesSource(artifact.text("metadataType")) && artifact["metadata"] != nil
            sources.note(package, at: inventory.packages.count, isStated: isStated)
            inventory.packages.append(package)
        }
        let descriptor = json["descriptor"]
        let tool = Bill.Tool(
            name: descriptor?["name"]?.string ?? "unknown", version: descriptor?["version"]?.string ?? "")
        sources.settle(&inventory, writtenBy: tool)
        join(json.elements("artifactRelationships"), places, &inventory)
        addFiles(json, places, digests, &inventory)
        // What annotations say counts more than what is joined.
        for artifact in json.elements("artifacts") {
            guard let place = places[artifact.text("id")] else { continue }
            let annotations = artifact.elements("locations").flatMap { $0["annotations"]?.propertyMembers ?? [] }
            PackageProperties.apply(annotations, to: &inventory.packages[place])
        }
        inventory.complete()
        inventory.note(passedOver: strange, of: "artifacts")
        return Bill(
            of: inventory, name: json["source"]?["name"]?.string ?? "", tool: tool,
            created: configuration?["created"]?.string ?? "")
    }

    private func join(_ relationships: [JSONValue], _ places: [String: Int], _ inventory: inout Inventory) {
        var needs: [Int: Set<String>] = [:]
        for relationship in relationships {
            guard let parent = places[relationship.text("parent")], let child = places[relationship.text("child")]
            else {
                continue
            }
            switch relationship.text("type") {
            case "dependency-of": needs[child, default: []].insert(inventory.packages[parent].name)
            case "ownership-by-file-overlap":
                let owner = SPDXDocument.owner(inventory.packages[parent], of: inventory.packages[child])
                if let owner { inventory.packages[child].owner = owner }
            default: continue
            }
        }
        // The metadata of some says it too, and more: what was not found in the image.
        for (place, names) in needs where inventory.packages[place].dependencies.isEmpty {
            inventory.packages[place].dependencies = names.sorted()
        }
    }

    /// Gives packages whose metadata has no place for files those that the document says they contain, and keeps what it says of those that
    /// say that packages are there.
    private func addFiles(
        _ json: JSONValue, _ places: [String: Int], _ digests: [String: String], _ inventory: inout Inventory
    ) {
        var paths: [String: String] = [:]
        for file in json.elements("files") {
            if let path = file["location"]?.text("path"), !path.isEmpty { paths[file.text("id")] = path }
        }
        let isListed = inventory.packages.map { !$0.files.isEmpty }
        var evidence: Set<String> = []
        for relationship in json.elements("artifactRelationships") {
            let type = relationship.text("type")
            guard type == "contains" || type == "evident-by", let path = paths[relationship.text("child")],
                let place = places[relationship.text("parent")]
            else { continue }
            if type == "evident-by" {
                if evidence.insert(path).inserted { inventory.evidence.append(path, digest: digests[path] ?? "") }
            } else if !isListed[place] {
                inventory.packages[place].files.append(path, digest: digests[path] ?? "")
            }
        }
    }

    private func write(_ type: String, from parent: String, to child: String, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("parent", parent)
            writer.member("child", child)
            writer.member("type", type)
            if type == "evident-by" { writer.object("metadata") { $0.member("kind", "primary") } }
        }
    }
}
