package import Inventory
package import Layers

/// Finds the crates that executables were built from, by the list that `cargo auditable` leaves in them.
package struct RustBinaryCataloger: Cataloger {
    package let id = "rust-binary"
    package let version = 1
    package let patterns: [FilePattern] = [
        .magic([0x7f, 0x45, 0x4c, 0x46]), .magic([0x4d, 0x5a]), .magic([0xfe, 0xed, 0xfa, 0xce]),
        .magic([0xfe, 0xed, 0xfa, 0xcf]), .magic([0xce, 0xfa, 0xed, 0xfe]), .magic([0xcf, 0xfa, 0xed, 0xfe]),
    ]

    package init() {}

    package func wants(_ entry: LayerEntry) -> Bool { entry.size >= 512 }

    package func reading(of entry: LayerEntry) -> Reading {
        .parts(
            RustBinaryInspection(size: entry.size) { [id] records in
                Evidence(cataloger: id, path: entry.path, kind: "binary", records: records)
            })
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.packages(by: id, url: CargoAudit.url)
    }
}
