package import Inventory
package import Layers

/// Finds the Go modules that executables were linked from, by the build info that the linker leaves in them.
package struct GoBinaryCataloger: Cataloger {
    package let id = "go-binary"
    package let version = 1
    package let patterns: [FilePattern] =
        [
            .magic([0x7f, 0x45, 0x4c, 0x46]), .magic([0x4d, 0x5a]), .magic([0xfe, 0xed, 0xfa, 0xce]),
            .magic([0xfe, 0xed, 0xfa, 0xcf]), .magic([0xce, 0xfa, 0xed, 0xfe]), .magic([0xcf, 0xfa, 0xed, 0xfe]),
        ] + (1...16).map { .magic([0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, $0]) }

    package init() {}

    package func wants(_ entry: LayerEntry) -> Bool { entry.size >= 512 }

    package func reading(of entry: LayerEntry) -> Reading {
        .parts(
            GoBinaryInspection(size: entry.size) { [id] info in
                Evidence(
                    cataloger: id, path: entry.path, kind: "binary", records: info.records(ofFile: entry.path))
            })
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        var join = PackageJoin(keepsCopies: true)
        for finding in evidence.findings() {
            let record = finding.record
            join.add(
                Package(
                    record, purl: GoModule.url(path: record.name, version: record.version), layer: finding.layer,
                    locations: [finding.evidence.path], cataloger: id))
        }
        return join.sorted()
    }
}
