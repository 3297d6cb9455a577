internal import Bytes
internal import Inventory
internal import JSON

/// A comparison as JSON.
///
/// | member | |
/// |---|---|
/// | `schemaVersion` | `"1.2"` |
/// | `from`, `to` | `digest` and `id` of each side, as far as it has them; how many `packages` count for themselves, how many more are `within` others and `leftOut`, and how many `findings` there are |
/// | `unchecked` of `from` and `to` | what was not checked on the side: `kind` and `reason` |
/// | `verdict` | how many findings are `fixed`, `new`, and how many `remain` |
/// | `packages`, `findings` | `added`, `removed` and `changed`, the last with `from` and `to` |
/// | `files`, `configuration` | likewise; `null` where a side does not say |
package struct ComparisonDocument {
    private let comparison: Comparison
    private let sides: [(name: String, scan: ComparedScan)]

    package init(_ comparison: Comparison, from old: ComparedScan, to new: ComparedScan) {
        self.comparison = comparison
        sides = [("from", old), ("to", new)]
    }

    /// The document, with a line end.
    package var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("schemaVersion", "1.2")
            for side in sides {
                writer.object(side.name) { writer in
                    writer.member(ifPresent: "digest", side.scan.inventory.digest?.description)
                    writer.member(ifPresent: "id", side.scan.inventory.identifier?.description)
                    let counts = PackageCounts(side.scan.inventory.packages)
                    writer.member("packages", counts.installed)
                    writer.member("within", counts.within)
                    writer.member("leftOut", counts.leftOut)
                    writer.member("findings", side.scan.findings.count)
                    writer.array("unchecked") { writer in for gap in side.scan.unchecked { writer.write(gap) } }
                }
            }
            writer.object("verdict") { writer in
                writer.member("fixed", comparison.findings.removed.count)
                writer.member("new", comparison.findings.added.count)
                writer.member("remain", comparison.remaining)
            }
            write("packages", comparison.packages, &writer) { package, writer in
                writer.member("type", package.type.rawValue)
                writer.member("name", package.name)
                writer.member("version", package.version)
                writer.member("purl", package.purl.description)
                writer.member(ifPresent: "owner", package.owner?.description)
            }
            write("findings", comparison.findings, &writer) { finding, writer in
                writer.member("id", finding.id)
                writer.member("packageType", finding.packageType)
                writer.member("packageName", finding.packageName)
                writer.member("installedVersion", finding.installedVersion)
                writer.member("severity", finding.severity)
                writer.member("status", finding.status)
                writer.member("fixedVersions", finding.fixedVersions)
            }
            write("files", comparison.files, &writer) { file, writer in
                writer.member("path", "/\(file.path)")
                writer.member(ifPresent: "digest", FileDigests(file.digest).best)
            }
            write("configuration", comparison.configuration, &writer) { setting, writer in
                writer.member("name", setting.name)
                writer.member("value", setting.value)
            }
        }
        return writer.finish()
    }

    private func write<Element>(
        _ name: String, _ changes: Comparison.Changes<Element>?, _ writer: inout JSONWriter,
        _ body: (Element, inout JSONWriter) -> Void
    ) {
        guard let changes else {
            writer.null(name)
            return
        }
        writer.object(name) { writer in
            for (kind, elements) in [("added", changes.added), ("removed", changes.removed)] {
                writer.array(kind) { writer in
                    for element in elements { writer.object { writer in body(element, &writer) } }
                }
            }
            writer.array("changed") { writer in
                for change in changes.changed {
                    writer.object { writer in
                        writer.object("from") { writer in body(change.from, &writer) }
                        writer.object("to") { writer in body(change.to, &writer) }
                    }
                }
            }
        }
    }
}
