package import Bytes
package import Layers

/// What an image holds when all its layers are stacked.
package struct Inventory: Sendable {
    /// What was scanned, in the user's words.
    package var target: String
    /// The manifest's digest, where there is one.
    package var digest: Digest?
    /// The configuration's digest, which engines show as the image's ID; nothing for a root file system.
    package var identifier: Digest?
    package var names: [String]
    /// The manifest and the configuration as they were read and verified; empty where there is none, or where a bill did not keep them.
    package var manifest: [UInt8] = []
    package var configuration: [UInt8] = []
    /// `linux/amd64`; empty where nobody says.
    package var platform: String
    /// How it is to be run; nothing for a root file system.
    package var settings: ImageSettings?
    package var layers: [LayerSummary]
    /// Whether it has layers at all, which a root file system has not.
    package var hasLayers: Bool { layers.contains { $0.diffID != nil } }
    package var distribution: Distribution?
    /// Sorted by package URL.
    package var packages: [Package]
    /// Every regular file by its path, with the digests of its content; nothing where that was not asked for or not possible.
    package var files: FileList?
    /// The files that say that packages are there, with what a bill tells of them; a scan has them among `files`.
    package var evidence = FileList()
    package var diagnostics: [Diagnostic]
    /// The layers that were not read to their end as what their digests say, lowest first; 0 is the lowest.
    package var unreadLayers: [Int] = []
    /// Why nobody knows which packages the distribution has installed; nothing where its database was read, or there is none to be.
    package var databaseGap: String?
    /// What else to know, for people alone: it depends on where the image lies, so no document has it.
    package var notices: [String] = []

    package init(
        target: String, digest: Digest? = nil, identifier: Digest? = nil, names: [String] = [], platform: String = "",
        settings: ImageSettings? = nil, layers: [LayerSummary] = [], distribution: Distribution? = nil,
        packages: [Package] = [],
        diagnostics: [Diagnostic] = []
    ) {
        self.target = target
        self.digest = digest
        self.identifier = identifier
        self.names = names
        self.platform = platform
        self.settings = settings
        self.layers = layers
        self.distribution = distribution
        self.packages = packages
        self.diagnostics = diagnostics
    }
}

/// One layer of a scanned image.
package struct LayerSummary: Sendable, Equatable {
    /// The digest of the plain layer; nothing for a root file system.
    package let diffID: Digest?
    /// The digest of the stored blob, where the image names it.
    package let digest: Digest?
    /// The step that made it, as the configuration has it; empty where it does not.
    package let createdBy: String
    /// What the blob is, in the manifest's words; empty where nobody says.
    package let mediaType: String
    /// The bytes of its files; nothing where they were not read for it.
    package var contentSize: Int?

    package init(
        diffID: Digest?, digest: Digest? = nil, createdBy: String = "", mediaType: String = "", contentSize: Int? = nil
    ) {
        self.diffID = diffID
        self.digest = digest
        self.createdBy = createdBy
        self.mediaType = mediaType
        self.contentSize = contentSize
    }
}
