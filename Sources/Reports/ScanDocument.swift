internal import Advisories
internal import Bytes
internal import Inventory
internal import JSON
internal import Matching

/// A scan's report as JSON, in the form that `Docs/ScanReport.md` documents.
///
/// The same image digest and the same database give the same bytes: no time, no path of the machine and no name of the target is in it.
package struct ScanDocument {
    /// The version of the document's form: the first number grows when something that was there changes its meaning or goes.
    package static let schemaVersion = "1.3"

    private let report: ScanReport
    private let members: InventoryMembers

    /// - Parameter includesFiles: lists the files that each package owns, which may be a hundred thousand.
    package init(_ report: ScanReport, includesFiles: Bool = false) {
        self.report = report
        members = InventoryMembers(report.inventory, includesFiles: includesFiles)
    }

    /// The document, with a line end.
    package var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("schemaVersion", Self.schemaVersion)
            members.writeImage(&writer)
            members.writeCounts(&writer)
            members.writePackages(&writer)
            writer.array("matches") { writer in for match in report.matches { write(match, &writer) } }
            writer.array("upgrades") { writer in
                for upgrade in Remediation.upgrades(of: report.remediations) { write(upgrade, &writer) }
            }
            writer.array("undetermined") { writer in for match in report.undetermined { write(match, &writer) } }
            writer.array("coverage") { writer in for coverage in report.coverage { write(coverage, &writer) } }
            if let gate = report.gate { write(gate, &writer) }
            write(report.database, &writer)
            members.writeDiagnostics(&writer)
        }
        return writer.finish()
    }

    private func write(_ match: Match, _ writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("id", match.id)
            writer.member("aliases", match.aliases)
            writer.member("records", match.records)
            writer.member("links", match.links)
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
            if !match.affectedFixes.isEmpty { writer.member("affectedFixes", match.affectedFixes) }
            writer.member(ifPresent: "upgrade", match.upgrade)
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
            members.write(layer: match.layer, &writer)
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
            writer.member(ifPresent: "command", upgrade.command)
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
}
