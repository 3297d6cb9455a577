/// How much of anything is taken before it counts as an attack or an accident; all limits of Hullmark sit here.
package struct Limits: Sendable {
    /// Bytes of one layer after decompression.
    package var layerBytes = 64 << 30
    /// How many times larger a layer may become by decompression, once it has passed `expansionFloor`.
    package var expansion = 300
    /// Bytes that a layer may always expand to.
    package var expansionFloor = 2 << 30
    /// Entries of one layer.
    package var entries = 4_000_000
    /// Bytes of all paths of one layer together.
    package var pathBytes = 64 << 20
    /// Bytes of one path.
    package var pathLength = 4096
    /// Bytes of one extended header of a tar archive, or of a GNU long name.
    package var tarHeaderBytes = 1 << 20
    /// Pieces that a sparse file may consist of.
    package var sparsePieces = 100_000
    /// Bytes of one file that a cataloger reads whole.
    package var fileBytes = 80 << 20
    /// Bytes of a list of one package's files, twice what the largest packages of fonts and manuals have.
    package var listBytes = 24 << 20
    /// Bytes of a lock file or manifest, which are parsed into trees many times their size.
    package var documentBytes = 8 << 20
    /// Bytes that all files being read whole may take at one time; beyond, one waits for another.
    package var heldBytes = 80 << 20
    /// Packages that the files of one layer may name, several times what the largest distribution's or application's do.
    package var layerRecords = 60_000
    /// Bytes of what was found in one layer, as it stands in memory.
    package var layerEvidenceBytes = 48 << 20
    /// Packages that the files of all layers of an image may name; each layer that installs something names all again.
    package var imageRecords = 200_000
    /// Bytes of what was found in all layers of an image.
    package var imageEvidenceBytes = 64 << 20
    /// Files of a layer or a root file system whose digests are made, each some two hundred bytes in memory.
    package var digestedFiles = 500_000
    /// Bytes of all cached layers together; beyond, those that were longest not used are dropped.
    package var cacheBytes = 1 << 30
    /// Bytes of a manifest or an index.
    package var manifestBytes = 8 << 20
    /// Bytes of an image's configuration.
    package var configurationBytes = 16 << 20
    /// Layers of one image.
    package var layers = 1024
    /// Entries of an outer archive.
    package var archiveEntries = 100_000
    /// Manifests that an index may lead through before one is an image's.
    package var indexDepth = 4
    /// How often a compressed layer is read again for parts that lay behind.
    package var extraPasses = 3
    /// Diagnostics kept of one layer; the rest is counted.
    package var diagnostics = 100

    package init() {}
}
