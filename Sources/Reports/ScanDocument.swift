internal import Advisories
internal import Bills
internal import Bytes
internal import Inventory
internal import JSON
internal import Layers
internal import Matching

/// A scan's report as JSON, in the form that `Docs/ScanReport.md` documents.
///
/// The same image digest and the same database give the same bytes: no time, no path of the machine and no name of the target is in it.
package struct ScanDocument {
    /// The version of the document's form: the first number grows when something that was there changes its meaning or goes.
    package static let schemaVersion = "1.3"

    private let report: ScanReport
    private let includesFiles: Bool

    /// - Parameter includesFiles: lists the files that each package owns, which may be a hundred thousand.
    package init(_ report: ScanReport, includesFiles: Bool = false) {
        self.report = report
        self.includesFiles = includesFiles
    }

    /// The document, with a line end.
    package var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("schemaVersion", Self.schemaVersion)
            write(report.inventory, &writer)
            let counts = PackageCounts(report.inventory.packages)
            writer.object("counts") { writer in
                writer.member("packages", counts.installed)
                writer.member("within", counts.within)
                writer.member("leftOut", counts.leftOut)
            }
            writer.array("packages") { writer in for package in report.inventory.packages { write(package, &writer) } }
            writer.array("matches") { writer in for match in report.matches { write(match, &writer) } }
            writer.array("upgrades") { writer in
                for upgrade in report.remediations.flatMap(\.upgrades) { write(upgrade, &writer) }
            }
            writer.array("undetermined") { writer in for match in report.undetermined { write(match, &writer) } }
            writer.array("coverage") { writer in for coverage in report.coverage { write(coverage, &writer) } }
            if let gate = report.gate { write(gate, &writer) }
            write(report.database, &writer)
            writer.array("diagnostics") { writer in
                for diagnostic in report.inventory.diagnostics { write(diagnostic, &writer) }
            }
        }
        return writer.finish()
    }

    private func write(_ inventory: Inventory, _ writer: inout JSONWriter) {
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

    /// The layer as its diff-id, which is what names it; nothing for a root file system, which has none.
    private func write(layer: Int, _ writer: inout JSONWriter) {
        let layers = report.inventory.layers
        if layers.indices.contains(layer), let diffID = layers[layer].diffID {
            writer.member("layer", diffID.description)
            writer.member("layerIndex", layer)
        } else {
            writer.null("layer")
        }
    }

    private func write(_ match: Match, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", match.id)
            writer.member("aliases", match.aliases)
            writer.member("records", match.records)
            writer.member("severity", match.severity.description)
            if let cvss = match.cvss {
                writer.object("cvss") { writer in
                    writer.member("score", Double(cvss.tenths) / 10, decimals: 1)
                    writer.member("vector", cvss.vector)
                    writer.member(ifPresent: "ratedBy", match.ratedBy)
                }
            }
            writer.member("status", match.status.rawValue)
            writer.member("package", match.package.description)
            writer.member("packageName", match.packageName)
            writer.member("installedVersion", match.installedVersion)
            writer.member("fixedVersions", match.fixedVersions)
            writer.object("reason") { writer in
                writer.member("text", match.reason.description)
                writer.member("record", match.reason.record)
                writer.member("ecosystem", match.reason.ecosystem)
                writer.member("package", match.reason.package)
                writer.member("range", match.reason.range)
                writer.member("comparison", match.reason.comparison)
                if !match.reason.notes.isEmpty { writer.member("notes", match.reason.notes) }
            }
            if let since = match.exploit.knownExploitedSince {
                writer.object("knownExploited") { writer in
                    writer.member("since", since)
                    writer.member("ransomware", match.exploit.isUsedByRansomware)
                }
            }
            if let epss = match.exploit.epss {
                writer.object("epss") { writer in
                    writer.member("probability", epss, decimals: 5)
                    if let percentile = match.exploit.epssPercentile {
                        writer.member("percentile", percentile, decimals: 5)
                    }
                }
            }
            write(layer: match.layer, &writer)
            if match.isDerived { writer.member("derivedFromChangelog", true) }
            if match.isApproximate { writer.member("approximate", true) }
        }
    }

    private func write(_ upgrade: Remediation.Upgrade, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("package", upgrade.purl.description)
            writer.member("from", upgrade.installed)
            writer.member("to", upgrade.target)
            writer.member("fixes", upgrade.fixes)
            writer.member("leaves", upgrade.leaves)
            writer.member("places", upgrade.places.map { "/\($0)" })
        }
    }

    private func write(_ coverage: Coverage, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("ecosystem", coverage.ecosystem)
            writer.member("covered", coverage.isCovered)
            writer.member("packages", coverage.packages)
            writer.member("unversionedPackages", coverage.unversioned)
            if coverage.unsourced > 0 { writer.member("unsourcedPackages", coverage.unsourced) }
            if coverage.isApproximate { writer.member("approximate", true) }
            writer.member("sources", coverage.sources)
            if !coverage.missing.isEmpty { writer.member("missing", coverage.missing) }
            if !coverage.isPublished { writer.member("published", false) }
            writer.member(ifPresent: "compatible", coverage.compatible)
            if !coverage.samples.isEmpty { writer.member("samples", coverage.samples) }
            if coverage.isFixedOnly { writer.member("fixedOnly", true) }
            writer.member(ifPresent: "derivedFrom", coverage.derivedFrom)
            writer.member(ifPresent: "note", coverage.note.isEmpty ? nil : coverage.note)
        }
    }

    private func write(_ gate: GateDecision, _ writer: inout JSONWriter) {
        func write(_ name: String, _ gaps: [Unchecked], _ writer: inout JSONWriter) {
            writer.array(name) { writer in
                for gap in gaps { writer.write(gap) }
            }
        }
        writer.object("gate") { writer in
            writer.member("failOn", gate.threshold.text)
            writer.member("outcome", gate.outcome.rawValue)
            writer.member("reached", gate.reached)
            writer.member("unrated", gate.unrated)
            write("unchecked", gate.unchecked, &writer)
            write("allowed", gate.allowed, &writer)
        }
    }

    private func write(_ database: DatabaseFacts, _ writer: inout JSONWriter) {
        writer.object("database") { writer in
            // When the servers were asked stays out: asking again and learning nothing must not change the report.
            writer.member("digest", database.digest)
            writer.array("shards") { writer in
                for shard in database.shards {
                    writer.object { writer in
                        writer.member("name", shard.name)
                        writer.member("newestRecord", shard.newest)
                        writer.member(ifPresent: "snapshot", shard.snapshot.isEmpty ? nil : shard.snapshot)
                        writer.member("records", shard.records)
                        writer.member("derivedRecords", shard.derived)
                        writer.member("source", shard.source)
                        writer.member("licence", shard.licence)
                    }
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
