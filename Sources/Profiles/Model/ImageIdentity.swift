package import Bytes

/// The image that a profile belongs to.
package struct ImageIdentity: Sendable, Equatable {
    /// The name under which the image was given.
    package var name: String
    /// The digest of its manifest; nothing for archives that have none.
    package var digest: Digest?
    /// The digest of its configuration, which engines show as the image's ID.
    package var identifier: Digest?
    /// What it is for, as `linux/amd64`.
    package var platform: String

    package init(name: String, digest: Digest? = nil, identifier: Digest? = nil, platform: String) {
        self.name = name
        self.digest = digest
        self.identifier = identifier
        self.platform = platform
    }
}
