package import Inventory
package import Layers

/// Finds the artefacts that GraalVM native images were built from, by the bill of materials inside them.
package struct NativeImageCataloger: Cataloger {
    package let id = "java-native-image"
    package let version = 2
    package let patterns: [FilePattern] = [.magic([0x7f, 0x45, 0x4c, 0x46])]

    package init() {}

    /// Native images hold a heap and are never small.
    package func wants(_ entry: LayerEntry) -> Bool { entry.size >= 512 }

    package func reading(of entry: LayerEntry) -> Reading {
        .parts(
            NativeImageInspection(size: entry.size) { [id] records in
                Evidence(cataloger: id, path: entry.path, kind: "binary", records: records)
            })
    }

    package func packages(in evidence: LayeredEvidence, of distribution: Distribution?) -> [Package] {
        evidence.packages(by: id, url: SBOMCataloger.url).map(SBOMCataloger.plain)
    }
}
