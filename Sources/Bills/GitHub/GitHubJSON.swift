internal import Bytes
internal import Inventory
internal import JSON

/// A snapshot for GitHub's dependency submission API.
///
/// | what | member |
/// |---|---|
/// | packages | `manifests[FILE].resolved[KEY].package_url`, under the first file that says that they are there |
/// | dependencies | `dependencies` and `relationship` (`direct` where nothing needs the package) |
/// | the image | `metadata`, a text for each fact |
/// | what a package URL does not say | `metadata.hullmark` of the package, a JSON object as text, since values must be scalars |
///
/// `sha` and `ref` are those of the image's labels; whoever submits the snapshot for another commit sets them. Files have no place.
struct GitHubJSON: BillFormat {
    private static let noFile = "image"
    private static let noCommit = String(repeating: "0", count: 40)

    let name = "github-json"

    func write(_ bill: Bill) -> [UInt8] {
        let inventory = bill.inventory
        let graph = BillGraph(inventory.packages)
        let labels = inventory.settings?.labels ?? [:]
        let revision = labels["org.opencontainers.image.revision"] ?? ""
        let isCommit = revision.utf8.count == 40 && Hex.decode(revision.utf8) != nil
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("version", 0)
            writer.object("job") { writer in
                writer.member("id", BillIdentity(bill, format: name).uuid)
                writer.member("correlator", "\(bill.tool.name) \(bill.name)")
            }
            writer.member("sha", isCommit ? revision.lowercased() : Self.noCommit)
            writer.member("ref", "refs/heads/main")
            writer.object("detector") { writer in
                writer.member("name", bill.tool.name)
                writer.member("version", bill.tool.version)
                writer.member(
                    "url", PackageURL(type: "generic", name: bill.tool.name, version: bill.tool.version).description)
            }
            writer.object("metadata") { writer in
                writer.member("hullmark:name", PropertyText.text(bill.name))
                writer.members(ImageProperties.all(of: inventory))
            }
            writer.member("scanned", bill.created)
            writer.object("manifests") { writer in write(inventory.packages, graph, &writer) }
        }
        return writer.finish()
    }

    func recognises(_ content: BillContent) -> Bool {
        guard let json = content.json else { return false }
        return json["manifests"]?.members != nil && json["detector"]?.members != nil
    }

    func read(_ content: BillContent) throws(BillError) -> Bill {
        guard let json = content.json else { throw BillError(.malformed, "a snapshot that is no JSON object") }
        var inventory = Inventory(target: "")
        var needs: [[String]] = []
        var names: [String: String] = [:]
        var sources = SourceStatements()
        var strange = 0
        for manifest in json["manifests"]?.members ?? [] {
            let file = manifest.value["file"]?.text("source_location") ?? ""
            for entry in manifest.value["resolved"]?.members ?? [] {
                guard inventory.packages.count < BillLimits.packages else {
                    throw BillError(.limitExceeded, "the bill names more than \(BillLimits.packages) packages")
                }
                guard var package = Self.draft(of: entry.value.text("package_url"), in: file) else {
                    strange += 1
                    continue
                }
                sources.note(package, at: inventory.packages.count, isStated: false)
                let more = PropertyText.value(of: entry.value["metadata"]?.text("hullmark") ?? "")
                PackageProperties.apply(more?.propertyMembers ?? [], to: &package)
                names[package.purl.description] = package.name
                needs.append(entry.value.elements("dependencies").compactMap(\.string))
                inventory.packages.append(package)
            }
        }
        let tool = Bill.Tool(
            name: json["detector"]?["name"]?.string ?? "unknown", version: json["detector"]?["version"]?.string ?? "")
        sources.settle(&inventory, writtenBy: tool)
        for (index, urls) in needs.enumerated() where !urls.isEmpty {
            inventory.packages[index].dependencies = Set(urls.compactMap { names[$0] }).sorted()
        }
        let metadata = json["metadata"]
        if let system = metadata?.text("syft:distro"), let url = PackageURL.Parts(system) {
            inventory.distribution = Distribution(named: url.name, version: url.version)
        }
        ImageProperties.apply(metadata?.propertyMembers ?? [], to: &inventory)
        inventory.complete()
        inventory.note(passedOver: strange, of: "packages")
        return Bill(
            of: inventory, name: PropertyText.plain(metadata?.text("hullmark:name") ?? ""), tool: tool,
            created: json.text("scanned"))
    }

    private static func draft(of url: String, in file: String) -> Package? {
        guard let purl = PackageURL(parsing: url) else { return nil }
        var package = Package(purl: purl)
        let path = String(file.drop { $0 == "/" })
        if !path.isEmpty && file.hasPrefix("/") { package.locations = [path] }
        return package
    }

    private func write(_ packages: [Package], _ graph: BillGraph, _ writer: inout JSONWriter) {
        var files: [String: [Int]] = [:]
        for (index, package) in packages.enumerated() {
            files[package.locations.first.map { "/\($0)" } ?? Self.noFile, default: []].append(index)
        }
        let roots = Set(graph.roots)
        for (file, members) in files.sorted(by: { $0.key < $1.key }) {
            writer.object(file) { writer in
                writer.member("name", file)
                writer.object("file") { writer in writer.member("source_location", file) }
                writer.object("resolved") { writer in
                    for index in members {
                        write(packages[index], graph, index, isRoot: roots.contains(index), file, packages, &writer)
                    }
                }
            }
        }
    }

    private func write(
        _ package: Package, _ graph: BillGraph, _ index: Int, isRoot: Bool, _ file: String, _ packages: [Package],
        _ writer: inout JSONWriter
    ) {
        writer.object(graph.references[index]) { writer in
            writer.member("package_url", package.purl.description)
            writer.member("relationship", isRoot ? "direct" : "indirect")
            writer.member("scope", "runtime")
            let needs = graph.dependencies[index].map { packages[$0].purl.description }
            if !needs.isEmpty { writer.member("dependencies", needs) }
            guard let draft = Self.draft(of: package.purl.description, in: file) else { return }
            let properties = PackageProperties.beyond(draft, of: package)
            guard !properties.isEmpty else { return }
            let members = properties.map { JSONValue.Member($0.name, .string($0.value)) }
            writer.object("metadata") { writer in writer.member("hullmark", PropertyText.json(.object(members))) }
        }
    }
}
