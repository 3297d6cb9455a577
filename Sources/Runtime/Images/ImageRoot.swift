package import Bytes
package import Images
internal import Platform

/// The root file system that a container is made of: folders to be stacked, and how the image is to be run.
package struct ImageRoot: Sendable {
    /// Lowest first.
    package let layers: [String]
    /// The image's digest or that of its configuration; nothing for a folder.
    package let digest: Digest?
    /// Whether the layers lie in the store, where nobody changes them.
    package let isStored: Bool
    package let configuration: ImageConfiguration?
    /// The files of the stack.
    package let files: LayeredFiles

    /// An image whose layers are unpacked in a store.
    package init(_ image: Image, in store: LayerStore) throws {
        layers = try store.folders(of: image)
        digest = image.digest ?? image.identifier
        isStored = true
        configuration = image.configuration
        files = try LayeredFiles(lowestFirst: layers)
    }

    /// A folder that holds a root file system, which is read and never written.
    package init(folder: String) throws {
        guard let path = FilePath.resolved(folder) else {
            throw RuntimeError(.notFound, "\(folder): there is no such folder")
        }
        layers = [path]
        digest = nil
        isStored = false
        configuration = nil
        files = try LayeredFiles(lowestFirst: [path])
    }
}
