package import Bytes
package import Layers

/// An image that was found: its manifest and configuration are read and verified, its layers are ready to be.
package struct Image: Sendable {
    /// The digest of the manifest; nothing for archives that have none.
    package let digest: Digest?
    /// The digest of the configuration, which engines show as the image's ID.
    package let identifier: Digest
    package let configuration: ImageConfiguration
    /// Lowest first.
    package let layers: [Layer]
    /// Names that the archive or registry gives it, sorted.
    package let names: [String]
    /// What is wrong with the image as a whole and did not keep it from being read.
    package var diagnostics: [Diagnostic]
    /// The manifest as it was read; empty for archives that have none.
    package var manifest: [UInt8] = []
    /// The configuration as it was read.
    package var configurationBytes: [UInt8] = []
    /// Where documents that are attached to it are looked for; nothing for archives that have no manifest.
    package var attachments: AttachmentSearch?

    /// The engine of this machine that gave it; nil if it comes from elsewhere.
    package var engine: EngineExport.Engine?

    /// One layer as it is stored.
    package struct Layer: Sendable {
        /// The digest of the stored blob; nothing where the archive does not say.
        package let digest: Digest?
        /// The blob's size where it is known.
        package let size: Int?
        package let mediaType: String
        /// The digest of the plain layer, from the configuration.
        package let diffID: Digest
        package let blob: any BlobSource
    }
}
