internal import Bills
internal import Bytes
internal import Inventory
internal import JSON
internal import Layers

/// The members of JSON documents that describe an inventory, the same in each document.
struct InventoryMembers {
    private let inventory: Inventory
    private let includesFiles: Bool

    /// - Parameter includesFiles: lists the files that each package owns.
    init(_ inventory: Inventory, includesFiles: Bool) {
        self.inventory = inventory
        self.includesFiles = includesFiles
    }

    /// Writes `image` and `distribution`.
    func writeImage(_ writer: inout JSONWriter) {
        writer.object("image") { writer in
            writer.member(ifPresent: "digest", inventory.digest?.description)
            writer.member(ifPresent: "id", inventory.identifier?.description)
            writer.member(ifPresent: "platform", inventory.platform.isEmpty ? nil : inventory.platform)
            if let settings = inventory.settings {
                writer.name("configuration")
                writer.value(settings.json)
            }
            writer.array("layers") { writer in
                for (index, layer) in inventory.layers.enumerated() where layer.diffID != nil {
                    writer.object { writer in
                        writer.member("index", index)
                        writer.member(ifPresent: "diffID", layer.diffID?.description)
                        writer.member(ifPresent: "digest", layer.digest?.description)
                        writer.member(ifPresent: "createdBy", layer.createdBy.isEmpty ? nil : layer.createdBy)
                        if inventory.unreadLayers.contains(index) { writer.member("unread", true) }
                    }
                }
            }
        }
        guard let distribution = inventory.distribution else {
            writer.null("distribution")
            return
        }
        writer.object("distribution") { writer in
            writer.member("id", distribution.id)
            writer.member("version", distribution.versionID)
            writer.member("name", distribution.prettyName)
            writer.member(ifPresent: "codename", distribution.codename.isEmpty ? nil : distribution.codename)
        }
    }

    /// Writes `counts`.
    func writeCounts(_ writer: inout JSONWriter) {
        let counts = PackageCounts(inventory.packages)
        writer.object("counts") { writer in
            writer.member("packages", counts.installed)
            writer.member("within", counts.within)
            writer.member("leftOut", counts.leftOut)
        }
    }

    /// Writes `packages`.
    func writePackages(_ writer: inout JSONWriter) {
        writer.array("packages") { writer in for package in inventory.packages { write(package, &writer) } }
    }

    /// Writes `diagnostics`.
    func writeDiagnostics(_ writer: inout JSONWriter) {
        writer.array("diagnostics") { writer in
            for diagnostic in inventory.diagnostics { write(diagnostic, &writer) }
        }
    }

    /// The layer as its diff-id, which is what names it; nothing for a root file system, which has none.
    func write(layer: Int, _ writer: inout JSONWriter) {
        let layers = inventory.layers
        if layers.indices.contains(layer), let diffID = layers[layer].diffID {
            writer.member("layer", diffID.description)
            writer.member("layerIndex", layer)
        } else {
            writer.null("layer")
        }
    }

    private func write(_ package: Package, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("type", package.type.rawValue)
            writer.member("name", package.name)
            writer.member("version", package.version)
            writer.member("purl", package.purl.description)
            writer.member(ifPresent: "architecture", package.architecture.isEmpty ? nil : package.architecture)
            if let source = package.source {
                writer.object("source") { writer in
                    writer.member("name", source.name)
                    writer.member("version", source.version)
                }
            } else {
                writer.null("source")
            }
            writer.member("licences", package.licences)
            write(layer: package.layer, &writer)
            writer.member("locations", package.locations.map { "/\($0)" })
            writer.member(ifPresent: "owner", package.owner?.description)
            writer.member("cataloger", package.cataloger)
            writer.member("fileCount", package.files.count)
            if includesFiles { writeFiles(of: package, &writer) }
            if !package.attributes.isEmpty {
                writer.object("attributes") { writer in
                    for (key, value) in package.attributes.sorted(by: { $0.key < $1.key }) { writer.member(key, value) }
                }
            }
        }
    }

    private func writeFiles(of package: Package, _ writer: inout JSONWriter) {
        writer.array("files") { writer in
            for file in package.filesWithDigests.elements {
                writer.object { writer in
                    let digests = FileDigests(file.digest).text
                    writer.member("path", "/\(file.path)")
                    writer.member(ifPresent: "digest", digests.isEmpty ? nil : digests)
                }
            }
        }
    }

    private func write(_ diagnostic: Diagnostic, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("code", diagnostic.code.rawValue)
            writer.member("message", diagnostic.message)
            if let layer = diagnostic.layer { write(layer: layer, &writer) }
            writer.member(ifPresent: "path", diagnostic.path.map { "/\($0)" })
        }
    }
}
